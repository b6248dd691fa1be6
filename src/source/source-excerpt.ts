/** The lines of a finding's place as they are written, without what is sensitive. */
import type { SourceExcerpt, SourceLine } from '../finding/explanation.ts';
import type { Path } from '../resource/resource.ts';
import type { Body, Span } from './body.ts';
import type { PlacedFinding } from './finding-location.ts';
import { bodyOf, regionOf, type SourceFile } from './source-file.ts';

/** Of one place; a heredoc may be long. */
const MOST_LINES = 12;
/** Blocks in blocks, below which nothing is told. */
const DEEPEST = 20;
/** Characters of a line. */
const LONGEST_LINE = 10_000;
const HIDDEN = '(sensitive)';

/** Where the block begins, where those begin in which the place lies, and the place, marked; `sensitive` from the block down. */
export function sourceExcerpt(placed: PlacedFinding, sensitive: readonly Path[]): SourceExcerpt {
  const { source, block, range, around } = placed;
  const hidden = hiddenSpans(placed, sensitive);
  const { startLine, endLine } = regionOf(source, range);
  const headers = [block.header, ...around].map((header) => regionOf(source, header).startLine);
  const before = headers.filter((line) => line < startLine);
  const last = Math.min(endLine, startLine + MOST_LINES - 1);
  const marked = Array.from({ length: last - startLine + 1 }, (_, index) => startLine + index);
  return {
    file: source.file,
    lines: [...new Set(before), ...marked].flatMap((line) => lineAt(source, line, range, hidden)),
    ...(endLine > last ? { more: endLine - last } : {}),
  };
}

/**
 * Expressions of attributes that are named on the way to a sensitive place, wherever in the block: which of several blocks
 * a member of a list came from need not be known. All where the resource does not tell, or is sensitive as a whole.
 */
function hiddenSpans({ source, block, isDeclared }: PlacedFinding, sensitive: readonly Path[]): Span[] {
  const names = new Set(sensitive.flatMap((path) => path.slice(path[0] === 'values' ? 1 : 0)));
  const isAll =
    !isDeclared || sensitive.some((path) => path.length === 0 || (path[0] === 'values' && path.length === 1));
  function spansIn(body: Body, depth: number): Span[] {
    const own = body.attributes
      .filter(({ name }) => isAll || names.has(name))
      .map(({ expression }) => expression);
    if (own.length === 0 && names.size === 0) return own;
    const inner = body.blocks.flatMap((one) =>
      depth < DEEPEST ? spansIn(bodyOf(source, one), depth + 1) : [one.body],
    );
    return [...own, ...inner];
  }
  return spansIn(bodyOf(source, block), 0);
}

/** Nothing of a line that lies inside what is sensitive. */
function lineAt(source: SourceFile, line: number, range: Span, hidden: readonly Span[]): SourceLine[] {
  const starts = source.lines();
  const start = starts[line - 1] ?? 0;
  const end = (starts[line] ?? source.text.length + 1) - 1;
  if (hidden.some((span) => span.start < start && span.end >= start)) return [];
  const [first] = hidden
    .filter((span) => span.start >= start && span.start < end)
    .sort((a, b) => a.start - b.start);
  // What stands behind it on its line is left out with it.
  const shown = first === undefined ? end : first.start;
  const written = source.text.slice(start, Math.min(shown, start + LONGEST_LINE)).replace(/\r$/, '');
  const text = first === undefined ? written : `${written}${HIDDEN}`;
  const from = Math.max(range.start, start) - start;
  const to = Math.min(range.end - start, text.length);
  const indent = text.length - text.trimStart().length;
  const begin = Math.max(from, range.start < start ? indent : 0);
  const isMarked = range.start <= end && range.end > start && to > begin;
  return [
    {
      line,
      text,
      ...(isMarked
        ? { marked: { start: begin + 1, end: (first === undefined ? to : text.length) + 1 } }
        : {}),
    },
  ];
}
