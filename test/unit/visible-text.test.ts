import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleText } from '../../src/visible-text.ts';

describe('visibleText', () => {
  test.each([
    ['plain ASCII "text" \\ stays', 'plain ASCII "text" \\ stays'],
    ['Größe 漢字 👍', 'Größe 漢字 👍'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u001b[31mred\u001b]0;title\u0007', '\\u{1b}[31mred\\u{1b}]0;title\\u{7}'],
    ['\u009b2J', '\\u{9b}2J'],
    ['admin\u202etxt.exe', 'admin\\u{202e}txt.exe'],
    ['zero\u200bwidth\ufeff\u00ad', 'zero\\u{200b}width\\u{feff}\\u{ad}'],
    ['lone \ud800', 'lone \\u{d800}'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['filler \u3164', 'filler \\u{3164}'],
    ['line\u2028break', 'line\\u{2028}break'],
    [`z${'\u0301'.repeat(50)}`, `z${'\u0301'.repeat(4)}`],
  ])('%j', (text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  test('of any text: one line, nothing hidden, no escape sequence, the same when applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const visible = visibleText(text);
        expect(visible).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(stripVTControlCharacters(visible)).toBe(visible);
        expect(visibleText(visible)).toBe(visible);
      }),
      { numRuns: 2_000 },
    );
  });
});
