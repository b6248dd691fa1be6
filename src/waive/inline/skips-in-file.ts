/** The skip comments of a file, each with what of the file it is about. */
import type { ParsedBlock, ParsedComment, ParsedFile, SourceRange } from '../../toolchain/hcl-types.ts';
import { type OwnReading, ownSkip } from './own-skip.ts';
import { checkovSkips, trivySkips } from './peer-skips.ts';
import type { Skip } from './skip.ts';

/** Lines from 1, the last one included. */
export interface Lines {
  readonly startLine: number;
  readonly endLine: number;
}

/** A block at the top of the file, as a whole or only what stands in these lines of it. */
export interface SkipTarget {
  readonly block: Lines;
  readonly lines?: Lines;
}

export interface PlacedSkip extends Skip {
  readonly target: SkipTarget;
}

export interface SkipReading extends OwnReading {
  /** `own`: driftlock:ignore alone. */
  readonly which: 'all' | 'own';
}

function linesOf({ start, end }: SourceRange): Lines {
  // A comment that takes in the end of its line ends at the beginning of the next one.
  const isBehind = end.column === 1 && end.line > start.line;
  return { startLine: start.line, endLine: isBehind ? end.line - 1 : end.line };
}

function withoutEnd(line: string): string {
  return line.endsWith('*/') ? line.slice(0, -2).trim() : line;
}

/** Each line of a comment without its signs. */
function commentLines({ text, range }: ParsedComment): { readonly text: string; readonly line: number }[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line, index) => ({
      line: range.start.line + index,
      text: withoutEnd(line.replace(/^\s*(?:#+|\/{2,}|\/\*+|\*+(?!\/))?\s*/, '').trim()),
    }));
}

function skipsOf(comment: ParsedComment, file: string, reading: SkipReading): Skip[] {
  const { column } = comment.range.start;
  return commentLines(comment).flatMap(({ text, line }, index) => {
    const place = { line, column: index === 0 ? column : 1 };
    const where = `${file}:${place.line}:${place.column}`;
    const own = ownSkip(text, { ...place, where }, reading);
    if (own !== undefined) return [own];
    return reading.which === 'all' ? [...checkovSkips(text, place), ...trivySkips(text, place)] : [];
  });
}

/** What stands in a block: its attributes, and nested blocks with theirs. */
function partsOf({ attributes, blocks }: ParsedBlock): Lines[] {
  const own = Object.values(attributes).map(({ range }) => linesOf(range));
  return [...own, ...blocks.flatMap((block) => [linesOf(block.range), ...partsOf(block)])];
}

interface FileLines {
  readonly blocks: readonly { readonly lines: Lines; readonly parts: () => readonly Lines[] }[];
  /** By each line that holds comments alone, the first behind it that does not. */
  readonly comments: ReadonlyMap<number, number>;
  /** The same of lines with a skip of trivy's form. */
  readonly trivy: ReadonlyMap<number, number>;
}

/** By each line, the first behind it that is not among them. */
function behind(lines: readonly number[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const line of [...lines].sort((a, b) => b - a)) found.set(line, found.get(line + 1) ?? line + 1);
  return found;
}

/** Above a block, with nothing but comments between, or anywhere in it. */
function ownTargets({ line }: Skip, { blocks, comments }: FileLines): SkipTarget[] {
  const next = comments.get(line);
  return blocks
    .filter(({ lines }) => (lines.startLine <= line && line <= lines.endLine) || lines.startLine === next)
    .map(({ lines }) => ({ block: lines }));
}

/** Between the first line of a block and its last. */
function checkovTargets({ line }: Skip, { blocks }: FileLines): SkipTarget[] {
  return blocks
    .filter(({ lines }) => lines.startLine < line && line < lines.endLine)
    .map(({ lines }) => ({ block: lines }));
}

/** On the first line of a block or attribute, or above it, with nothing but others of these between. */
function trivyTargets({ line }: Skip, { blocks, comments, trivy }: FileLines): SkipTarget[] {
  const at = comments.has(line) ? trivy.get(line) : line;
  if (at === undefined) return [];
  return blocks.flatMap(({ lines, parts }): SkipTarget[] => {
    if (lines.startLine === at) return [{ block: lines }];
    if (at < lines.startLine || at > lines.endLine) return [];
    return parts()
      .filter(({ startLine }) => startLine === at)
      .map((part) => ({ block: lines, lines: part }));
  });
}

const TARGETS = { driftlock: ownTargets, checkov: checkovTargets, trivy: trivyTargets };

/** Whether nothing but space stands before the comment on its line. */
function standsAlone({ range }: ParsedComment, text: readonly string[]): boolean {
  const before = (text[range.start.line - 1] ?? '').slice(0, range.start.column - 1);
  return before.trim() === '';
}

/**
 * One for each target; a comment that stands nowhere near a block is about nothing. `file` is its name, `text` what it
 * holds. Throws DriftlockError config for a comment of our own that is not of its form.
 */
export function skipsInFile(
  file: string,
  text: string,
  { blocks, comments }: ParsedFile,
  reading: SkipReading,
): PlacedSkip[] {
  const skips = comments.flatMap((comment) => skipsOf(comment, file, reading));
  if (skips.length === 0) return [];
  const rows = text.split('\n');
  const alone = comments
    .filter((comment) => standsAlone(comment, rows))
    .flatMap(({ range }) => {
      const { startLine, endLine } = linesOf(range);
      return Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index);
    });
  const own = new Set(alone);
  const lines: FileLines = {
    blocks: blocks.map((block) => ({ lines: linesOf(block.range), parts: () => partsOf(block) })),
    comments: behind(alone),
    trivy: behind(skips.flatMap(({ tool, line }) => (tool === 'trivy' && own.has(line) ? [line] : []))),
  };
  return skips.flatMap((skip) => TARGETS[skip.tool](skip, lines).map((target) => ({ ...skip, target })));
}
