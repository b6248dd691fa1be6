/** rules/defaults/aws.yaml against what was not written with it: the provider's schema, and what real AWS answered. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileDefaults } from '../../../src/evaluate/compile-defaults.ts';
import { type DocumentedDefault, documentedDefaults } from '../../../src/evaluate/documented-defaults.ts';
import { openInput } from '../../../src/input/open-input.ts';
import { linkTargets } from '../../../src/resource/links/link-table.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';
import { conforms } from '../../../src/resource/shape/fit.ts';
import { type BlockSchema, type NestedBlock, typeSchema } from '../../../src/resource/type-schema.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const FILE = fileURLToPath(new URL('../../../rules/defaults/aws.yaml', import.meta.url));
const defaults = compileDefaults(readFileSync(FILE, 'utf8'), 'aws.yaml');
const entries = Object.entries(defaults.attributes).flatMap(([type, byName]) =>
  Object.entries(byName).map(([name, entry]) => ({ type, name, entry })),
);
const records = Object.entries(defaults.undeclared).flatMap(([type, byList]) =>
  Object.entries(byList).map(([list, record]) => ({ type, list, record })),
);

function blockOf(type: string, steps: readonly string[]): BlockSchema | undefined {
  return steps.reduce<BlockSchema | undefined>(
    (block, step) => block?.blocks[step]?.block,
    typeSchema(PROVIDER, type),
  );
}

function fits(value: Json, block: BlockSchema): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value as JsonObject).every(([name, inner]) => {
    const attribute = block.attributes[name];
    if (attribute !== undefined) return conforms(inner, attribute.type);
    const nested = block.blocks[name];
    return nested !== undefined && fitsBlock(inner, nested);
  });
}

function fitsBlock(value: Json, { block, nesting }: NestedBlock): boolean {
  if (nesting !== 'list' && nesting !== 'set') return fits(value, block);
  return Array.isArray(value) && value.every((one: Json) => fits(one, block));
}

test('the built package has what the file says', () => {
  expect(documentedDefaults()).toEqual(JSON.parse(JSON.stringify(defaults)));
});

describe('the schema', () => {
  test.each(entries)(
    '$type, $name: can be left out, and is of the type of its value',
    ({ type, name, entry }) => {
      const steps = name.split('.');
      const block = blockOf(type, steps.slice(0, -1));
      const last = steps.at(-1) ?? '';
      const attribute = block?.attributes[last];
      const nested = block?.blocks[last];
      expect(attribute?.optional ?? nested?.min === 0).toBe(true);
      if (entry.value === undefined) return;
      expect(
        attribute === undefined
          ? nested !== undefined && fitsBlock(entry.value, nested)
          : conforms(entry.value, attribute.type),
      ).toBe(true);
    },
  );

  test.each(entries.filter(({ entry }) => entry.unless ?? entry.where ?? entry.overriddenBy))(
    '$type, $name: hangs on names that there are',
    ({ type, name, entry }) => {
      const inside = name.split('.').slice(0, -1);
      const names = [...(entry.unless ?? []), ...Object.keys(entry.where ?? {})];
      const unknown = names.filter((one) => {
        const block = one.startsWith('/') ? blockOf(type, []) : blockOf(type, inside);
        const bare = one.replace(/^\//, '');
        return block?.attributes[bare] === undefined && block?.blocks[bare] === undefined;
      });
      expect(unknown).toEqual([]);
      for (const [of, values] of Object.entries(entry.where ?? {}))
        for (const value of values)
          expect(conforms(value, blockOf(type, inside)?.attributes[of]?.type ?? 'none')).toBe(true);
      expect((entry.overriddenBy ?? []).filter((one) => typeSchema(PROVIDER, one) === undefined)).toEqual([]);
    },
  );

  test.each(records)('$type, $list: is a link to it, and the record fits', ({ type, list, record }) => {
    const [of = '', attribute = ''] = list.split('.');
    expect(linkTargets(of, attribute)).toContain(type);
    const schema = typeSchema(PROVIDER, of);
    expect(schema !== undefined && fits(record.values, schema)).toBe(true);
  });
});

describe('a real plan with as little as each type takes', async () => {
  const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
  const unset = new Set<string>();
  for (const name of ['defaults/minimal.plan.json.gz', 'lab/create.plan.json']) {
    const input = await openInput(join(FIXTURES, name), { keepTypes: new Set(), terraform: false });
    for (const { type, unknown } of input.resources())
      for (const { path, reason } of unknown)
        if (reason === 'unset')
          unset.add(
            `${type} ${path
              .slice(1)
              .filter((step) => typeof step === 'string')
              .join('.')}`,
          );
  }

  test.each(entries)('$type, $name: is unset', ({ type, name }) => {
    expect(unset).toContain(`${type} ${name}`);
  });
});

const PAIRS = fileURLToPath(new URL('../../../../shared/oracles/aws/pairs/', import.meta.url));
const isThere = existsSync(PAIRS);
if (!isThere) console.warn('SKIPPED: no oracles: defaults are not held against real AWS');

interface Made {
  readonly type: string;
  readonly values: JsonObject;
}

function made(): Made[] {
  return readdirSync(PAIRS)
    .filter((name) => name.endsWith('.json'))
    .flatMap(
      (name) => (JSON.parse(readFileSync(join(PAIRS, name), 'utf8')) as { resources: Made[] }).resources,
    );
}

interface Place {
  readonly block: JsonObject;
  readonly name: string;
}

/** The blocks that have an attribute, known to their provider's version, through lists of them. */
function placesOf(value: Json | undefined, steps: readonly string[]): Place[] {
  const [step = '', ...rest] = steps;
  if (Array.isArray(value)) return value.flatMap((one: Json) => placesOf(one, steps));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  const block = value as JsonObject;
  return rest.length === 0 ? [{ block, name: step }] : placesOf(block[step], rest);
}

/** Whether the conditions hold that the default has. */
function isMeant(
  { unless = [], where = {} }: DocumentedDefault,
  { block }: Place,
  whole: JsonObject,
): boolean {
  const given = (name: string) => (name.startsWith('/') ? whole[name.slice(1)] : block[name]);
  const conditions = Object.entries(where);
  return (
    unless.every((name) => isBlank(given(name))) &&
    conditions.every(([name, values]) => values.some((one) => one === given(name)))
  );
}

function found(type: string, name: string, entry: DocumentedDefault): (Json | undefined)[] {
  return resources
    .filter((one) => one.type === type)
    .flatMap(({ values }) =>
      placesOf(values, name.split('.')).filter((place) => isMeant(entry, place, values)),
    )
    .map(({ block, name: last }) => {
      const value = block[last];
      return value === undefined || isBlank(value) ? undefined : withoutBlanks(value);
    });
}

function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function withoutBlanks(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => withoutBlanks(one));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as JsonObject).filter(([, inner]) => !isBlank(inner));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutBlanks(inner)]));
}

const resources = isThere ? made() : [];

/** All recordings set these themselves. */
const GIVEN = [
  'aws_codebuild_project vpc_config',
  'aws_ebs_volume type',
  'aws_s3_access_point public_access_block_configuration',
  'aws_vpc_security_group_egress_rule referenced_security_group_id',
];

describe.skipIf(!isThere)('real AWS', () => {
  const held = entries
    .map(({ type, name, entry }) => ({ at: `${type} ${name}`, entry, values: found(type, name, entry) }))
    .filter(({ at, values }) => values.length > 0 && !GIVEN.includes(at));

  test('has many of them', () => {
    expect(held.length).toBeGreaterThan(30);
  });

  test.each(held)('$at is found as documented', ({ entry, values }) => {
    expect(values).toContainEqual(entry.value);
  });
});
