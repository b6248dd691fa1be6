/** The bound of a depth is one: never below what the parser makes of the text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isPair, isSeq, parseDocument } from 'yaml';
import { depthBound } from '../../../../src/config/file/yaml-depth.ts';

function depthOf(node: unknown): number {
  if (isPair(node)) return Math.max(depthOf(node.key), depthOf(node.value));
  if (!isMap(node) && !isSeq(node)) return 0;
  return 1 + Math.max(0, ...(node.items as unknown[]).map(depthOf));
}

test('of any text that is made of what nests', () => {
  const parts = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    '- ',
    '? ',
    ': ',
    'a: ',
    'a',
    ',',
    '\n',
    ' ',
    '  ',
    '-\t',
    '"',
    "'",
    '#',
    '|',
    '-',
    '!x ',
    '&y ',
  );
  const deepest = { found: 0 };
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (chosen) => {
      const text = chosen.join('');
      const depth = depthOf(parseDocument(text, { uniqueKeys: false }).contents);
      deepest.found = Math.max(deepest.found, depth);
      // A mapping and a list may begin in one column.
      expect(depth).toBeLessThanOrEqual(2 * depthBound(text) + 2);
    }),
    { numRuns: 20_000 },
  );
  expect(deepest.found).toBeGreaterThan(5);
});

test.each([
  ['a: 1\nb:\n  c: [1, {d: 2}]', 4],
  ['{"a":{"b":[[1],[2]]},"c":"x"}', 4],
  [Array.from({ length: 5_000 }, (_, n) => `k${n}: {a: [1, 2], b: "x: y"}`).join('\n'), 4],
])('a plain file is not deep: %#', (text, most) => {
  expect(depthBound(text)).toBeLessThanOrEqual(most);
});
