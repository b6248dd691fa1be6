/** The value of an expression that is written out: texts, numbers, true and false, and lists of them. */
import type { Span } from './body.ts';
import { unquoted } from './hcl-body.ts';
import { pastBlankOrComma, pastToken } from './hcl-nesting.ts';
import type { SourceFile } from './source-file.ts';

export type Literal = string | number | boolean;

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TEMPLATE = /(?<![$])\$\{|(?<!%)%\{/;

/** Undefined for what is to be worked out. */
export function literalOf(source: SourceFile, { start, end }: Span): Literal | undefined {
  const text = source.text.slice(start, end);
  if (text === 'true' || text === 'false') return text === 'true';
  if (NUMBER.test(text)) return Number(text);
  if (text.length < 2 || !text.startsWith('"') || pastToken(text, 0) !== text.length) return undefined;
  const inner = text.slice(1, -1);
  if (TEMPLATE.test(inner)) return undefined;
  return unquoted(inner).replace(/\$\$(?=\{)|%%(?=\{)/g, (mark) => mark[0] ?? '');
}

/** The members of a list that holds nothing else; undefined for any other expression. */
export function literalList(source: SourceFile, { start, end }: Span): Literal[] | undefined {
  const { text } = source;
  if (text[start] !== '[') return undefined;
  const found: Literal[] = [];
  let at = pastBlankOrComma(text, start + 1);
  while (at >= 0 && at < end - 1) {
    const past = memberEnd(text, at, end - 1);
    const value = past < 0 ? undefined : literalOf(source, { start: at, end: past });
    if (value === undefined) return undefined;
    found.push(value);
    at = pastBlankOrComma(text, past);
  }
  return at < 0 ? undefined : found;
}

function memberEnd(text: string, from: number, end: number): number {
  if (text[from] === '"') return pastToken(text, from);
  let at = from;
  while (at < end && /[^\s,#/]/.test(text[at] ?? '')) at += 1;
  return at;
}
