/** Places inside an expression that is written out: members of objects, and of documents that `jsonencode` makes. */
import type { Path } from '../resource/resource.ts';
import type { Span } from './body.ts';
import { expressionEnd, unquoted } from './hcl-body.ts';
import { pastBlankOrComma, pastBrace, pastIdentifier, pastToken } from './hcl-nesting.ts';

interface ObjectItem {
  /** Undefined for one that is worked out. */
  readonly key: string | undefined;
  readonly range: Span;
  readonly value: Span;
}

/**
 * Where the place lies that `path` leads to from there, as far as it is written out; undefined where nothing of it is.
 * Only documents keep the order of their lists: what else looks like a list may be a set to the provider.
 */
export function placeInExpression(
  text: string,
  whole: Span,
  path: Path,
  isDocument = false,
): Span | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  const encoded = isDocument ? undefined : encodedIn(text, whole);
  if (encoded !== undefined) return placeInExpression(text, encoded, path, true);
  if (typeof step === 'string') {
    const item = objectItems(text, whole)?.findLast(({ key }) => key === step);
    return item === undefined
      ? undefined
      : (placeInExpression(text, item.value, rest, isDocument) ?? item.range);
  }
  if (!isDocument) return undefined;
  const members = tupleMembers(text, whole);
  // What may be one or a list of them is always a list to policies.
  if (members === undefined) return step === 0 ? placeInExpression(text, whole, rest, true) : undefined;
  const member = members[step];
  return member === undefined ? undefined : (placeInExpression(text, member, rest, true) ?? member);
}

/** What is between the brackets of `jsonencode(…)`, where the expression is nothing else. */
function encodedIn(text: string, { start, end }: Span): Span | undefined {
  const name = 'jsonencode(';
  if (!text.startsWith(name, start)) return undefined;
  const from = pastBlankOrComma(text, start + name.length);
  const to = from < 0 ? -1 : expressionEnd(text, from, ',)');
  return to > from && pastBlankOrComma(text, to) === end - 1 ? { start: from, end: to } : undefined;
}

/** Undefined for what is no object, or one that is made by `for`. */
function objectItems(text: string, { start, end }: Span): ObjectItem[] | undefined {
  if (text[start] !== '{' || pastBrace(text, start + 1) !== end) return undefined;
  const items: ObjectItem[] = [];
  let at = pastBlankOrComma(text, start + 1);
  while (at >= 0 && at < end - 1) {
    const item = itemAt(text, at);
    if (item === undefined) return undefined;
    items.push(item);
    at = pastBlankOrComma(text, item.range.end);
  }
  return at < 0 ? undefined : items;
}

function itemAt(text: string, start: number): ObjectItem | undefined {
  const isQuoted = text[start] === '"';
  const past = isQuoted
    ? pastToken(text, start)
    : text[start] === '('
      ? expressionEnd(text, start, ':=\n')
      : pastIdentifier(text, start);
  if (past <= start) return undefined;
  const sign = past + (/^[ \t]*/.exec(text.slice(past, past + 200))?.[0].length ?? 0);
  if (text[sign] !== '=' && text[sign] !== ':') return undefined;
  const begin = pastBlankOrComma(text, sign + 1);
  const end = begin < 0 ? -1 : expressionEnd(text, begin, ',\n}');
  if (end <= begin) return undefined;
  const written = text.slice(start, past);
  const key = isQuoted ? unquoted(written.slice(1, -1)) : written.startsWith('(') ? undefined : written;
  return { key, range: { start, end }, value: { start: begin, end } };
}

/** Undefined for what is no list, or one that is made by `for`. */
function tupleMembers(text: string, { start, end }: Span): Span[] | undefined {
  if (text[start] !== '[') return undefined;
  const members: Span[] = [];
  let at = pastBlankOrComma(text, start + 1);
  while (at >= 0 && at < end - 1) {
    const past = expressionEnd(text, at, ',]');
    if (past <= at || text.startsWith('for ', at)) return undefined;
    members.push({ start: at, end: past });
    at = pastBlankOrComma(text, past);
    if (text[at] === ']' && at !== end - 1) return undefined;
  }
  return at === end - 1 ? members : undefined;
}
