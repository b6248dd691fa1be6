/** The two columns of the table: a narrow one of labels, a wide one of wrapped text. */
import { visibleText } from '../../visible-text.ts';
import type { RenderOptions } from '../reporter.ts';
import type { Paint } from './paint.ts';
import { shortened, wrap } from './wrap.ts';

export interface Page {
  readonly paint: Paint;
  readonly options: RenderOptions;
  /** What was read, in words: `this plan`. */
  readonly source: string;
}

/** Columns before the text: two of margin, a mark, a space, the longest label, two between. */
export const LABEL_COLUMNS = 14;
/** Characters of one message, name or value; more belongs into the JSON report. */
const LONGEST_TEXT = 600;
const MARGIN = 4;

/** Text of unknown origin, made visible and short enough to print. */
export function safe(text: string, limit = LONGEST_TEXT): string {
  // Cut before the slower work, generously, so that a text of megabytes costs no more than a long one.
  return shortened(visibleText(text.length > 4 * limit ? shortened(text, 2 * limit) : text), limit);
}

/** Lines of `text` (already safe) in the wide column, the first with a label; `colouring` per line. */
export function labelled(
  page: Page,
  label: string,
  text: string,
  colouring: (line: string) => string = (line) => line,
): string[] {
  const lines = wrap(text, page.options.width - LABEL_COLUMNS);
  const head = `${' '.repeat(MARGIN)}${label.padEnd(LABEL_COLUMNS - MARGIN)}`;
  return lines.map((line, index) => {
    const margin = index > 0 || label === '' ? ' '.repeat(LABEL_COLUMNS) : page.paint.quiet(head);
    return margin + colouring(line);
  });
}

/** Each entry as its own lines under one label; beyond `most` only how many there are. */
export function labelledList(
  page: Page,
  label: string,
  texts: readonly string[],
  colouring?: (line: string) => string,
  most = 6,
): string[] {
  if (texts.length === 0) return [];
  const shown = texts.length <= most ? texts : [...texts.slice(0, most), `and ${texts.length - most} more`];
  return shown.flatMap((text, index) => labelled(page, index === 0 ? label : '', text, colouring));
}
