/** The lines of a trace: a mark for each answer, what lies below indented. */
import type { Answer, Trace, TracedValue } from '../../finding/explanation.ts';
import { LABEL_COLUMNS, type Page, safe } from '../table/layout.ts';
import { compactValue } from '../table/value-text.ts';
import { reasonWords } from '../table/words.ts';
import { wrap } from '../table/wrap.ts';

const INDENT = 2;
const LONGEST_VALUE = 60;
const MOST_VALUES = 4;
/** Columns that are left to the words, however deep they stand. */
const LEAST_COLUMNS = 30;

const MARKS: Readonly<Record<Answer, string>> = { yes: '✔', no: '✖', unknown: '?', untold: '·' };

/** Of what has to hold together, each by itself. */
export function traceLines(page: Page, trace: Trace): string[] {
  const isPlain = trace.kind === 'all' && trace.below !== undefined && trace.more === undefined;
  const tops = isPlain ? (trace.below ?? []) : [trace];
  return tops.flatMap((one) => linesOf(page, one, 0));
}

function linesOf(page: Page, trace: Trace, depth: number): string[] {
  const { paint, options } = page;
  const { answer, words, values = [], below = [], more } = trace;
  const room = options.width - LABEL_COLUMNS - LEAST_COLUMNS;
  const margin = ' '.repeat(Math.max(0, Math.min(INDENT * depth, room)));
  const text = `${safe(words, 500)}${valuesText(words, values)}${below.length > 0 ? ':' : ''}`;
  const width = options.width - LABEL_COLUMNS - margin.length - 2;
  const mark = answer === 'unknown' ? paint.verdict.unknown(MARKS.unknown) : MARKS[answer];
  const colouring = answer === 'no' ? paint.quiet : (line: string) => line;
  const own = wrap(text, width).map(
    (line, index) => `${margin}${index === 0 ? colouring(mark) : ' '} ${colouring(line)}`,
  );
  const inner = below.flatMap((one) => linesOf(page, one, depth + 1));
  const rest = more === undefined ? [] : [`${margin}${' '.repeat(INDENT)}  and ${more} more`];
  return [...own, ...inner, ...rest];
}

/** What stands there, unless the words have just said it. */
function valuesText(words: string, values: readonly TracedValue[]): string {
  const told = values.filter((one) => !isSaid(words, one));
  const shown = told.slice(0, MOST_VALUES).map((one) => {
    const text = valueText(one);
    if (values.length > 1 || !words.includes(`\`${one.name}\``)) return `${one.name}: ${text}`;
    return one.value === undefined ? text : `it is ${text}`;
  });
  const more = told.length - shown.length;
  const texts = more === 0 ? shown : [...shown, `${more} more`];
  return texts.length === 0 ? '' : safe(` (${texts.join(', ')})`, 600);
}

function isSaid(words: string, { value, sensitive, reason, assumed }: TracedValue): boolean {
  if (sensitive === true || reason !== undefined || assumed === true) return false;
  if (value === undefined) return /is (not )?set( or false| and not false)?$/.test(words);
  return words.endsWith(` is ${JSON.stringify(value)}`);
}

function valueText({ value, sensitive, reason, assumed }: TracedValue): string {
  const taken = assumed === true ? ', assumed' : '';
  if (sensitive === true) return `sensitive${taken}`;
  if (reason !== undefined) return assumed === true ? 'assumed to be set' : reasonWords(reason);
  return `${value === undefined ? 'not set' : compactValue(value, LONGEST_VALUE)}${taken}`;
}
