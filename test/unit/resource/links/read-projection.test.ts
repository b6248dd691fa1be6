/** A projection answers every read that it was made for as the whole value does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { project, readTree } from '../../../../src/resource/links/read-projection.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { Json } from '../../../../src/resource/resource.ts';

/** All that a read sees: the values at the places it leads to. */
function seen(value: Json | undefined, read: ReadPath): (Json | undefined)[] {
  const [step, ...rest] = read;
  if (step === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [value];
  if (step === null) return Object.values(value).flatMap((one) => seen(one, rest));
  return Object.hasOwn(value, step) ? seen((value as Record<string, Json>)[step], rest) : [undefined];
}

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
const key = fc.constantFrom('a', 'b', 'c');
const tree = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(key, tie('node')),
  ),
})).node;
const read = fc.array(fc.oneof(key, fc.nat({ max: 2 }), fc.constant(null)), { maxLength: 4 });

test('every read sees the same', () => {
  fc.assert(
    fc.property(fc.oneof(tree, json), fc.array(read, { minLength: 1, maxLength: 4 }), (value, reads) => {
      const kept = project(value, [readTree(reads)]);
      for (const one of reads) expect(seen(kept, one)).toEqual(seen(value, one));
    }),
  );
});

test('what is not read is left out', () => {
  const value = { a: [{ x: 1, y: 2 }, { x: 3 }], b: { c: 1, d: 2 }, e: 'long' };
  expect(
    project(value, [
      readTree([
        ['a', 1, 'x'],
        ['b', 'c'],
        ['e', 'deep'],
      ]),
    ]),
  ).toEqual({ a: [null, { x: 3 }], b: { c: 1 }, e: 'long' });
  expect(project(value, [readTree([['a', null, 'x']])])).toEqual({ a: [{ x: 1 }, { x: 3 }] });
});
