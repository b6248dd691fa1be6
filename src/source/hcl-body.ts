/** The blocks and attributes of a body in HCL's native syntax; what lies in nested blocks is scanned when asked for. */
import type { Body, BodyAttribute, BodyBlock, Span } from './body.ts';
import { pastBrace, pastComment, pastIdentifier, pastToken } from './hcl-nesting.ts';

const SPACE = /[^\S\n]+/y;
const SPACES = /\s+/y;
const ESCAPES = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Gives the same places as hclsyntax.ParseConfig for every text that this takes (a test holds it to that), and is not
 * a parser: expressions are only gone over.
 */
export function hclBody(text: string, { start, end }: Span): Body {
  const attributes: BodyAttribute[] = [];
  const blocks: BodyBlock[] = [];
  let at = start;
  for (;;) {
    at = pastBlank(text, at, SPACES);
    if (at >= end) return { attributes, blocks, ...(at > end ? { problem: end } : {}) };
    const item = at < 0 ? undefined : itemAt(text, at);
    if (item === undefined || item.range.end > end)
      return { attributes, blocks, problem: Math.max(at, start) };
    if ('labels' in item) blocks.push(item);
    else attributes.push(item);
    at = item.range.end;
  }
}

/** Behind spaces and comments; -1 where a comment does not end. */
function pastBlank(text: string, from: number, spaces: RegExp): number {
  let at = from;
  for (;;) {
    spaces.lastIndex = at;
    if (spaces.test(text)) at = spaces.lastIndex;
    const past = pastComment(text, at);
    if (past <= at) return past;
    at = past;
  }
}

function itemAt(text: string, at: number): BodyAttribute | BodyBlock | undefined {
  const nameEnd = pastIdentifier(text, at);
  if (nameEnd === at) return undefined;
  const name = text.slice(at, nameEnd);
  const next = pastBlank(text, nameEnd, SPACE);
  if (next < 0) return undefined;
  return text[next] === '=' ? attributeAt(text, at, name, next + 1) : blockAt(text, at, name, next);
}

function attributeAt(text: string, start: number, name: string, from: number): BodyAttribute | undefined {
  const begin = pastBlank(text, from, SPACE);
  if (begin < 0) return undefined;
  const end = expressionEnd(text, begin, '\n}');
  if (end <= begin) return undefined;
  return { name, range: { start, end }, expression: { start: begin, end } };
}

/** Behind the last token before one of the characters `stops`, outside of brackets; -1 where something does not end. */
export function expressionEnd(text: string, from: number, stops: string): number {
  let depth = 0;
  let end = from;
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (depth === 0 && stops.includes(character)) return end;
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const past = pastToken(text, at);
    if (past < 0) return -1;
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth < 0) return -1;
    if (pastComment(text, at) === at) end = past;
    at = past;
  }
  return depth === 0 ? end : -1;
}

function blockAt(text: string, start: number, type: string, from: number): BodyBlock | undefined {
  const labels: string[] = [];
  let at = from;
  while (at >= 0 && text[at] !== '{') {
    const past = text[at] === '"' ? pastToken(text, at) : pastIdentifier(text, at);
    if (past <= at) return undefined;
    labels.push(text[at] === '"' ? unquoted(text.slice(at + 1, past - 1)) : text.slice(at, past));
    at = pastBlank(text, past, SPACE);
  }
  const end = at < 0 ? -1 : pastBrace(text, at + 1);
  if (end < 0) return undefined;
  return {
    type,
    labels,
    range: { start, end },
    header: { start, end: at + 1 },
    body: { start: at + 1, end: end - 1 },
  };
}

/** What stands between quotes, without its escapes; templates stay as they are written. */
export function unquoted(text: string): string {
  return text.replace(ESCAPES, (whole: string, short?: string, long?: string, other?: string) => {
    if (other !== undefined) return ESCAPED[other] ?? other;
    const point = Number.parseInt(short ?? long ?? '', 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}
