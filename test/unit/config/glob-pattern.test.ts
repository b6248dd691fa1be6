/** Globs, held against the regular expressions that mean the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapedGlob, globPattern } from '../../../src/config/glob-pattern.ts';

function expression(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

const TEXT = fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', '\\', '\n'), maxLength: 8 });
const GLOB = fc.string({ unit: fc.constantFrom('a', 'b', '*', '*', '.', '['), maxLength: 6 });

test('a glob fits what its expression fits', () => {
  const seen = { fits: 0, not: 0 };
  fc.assert(
    fc.property(GLOB, TEXT, (glob, text) => {
      const fits = expression(glob).test(text);
      seen[fits ? 'fits' : 'not'] += 1;
      expect([globPattern(glob).test(text), escapedGlob(glob).test(text)]).toEqual([fits, fits]);
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(seen.fits, seen.not)).toBeGreaterThan(100);
});

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*.*', 'a.b', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'acb', false],
])('"%s" and "%s": %s', (glob, text, fits) => {
  expect(globPattern(glob).test(text)).toBe(fits);
});

test('a star behind a backslash is one, where globs have that', () => {
  expect(escapedGlob('a\\*').test('a*')).toBe(true);
  expect(escapedGlob('a\\*').test('ab')).toBe(false);
  expect(escapedGlob('a\\b').test('a\\b')).toBe(true);
  expect(globPattern('a\\*').test('a\\b')).toBe(true);
});
