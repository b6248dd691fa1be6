import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../../src/report/table/columns.ts';
import { shortened, wrap } from '../../../../src/report/table/wrap.ts';
import { visibleText } from '../../../../src/visible-text.ts';

describe('wrap', () => {
  test.each([
    ['', 20, []],
    ['   ', 20, []],
    ['fits on a line', 20, ['fits on a line']],
    ['breaks at the spaces between words', 12, ['breaks at', 'the spaces', 'between', 'words']],
    ['values.ingress[0].cidr_blocks', 20, ['values.ingress[0].', 'cidr_blocks']],
    ['xxxxxxxxxxxxxxxxxxxxxxxxx', 11, ['xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxx']],
    ['漢字漢字漢字漢字', 11, ['漢字漢字漢', '字漢字']],
    ['::error file=x::boo', 40, ['·::error file=x::boo']],
    ['one two three ##vso[task]', 15, ['one two three', '·##vso[task]']],
  ])('%j at %i', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('loses nothing but spaces, and no line is too wide', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 10, max: 80 }),
        (raw, width) => {
          const text = visibleText(raw);
          const lines = wrap(text, width);
          expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
          const bare = (one: string) => one.replaceAll(/\s|·/g, '');
          expect(bare(lines.join(''))).toBe(bare(text));
        },
      ),
    );
  });
});

test('shortened counts what it takes out', () => {
  expect(shortened('short', 10)).toBe('short');
  expect(shortened('0123456789'.repeat(3), 12)).toBe('01234567…(18 more)…6789');
});
