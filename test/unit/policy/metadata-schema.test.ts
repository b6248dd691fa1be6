/** The published schema of METADATA says of every block what the loader says of it. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { readMetadata } from '../../../src/policy/metadata.ts';
import { FIELDS, METADATA_FIELDS } from '../../../src/policy/metadata-fields.ts';
import { loadRego, type Rego, RegoError } from '../../../src/toolchain/rego.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../reports/policy-metadata-1.schema.json', import.meta.url), 'utf8'),
) as SchemaObject;
const isMetadata = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(SCHEMA);

type Block = Record<string, unknown>;

const GOOD = { title: 'A policy', custom: { severity: 'low', resources: ['aws_ebs_volume'] } };

/** Everything of any kind. */
const VALUES: readonly unknown[] = [
  ...['', ' ', 'a text', 'low', 'hihg', 'data', 'change', 'warn', 'aws_*', 'package', 'rule'],
  ...[true, false, 0, 5, 1.5, [], [''], ['a'], ['aws_*'], [5], ['a', null], {}, { ref: 'x' }, [{ ref: 'x' }]],
  null,
];

let rego: Rego;
beforeAll(async () => {
  rego = await loadRego();
}, 30_000);

/** JSON is YAML. */
function accepted(block: Block): boolean {
  const lines = Object.entries(block).map(([name, value]) => `# ${name}: ${JSON.stringify(value)}`);
  const text = [
    '# METADATA',
    ...lines,
    'package acme.p',
    '',
    'deny contains "x" if input.values.size > 5',
    '',
  ].join('\n');
  try {
    const info = rego.inspect({ modules: { 'p.rego': text } })['p.rego'];
    return (
      info !== undefined && readMetadata({ folder: '.', file: 'p.rego', text, info }).problems.length === 0
    );
  } catch (error) {
    // OPA itself refuses it.
    if (error instanceof RegoError) return false;
    throw error;
  }
}

function differing(blocks: readonly Block[]): unknown[] {
  return blocks
    .map((block) => ({ block, schema: isMetadata(block), loader: accepted(block) }))
    .filter(({ schema, loader }) => schema !== loader);
}

describe('the schema of METADATA', () => {
  test('has the fields that the loader has', () => {
    const { properties } = SCHEMA as { properties: Record<string, { properties?: object }> };
    expect(Object.keys(properties).sort()).toEqual([...METADATA_FIELDS].sort());
    expect(Object.keys(properties.custom?.properties ?? {}).sort()).toEqual(Object.keys(FIELDS).sort());
  });

  test('takes what the loader takes, and nothing else: fields of custom', () => {
    expect({ schema: isMetadata(GOOD), loader: accepted(GOOD) }).toEqual({ schema: true, loader: true });
    const custom = Object.keys(FIELDS).flatMap((name) =>
      VALUES.flatMap((value) =>
        [GOOD.custom.resources, ['aws_*']].map((resources) => ({
          ...GOOD,
          custom: { ...GOOD.custom, resources, [name]: value },
        })),
      ),
    );
    expect(differing(custom)).toEqual([]);
  });

  test('parameters', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'text'];
    const declared = [
      ...types.flatMap((type) => VALUES.map((value) => ({ type, default: value }))),
      ...VALUES.map((value) => ({ type: 'string', required: value })),
      ...VALUES.map((value) => ({ type: value, required: true })),
      ...VALUES,
      { type: 'string', default: 'a', required: true },
      { type: 'string', default: 'a', required: false },
      { type: ['string', 'array'], items: 'string', default: 'a', description: 'b' },
      { type: 'string', defualt: 'a' },
    ];
    expect(
      differing(declared.map((one) => ({ ...GOOD, custom: { ...GOOD.custom, params: { most: one } } }))),
    ).toEqual([]);
  });

  test('and titles, what is missing, and names that are not there', () => {
    const { custom } = GOOD;
    const titles = VALUES.filter((value) => typeof value === 'string').map((title) => ({ ...GOOD, title }));
    expect(
      differing([
        ...titles,
        { custom },
        { title: 'x' },
        { title: 'x', custom: {} },
        { title: 'x', custom: { severity: 'low' } },
        { title: 'x', custom: { resources: ['a'] } },
        { ...GOOD, titel: 'x' },
        { ...GOOD, custom: { ...custom, resource: ['a'] } },
        { ...GOOD, description: 'why' },
        { ...GOOD, related_resources: ['https://a.example/b'] },
        { ...GOOD, related_resources: [{ ref: 'https://a.example/b', description: 'more' }] },
        { ...GOOD, related_resources: [5] },
        { ...GOOD, organizations: ['acme'] },
        { ...GOOD, entrypoint: 'maybe' },
      ]),
    ).toEqual([]);
  });
});
