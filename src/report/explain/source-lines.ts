/** Lines of a configuration with their numbers, what decides underlined, as compilers show it. */
import type { SourceExcerpt, SourceLine } from '../../finding/explanation.ts';
import { visibleText } from '../../visible-text.ts';
import { columnsOf } from '../table/columns.ts';
import { LABEL_COLUMNS, labelled, type Page, safe } from '../table/layout.ts';
import { counted } from '../table/words.ts';

/** Columns of a tab in what people write. */
const TAB = '  ';
const CUT = '…';

/** Nothing where no configuration is at hand. */
export function sourceLines(page: Page, excerpt: SourceExcerpt | undefined): string[] {
  if (excerpt === undefined) return [];
  const { file, lines, more } = excerpt;
  const first = lines.find(({ marked }) => marked !== undefined) ?? lines[0];
  const digits = String(lines.at(-1)?.line ?? 0).length;
  const margin = ' '.repeat(LABEL_COLUMNS);
  const room = Math.max(page.options.width - LABEL_COLUMNS - digits - 3, 10);
  const bar = (number: string, text: string) =>
    `${margin}${page.paint.quiet(`${number.padStart(digits)} │`)}${text === '' ? '' : ` ${text}`}`;
  const shown = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const isApart = before !== undefined && line.line > before.line + 1;
    const { text, underline } = fitted(line, room);
    return [
      ...(isApart ? [`${margin}${page.paint.quiet(`${' '.repeat(digits)} ⋮`)}`] : []),
      bar(String(line.line), text),
      ...(underline === '' ? [] : [bar('', page.paint.alarm(underline))]),
    ];
  });
  return [
    ...labelled(page, 'written', `${safe(file, 300)}:${first?.line ?? 1}`),
    ...shown,
    ...(more === undefined ? [] : [bar('', page.paint.quiet(`and ${counted(more, 'more line')}`))]),
  ];
}

/** What is not seen is spelt out before columns are counted; what is too long ends in the middle of the line. */
function fitted(
  { text, marked }: SourceLine,
  room: number,
): { readonly text: string; readonly underline: string } {
  const start = marked === undefined ? text.length : marked.start - 1;
  const end = marked === undefined ? text.length : marked.end - 1;
  const before = shownText(text.slice(0, start));
  const inside = shownText(text.slice(start, end));
  const whole = before + inside + shownText(text.slice(end));
  const line = cutTo(whole, room);
  const from = columnsOf(before);
  const length = Math.min(columnsOf(inside), Math.max(columnsOf(line) - from, 0));
  return {
    text: line.trimEnd(),
    underline: marked === undefined || length <= 0 ? '' : ' '.repeat(from) + '^'.repeat(length),
  };
}

function shownText(text: string): string {
  return visibleText(text.replaceAll('\t', TAB));
}

function cutTo(text: string, room: number): string {
  if (columnsOf(text) <= room) return text;
  let cut = '';
  for (const character of text) {
    if (columnsOf(cut + character) >= room) break;
    cut += character;
  }
  return cut + CUT;
}
