import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { columnsOf } from '../../../../src/report/table/columns.ts';
import { visibleText } from '../../../../src/visible-text.ts';

const TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      '한',
      '글',
      'ᄒ',
      'ᅡ',
      'ᆫ',
      '🇩',
      '🇪',
      '👍',
      '🏽',
      '⌚',
      '✅',
      'ﾊ',
      'ﾞ',
      'ก',
      '่',
      'क',
      'ि',
      '#',
      '⃣',
      'é',
    ),
  }),
);

test('never fewer columns than string-width counts', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      const visible = visibleText(text);
      expect(columnsOf(visible)).toBeGreaterThanOrEqual(stringWidth(visible));
    }),
    { numRuns: 3_000 },
  );
});

test.each(['', 'plain', 'Größe…', '漢字', 'かな', '한글', 'values.tags["ключ"]', '✖ › ·'])(
  'exact for %j',
  (text) => {
    expect(columnsOf(text)).toBe(stringWidth(text));
  },
);
