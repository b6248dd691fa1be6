/** Places as a tree, held against going through them one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  liesInAny,
  placesBelow,
  placeTree,
  touchedBy,
  touchesAny,
} from '../../../../src/evaluate/condition/place-tree.ts';
import { touches } from '../../../../src/resource/read-path.ts';
import type { Path } from '../../../../src/resource/resource.ts';
import { startsWith } from '../../../../src/resource/starts-with.ts';

const step = fc.constantFrom<string | number>('a', 'b', '0', 0, 1, 2);
const path = fc.array(step, { maxLength: 4 });
const places = fc.array(path, { maxLength: 6 });
const read = fc.array(fc.oneof(step, fc.constant(null)), { maxLength: 4 });

test('a read touches one of the places if it touches any by itself', () => {
  fc.assert(
    fc.property(places, read, (list, one) => {
      expect(touchesAny(one, placeTree(list))).toBe(list.some((place) => touches(one, place)));
    }),
  );
});

test('the places that reads touch are those that any of them touches', () => {
  fc.assert(
    fc.property(places, fc.array(read, { maxLength: 3 }), (list, reads) => {
      const touched = touchedBy(reads, placeTree(list));
      expect(list.filter((place) => touched.has(place))).toEqual(
        list.filter((place) => reads.some((one) => touches(one, place))),
      );
    }),
  );
});

test('a read lies in the places if one of them is its beginning, step by step', () => {
  fc.assert(
    fc.property(places, read, (list, one) => {
      const isIn = list.some((place) => place.every((each, depth) => one[depth] === each));
      expect(liesInAny(one, placeTree(list))).toBe(isIn);
    }),
  );
});

test('the places below are seen from there, whatever their order', () => {
  fc.assert(
    fc.property(places, step, (list, key) => {
      const below = placeTree(list).below.get(key);
      const found = below === undefined ? [] : placesBelow(below, 1);
      const expected = list.filter((place) => place.length > 1 && startsWith(place, [key]));
      expect(sorted(found)).toEqual(sorted(expected.map((place) => place.slice(1))));
    }),
  );
});

function sorted(list: readonly Path[]): string[] {
  return list.map((place) => JSON.stringify(place)).sort();
}
