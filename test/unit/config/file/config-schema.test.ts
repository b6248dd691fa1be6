/** The JSON Schema of the configuration and its reader say the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { configSchema } from '../../../../src/config/file/config-schema.ts';
import { CONFIG_SHAPE } from '../../../../src/config/file/config-shape.ts';
import { readConfig } from '../../../../src/config/file/read-config.ts';
import type { Shape } from '../../../../src/config/file/shape.ts';
import { DriftlockError } from '../../../../src/errors.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

const fits = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(configSchema());

/** Undefined where the reader takes it, else its error. */
function refusal(text: string): DriftlockError | undefined {
  try {
    readConfig(text, 'driftlock.yaml');
    return undefined;
  } catch (error) {
    if (error instanceof DriftlockError) return error;
    throw error;
  }
}

/** Keys that mean something to JavaScript or to YAML. */
const NAME = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'true',
    '1',
    'null',
    '<<',
    '*',
    'aws.s3.*',
    'a b',
    '- x',
    '#',
  ),
  fc.string({ maxLength: 6 }),
);

/** Mostly what the shape asks for. */
function valueFor(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'record':
      return fc.record(
        Object.fromEntries(Object.entries(shape.keys).map(([name, one]) => [name, mostly(one)])),
        { requiredKeys: [] },
      );
    case 'map':
      return fc.dictionary(NAME, mostly(shape.of), { maxKeys: 3 });
    case 'text':
      return fc.constantFrom(
        'now',
        '2026-01-31T12:00:00Z',
        '2026-13-31T12:00:00Z',
        'a',
        ' ',
        '',
        '!',
        '!a',
        '!!a',
        '\t',
        'ß',
      );
    case 'choice':
      return fc.constantFrom(...shape.of, 'hihg', '');
    case 'switch':
      return fc.boolean();
    case 'number':
      return fc.constantFrom(shape.above, shape.above + 0.5, shape.most, shape.most + 1, -1, 7, 1e3);
    case 'integer':
      return fc.constantFrom(shape.least, shape.least - 1, shape.most, shape.most + 1, 1.5);
    case 'list':
      return fc.array(mostly(shape.of), { maxLength: 3 });
    case 'either':
      return fc.oneof(...shape.of.map(mostly));
    case 'anything':
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function mostly(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: valueFor(shape) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  );
}

/** A few keys at a time, so that half of the documents are right. */
function documents(): fc.Arbitrary<unknown> {
  const keys = Object.keys(CONFIG_SHAPE.keys);
  return fc.subarray(keys, { minLength: 0, maxLength: 3 }).chain((chosen) =>
    fc.oneof(
      {
        weight: 20,
        arbitrary: fc.record(
          Object.fromEntries(chosen.map((key) => [key, mostly(CONFIG_SHAPE.keys[key] as Shape)])),
        ),
      },
      { weight: 1, arbitrary: fc.dictionary(NAME, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
    ),
  );
}

describe('the schema', () => {
  test('is the one that is published', () => {
    const file = join(ROOT, 'reports/config-1.schema.json');
    // A mend: npm run build:config-schema
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(configSchema());
  });

  test.each([
    ['JSON', (value: unknown) => JSON.stringify(value)],
    ['YAML', (value: unknown) => stringify(value, { aliasDuplicateObjects: false })],
  ])('refuses what the reader refuses, and nothing else, written as %s', (_, write) => {
    const seen = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(documents(), (made) => {
        // What ajv sees is what JSON can say: no undefined, no -0.
        const value: unknown = JSON.parse(JSON.stringify(made));
        const error = refusal(write(value));
        seen[error === undefined ? 'right' : 'wrong'] += 1;
        expect({ right: error === undefined, error: error?.message }).toEqual({
          right: fits(value),
          error: error?.message,
        });
        if (error !== undefined) expect(error.where).toMatch(/^driftlock\.yaml(:\d+:\d+)?$/);
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(200);
  });
});
