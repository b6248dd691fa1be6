/** Projection keeps every value that a read reaches, and list lengths. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { project, projectionOf } from '../../../src/evaluate/projection.ts';
import type { ReadPath } from '../../../src/resource/read-path.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const json = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json[]>(null, true, 0, 1, 'x', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));
const step = fc.oneof(key, fc.integer({ min: 0, max: 2 }), fc.constant(null));
const reads = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 5 });

/** All values at the places that a read names, with their places. */
function reached(value: Json | undefined, read: ReadPath, at: string): [string, Json][] {
  const [first, ...rest] = read;
  if (value === undefined) return [];
  if (first === undefined) return [[at, value]];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value) as [string, Json][];
  const array = Array.isArray(value);
  return entries
    .filter(([name]) => first === null || (name === String(first) && (typeof first === 'number') === array))
    .flatMap(([name, below]) => reached(below, rest, `${at}/${name}`));
}

describe('project', () => {
  test('every read sees the same values as before', () => {
    fc.assert(
      fc.property(json.object, reads, (input, paths) => {
        const projected = project(input, projectionOf(paths));
        for (const read of paths) expect(reached(projected, read, '')).toEqual(reached(input, read, ''));
      }),
      { numRuns: 2000 },
    );
  });

  test('what nobody reads is left out, places in lists are kept', () => {
    const input = {
      values: {
        name: 'x',
        secret: 'y',
        rule: [
          { from: 1, to: 2 },
          { from: 3, to: 4 },
        ],
      },
      tags: { a: 'b' },
    };
    const projected = project(
      input,
      projectionOf([
        ['values', 'rule', null, 'from'],
        ['values', 'missing'],
      ]),
    );
    expect(projected).toEqual({ values: { rule: [{ from: 1 }, { from: 3 }] } });
  });

  test('a read of one index keeps the other elements as empty places', () => {
    const projected = project({ list: [{ a: 1 }, { a: 2 }] }, projectionOf([['list', 1, 'a']]));
    expect(projected).toEqual({ list: [{}, { a: 2 }] });
  });

  test('an empty read keeps everything', () => {
    expect(project({ a: { b: 1 } }, projectionOf([[]]))).toEqual({ a: { b: 1 } });
  });
});
