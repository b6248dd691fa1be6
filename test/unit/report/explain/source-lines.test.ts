import { expect, test } from 'vitest';
import type { SourceExcerpt, SourceLine } from '../../../../src/finding/explanation.ts';
import { sourceLines } from '../../../../src/report/explain/source-lines.ts';
import type { Page } from '../../../../src/report/table/layout.ts';
import { paintOf } from '../../../../src/report/table/paint.ts';
import { optionsOf } from '../sample-report.ts';

function shown(lines: readonly SourceLine[], width = 60, more: Partial<SourceExcerpt> = {}): string[] {
  const page: Page = { paint: paintOf(false), options: optionsOf({ width }), source: 'this plan' };
  return sourceLines(page, { file: 'a.tf', lines, ...more });
}

test('numbers, gaps and what decides', () => {
  expect(
    shown([
      { line: 8, text: 'resource "x" "y" {' },
      { line: 9, text: '  z {' },
      { line: 12, text: '    a = 1', marked: { start: 5, end: 10 } },
    ]),
  ).toEqual([
    '    written   a.tf:12',
    '               8 │ resource "x" "y" {',
    '               9 │   z {',
    '                 ⋮',
    '              12 │     a = 1',
    '                 │     ^^^^^',
  ]);
});

test('tabs, wide and hidden characters stand above their marks', () => {
  expect(
    shown([
      { line: 1, text: '\t漢字 = "\u202e" # \u001b[31m', marked: { start: 2, end: 10 } },
      { line: 2, text: '' },
    ]),
  ).toEqual([
    '    written   a.tf:1',
    '              1 │   漢字 = "\\u{202e}" # \\u{1b}[31m',
    '                │   ^^^^^^^^^^^^^^^^^',
    '              2 │',
  ]);
});

test('what is longer than a line ends with it, and what is left out is counted', () => {
  const text = `  policy = "${'x'.repeat(200)}"`;
  expect(shown([{ line: 1, text, marked: { start: 3, end: text.length + 1 } }], 40, { more: 1 })).toEqual([
    '    written   a.tf:1',
    `              1 │   policy = "${'x'.repeat(9)}…`,
    `                │   ${'^'.repeat(20)}`,
    '                │ and 1 more line',
  ]);
});

test('no configuration, no lines', () => {
  const page: Page = { paint: paintOf(false), options: optionsOf(), source: '' };
  expect(sourceLines(page, undefined)).toEqual([]);
});
