/** Text of unknown origin in a comment of GitHub or GitLab: beside what Markdown formats, nothing that these link or notify. */
import { markdownCode } from '../markdown.ts';

/** A word of prose, in quotes perhaps, with what ends it. */
const WORD = /^["“‘']*[\p{L}\p{N}]+(?:[’'.,/-][\p{L}\p{N}]+|_[\p{L}\p{N}]+)*["”’'.,;:?]*$/u;
/** Words that link to commits, issues or pages for all that (`deadbeef`, `GH-1`, `www.a.b`). */
const SPECIAL = /^\W*(?:[0-9a-f]{7,}|[\p{L}\p{N}]+-\d+|www\..*)\W*$/iu;
/** Written alone it is no item of a list, no rule and no heading. */
const PLAIN_MARKS = new Set(['—', '–', '›', '·', '…']);

interface Span {
  readonly code: boolean;
  readonly text: string;
}

function isProse(word: string): boolean {
  return PLAIN_MARKS.has(word) || (WORD.test(word) && !SPECIAL.test(word));
}

/** A bracket around a word is none of it, and neither is what ends a sentence. */
function spansOf(word: string): Span[] {
  const [, open = '', core = '', end = ''] = /^(\(?)(.*?)([.,;:]?)$/su.exec(word) ?? [];
  const closes = open !== '' || !core.includes('(');
  const [inner, close] = closes && core.endsWith(')') ? [core.slice(0, -1), ')'] : [core, ''];
  const tail = close + end;
  // At its beginning it would number a list.
  const numbers = open === '' && /^\d+$/.test(inner) && /^[.)]/.test(tail);
  if (inner === '' || numbers) return [{ code: !/^[.,;:]+$/.test(word), text: word }];
  const spans = [
    { code: false, text: open },
    { code: !isProse(inner), text: inner },
    { code: false, text: tail },
  ];
  return spans.filter(({ text }) => text !== '');
}

/** Words of a part that stands in no backticks; the spaces around it stay. */
function proseSpans(part: string): Span[] {
  const words = part.split(/\s+/);
  return words.flatMap((word, index) => [
    ...(index === 0 ? [] : [{ code: false, text: ' ' }]),
    ...(word === '' ? [] : spansOf(word)),
  ]);
}

/** Code behind code, with a space between or none, is one: two runs of backticks would become one. */
function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    const before = found.at(-2);
    if (last?.code === true && span.code)
      found.splice(-1, 1, { code: true, text: `${last.text} ${span.text}` });
    else if (span.code && last?.text === ' ' && before?.code === true)
      found.splice(-2, 2, { code: true, text: `${before.text} ${span.text}` });
    else found.push(span);
  }
  return found;
}

/**
 * Visible text on one line, of which prose stays as it is and everything else, what stands between backticks too, is code:
 * `@team` in code notifies nobody, `#1` and `a@b` link nowhere, as a backslash before it does not prevent.
 */
export function commentText(text: string): string {
  const parts = text.trim().split(/`([^`]+)`/);
  const spans = parts.flatMap((part, index) =>
    index % 2 === 1 ? [{ code: true, text: part }] : proseSpans(part),
  );
  return joined(spans)
    .map(({ code, text }) => (code ? markdownCode(text) : text))
    .join('');
}
