/** Settings with who gave them, for people in a terminal. */
import { type Source, sourceText } from '../config/source.ts';
import type { Json } from '../resource/resource.ts';
import { columnsOf } from './table/columns.ts';
import { safe } from './table/layout.ts';
import { paintOf } from './table/paint.ts';
import { compactValue } from './table/value-text.ts';
import { wrap } from './table/wrap.ts';

/** A value under its name in the configuration file. */
export interface SettingRow {
  readonly name: string;
  /** null where there is none. */
  readonly value: Json;
  readonly source: Source;
}

/** Columns that a value takes at least beside its name and source. */
const LEAST_VALUE = 24;
const GAP = 2;

function valueText(value: Json): string {
  return value === null ? 'none' : safe(compactValue(value, 300));
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(columnsOf));
}

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)) + GAP);
}

/** Name, source and value beside each other; a name too long for its column stands above the two. */
export function settingsTable(
  rows: readonly SettingRow[],
  { colour, width }: { readonly colour: boolean; readonly width: number },
): string {
  const paint = paintOf(colour);
  const texts = rows.map(({ name, value, source }) => ({
    name: safe(name, 200),
    source: safe(sourceText(source), 200),
    value: valueText(value),
  }));
  const most = Math.max(LEAST_VALUE, Math.floor((width - LEAST_VALUE) / 2));
  const names = widest(texts.map(({ name }) => name).filter((name) => columnsOf(name) <= most));
  const sources = widest(texts.map(({ source }) => source).filter((source) => columnsOf(source) <= most));
  const lines = texts.flatMap(({ name, source, value }) => {
    const isShort = columnsOf(name) <= names;
    const head = isShort ? [] : wrap(name, width).map(paint.strong);
    const label = isShort ? paint.strong(padded(name, names)) : padded('', names);
    const before = names + GAP + Math.max(sources, columnsOf(source)) + GAP;
    if (before + LEAST_VALUE > width)
      return [
        ...(isShort ? [paint.strong(name)] : head),
        ...wrap(source, width - GAP).map((line) => ' '.repeat(GAP) + paint.quiet(line)),
        ...wrap(value, width - GAP).map((line) => ' '.repeat(GAP) + paint.value(line)),
      ];
    const [first = '', ...rest] = wrap(value, width - before).map(paint.value);
    const line = label + paint.quiet(padded(source, sources)) + first;
    return [...head, line, ...rest.map((more) => ' '.repeat(before) + more)];
  });
  return `${lines.join('\n')}\n`;
}
