import fc from 'fast-check';
import { expect, test } from 'vitest';
import { touchedPlaces } from '../../../src/evaluate/unknown-reads.ts';
import { type ReadPath, touches } from '../../../src/resource/read-path.ts';
import type { Unknown } from '../../../src/resource/resource.ts';

const step = fc.constantFrom<string | number>('values', 'refs', 'a', 'b', '0', 0, 1);
const places = fc.array(
  fc.array(step, { maxLength: 4 }).map((path): Unknown => ({ path, reason: 'unset' })),
  { maxLength: 12 },
);
const reads = fc.array(fc.array(fc.option(step), { maxLength: 4 }), { maxLength: 12 });

test('finds exactly the places that a read touches, in their order', () => {
  fc.assert(
    fc.property(reads, places, (some: ReadPath[], all) => {
      const expected = all.filter(({ path }) => some.some((read) => touches(read, path)));
      expect(touchedPlaces(some, all)).toEqual(expected);
      expect(touchedPlaces(some, all)).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});
