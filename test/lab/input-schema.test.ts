/** The generated schema of the input, held against every recorded input, and against stock OPA's own checker. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLinked } from '../../src/commands/linked-inputs.ts';
import { policyInput } from '../../src/evaluate/policy-input.ts';
import { findPlace, kindsAt } from '../../src/policy/input/find-place.ts';
import { inputSchema } from '../../src/policy/input/input-schema.ts';
import { lackWords } from '../../src/policy/input/lack-words.ts';
import { resourceNode } from '../../src/policy/input/resource-node.ts';
import { loadBundledPolicies } from '../../src/policy/load-bundled-policies.ts';
import type { Json, JsonObject, Links, Path } from '../../src/resource/resource.ts';
import { typeSchema } from '../../src/resource/type-schema.ts';
import { judgedOf, ROOT, recordings } from './judged.ts';

const NO_LINKS: Links = { refs: {}, referrers: {}, unknown: [], assumes: [] };
const hasOpa = spawnSync('opa', ['version']).status === 0;
if (!hasOpa) console.warn('SKIPPED: stock opa is not on the PATH');

/** Compiling a schema takes ajv a second. */
const WRITTEN_OUT = new Set([
  'aws_ebs_volume',
  'aws_s3_bucket',
  'aws_kms_key',
  'aws_db_instance',
  'aws_iam_policy',
  'aws_sqs_queue_policy',
  'aws_vpc_security_group_ingress_rule',
]);

const compiled = new Map<string, ValidateFunction>();

function validator(type: string): ValidateFunction {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const made = new Ajv({ strict: false, allErrors: true }).compile(inputSchema([type]));
  compiled.set(type, made);
  return made;
}

/** Members of lists that are unknown keep their place as null. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutNulls(item as Json)]));
}

function wrongIn(type: string, input: JsonObject): string[] {
  const validate = validator(type);
  if (validate(withoutNulls(input))) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${type} ${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}

interface Place {
  readonly path: Path;
  readonly kind: string;
}

function placesIn(value: Json, path: Path): Place[] {
  if (value === null) return [];
  const own = { path, kind: Array.isArray(value) ? 'array' : typeof value };
  if (typeof value !== 'object') return [own];
  if (Array.isArray(value))
    return [own, ...value.flatMap((item: Json, index) => placesIn(item, [...path, index]))];
  return [own, ...Object.entries(value).flatMap(([name, item]) => placesIn(item as Json, [...path, name]))];
}

/** Every place is one that the model of the input has, of that kind. */
function strangeIn(type: string, input: JsonObject): string[] {
  return placesIn(input, []).flatMap(({ path, kind }) => {
    const found = findPlace([resourceNode(type)], path);
    if (found.lack !== undefined) return [lackWords(path, found.lack)];
    const kinds = kindsAt(found.nodes);
    return kinds === undefined || kinds.has(kind) ? [] : [`${type} ${path.join('.')} is ${kind}`];
  });
}

test('every place of every recorded resource is one that policies may name', async () => {
  const wrong = new Set<string>();
  let held = 0;
  for (const file of recordings()) {
    const { inputs } = await openLinked([file], [], { terraform: false, notice: () => {} });
    for (const input of inputs)
      for (const resource of input.resources()) {
        if (resource.mode === 'data' || typeSchema(resource.provider, resource.type) === undefined) continue;
        held += 1;
        for (const line of strangeIn(resource.type, policyInput(resource, NO_LINKS, 1))) wrong.add(line);
      }
  }
  console.log(`places of ${held} recorded resources`);
  expect([...wrong]).toEqual([]);
  expect(held).toBeGreaterThan(500);
}, 120_000);

/** A policy of two types reads the links of both: of the one that lacks them the lists are there and empty. */
function withoutEmptyLists(input: JsonObject): JsonObject {
  const full = (lists: Json | undefined) =>
    Object.fromEntries(Object.entries((lists ?? {}) as JsonObject).filter(([, list]) => !isEmptyList(list)));
  const referrers = Object.entries((input.referrers ?? {}) as JsonObject).map(([type, lists]) => [
    type,
    full(lists),
  ]);
  const named = referrers.filter(([, lists]) => Object.keys(lists as JsonObject).length > 0);
  return { ...input, refs: full(input.refs), referrers: Object.fromEntries(named) as JsonObject };
}

function isEmptyList(list: Json | undefined): boolean {
  return Array.isArray(list) && list.length === 0;
}

test('every judged input with its links fits the schema of its type', async () => {
  const wrong = new Set<string>();
  for (const file of recordings())
    for (const { resource, input } of await judgedOf(file)) {
      for (const line of strangeIn(resource.type, withoutEmptyLists(input))) wrong.add(line);
      if (!WRITTEN_OUT.has(resource.type)) continue;
      for (const line of wrongIn(resource.type, input)) wrong.add(line);
    }
  expect([...wrong]).toEqual([]);
}, 120_000);

describe.skipIf(!hasOpa)('stock opa check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'driftlock-schema-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function check(types: readonly string[], ...files: readonly string[]) {
    const schema = join(folder, 'schema.json');
    writeFileSync(schema, JSON.stringify(inputSchema(types)));
    const { status, stderr } = spawnSync('opa', ['check', '--strict', '--schema', schema, ...files], {
      encoding: 'utf8',
    });
    return { status, stderr };
  }

  test('takes the schema of every bundled policy, and the policy by it', async () => {
    const { catalogue } = await loadBundledPolicies();
    for (const { file, resources } of catalogue.policies) {
      if (resources.some((name) => name.includes('*'))) continue;
      const found = check(resources, join(ROOT, 'policies/lib'), join(ROOT, 'policies', file));
      expect({ file, ...found }).toEqual({ file, status: 0, stderr: '' });
    }
  }, 120_000);

  test('tells of what is not in it', () => {
    const file = join(folder, 'p.rego');
    writeFileSync(file, 'package p\n\ndeny contains "x" if not input.values.encypted\n');
    const { status, stderr } = check(['aws_ebs_volume'], file);
    expect(status).toBe(1);
    expect(stderr).toContain('undefined ref: input.values.encypted');
  });
});
