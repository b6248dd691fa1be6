/** The blocks and attributes of a body in HCL's JSON syntax (`.tf.json`), by where they stand in the text. */
import type { Body, BodyAttribute, BodyBlock, Span } from './body.ts';

const SPACES = /\s*/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const SCALAR = /[^\s,\]}]+/y;
const TELLING = /["[\]{}]/g;

/** Labels of the blocks of a module's top level that are looked for. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  provider: 1,
  removed: 0,
  moved: 0,
};

interface Member {
  readonly key: string;
  /** From the key's quote to the end of the value. */
  readonly range: Span;
  readonly value: Span;
}

/** A file that is no JSON, or whose top is no object, has nothing but a problem. */
export function jsonFile(text: string): Body {
  const start = past(SPACES, text, 0);
  const value = valueAt(text, start);
  if (value === undefined) return { attributes: [], blocks: [], problem: start };
  const blocks = bodiesIn(text, value).flatMap((body) =>
    membersOf(text, body).flatMap((member) => {
      const labels = Object.hasOwn(LABELS, member.key) ? LABELS[member.key] : undefined;
      return labels === undefined ? [] : labelled(text, member, labels, { type: member.key, labels: [] });
    }),
  );
  return { attributes: [], blocks };
}

/**
 * The members of an object. Nothing but a schema tells blocks from attributes: what may be either is given as both, and a
 * `dynamic` block by its label.
 */
export function jsonBody(text: string, body: Span): Body {
  const attributes: BodyAttribute[] = [];
  const blocks: BodyBlock[] = [];
  for (const member of membersOf(text, body)) {
    const { key, range, value } = member;
    attributes.push({ name: key, range, expression: value });
    blocks.push(...labelled(text, member, key === 'dynamic' ? 1 : 0, { type: key, labels: [] }));
  }
  return { attributes, blocks };
}

function labelled(
  text: string,
  member: Member,
  left: number,
  named: Pick<BodyBlock, 'type' | 'labels'>,
): BodyBlock[] {
  const bodies = bodiesIn(text, member.value);
  if (left > 0)
    return bodies.flatMap((body) =>
      membersOf(text, body).flatMap((one) =>
        labelled(text, one, left - 1, { ...named, labels: [...named.labels, one.key] }),
      ),
    );
  // Of one of several the key before all of them says nothing.
  const isAlone = text[member.value.start] === '{';
  return bodies.map((body) => {
    const start = isAlone ? member.range.start : body.start - 1;
    return { ...named, range: { start, end: body.end + 1 }, header: { start, end: body.start }, body };
  });
}

/** What stands between the braces of an object, or of each object in a list; nothing of any other value. */
function bodiesIn(text: string, value: Span): Span[] {
  if (text[value.start] === '{') return [{ start: value.start + 1, end: value.end - 1 }];
  if (text[value.start] !== '[') return [];
  return elementsIn(text, { start: value.start + 1, end: value.end - 1 }).flatMap((element) =>
    text[element.start] === '{' ? bodiesIn(text, element) : [],
  );
}

function elementsIn(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  let at = past(SPACES, text, start);
  while (at < end) {
    const value = valueAt(text, at);
    if (value === undefined) return found;
    found.push(value);
    at = afterComma(text, value.end);
  }
  return found;
}

/** Members whose key is `//` are comments. */
function membersOf(text: string, { start, end }: Span): Member[] {
  const found: Member[] = [];
  let at = past(SPACES, text, start);
  while (at < end) {
    const keyEnd = past(STRING, text, at);
    const colon = past(SPACES, text, keyEnd);
    const value =
      keyEnd > at && text[colon] === ':' ? valueAt(text, past(SPACES, text, colon + 1)) : undefined;
    if (value === undefined) return found;
    const key = keyOf(text.slice(at, keyEnd));
    if (key !== '//') found.push({ key, range: { start: at, end: value.end }, value });
    at = afterComma(text, value.end);
  }
  return found;
}

function keyOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    // A control character inside: no name of Terraform's has one.
    return quoted.slice(1, -1);
  }
}

function afterComma(text: string, at: number): number {
  const comma = past(SPACES, text, at);
  return text[comma] === ',' ? past(SPACES, text, comma + 1) : comma;
}

/** Undefined where none begins at `start`, or where it does not end. */
function valueAt(text: string, start: number): Span | undefined {
  const first = text[start];
  const end =
    first === '{' || first === '['
      ? pastBrackets(text, start)
      : past(first === '"' ? STRING : SCALAR, text, start);
  return end > start ? { start, end } : undefined;
}

function pastBrackets(text: string, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    TELLING.lastIndex = at;
    const character = TELLING.exec(text)?.[0];
    if (character === undefined) return -1;
    at = TELLING.lastIndex;
    if (character === '"') {
      const end = past(STRING, text, at - 1);
      if (end < at) return -1;
      at = end;
    } else depth += character === '{' || character === '[' ? 1 : -1;
    if (depth === 0) return at;
  }
}

/** Behind what fits at `at`, `at` itself where nothing does. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
