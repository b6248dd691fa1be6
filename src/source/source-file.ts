/** One configuration file: its text, the blocks at its top, and offsets as lines and columns. */
import type { Body, BodyBlock, Span } from './body.ts';
import { hclBody } from './hcl-body.ts';
import { jsonBody, jsonFile } from './json-body.ts';

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  /** As read from the disk, without a byte order mark. */
  readonly text: string;
  readonly syntax: 'native' | 'json';
  readonly top: Body;
  /** Offsets at which lines begin; worked out where one is asked for. */
  readonly lines: () => readonly number[];
}

/** Lines and columns from 1, columns in UTF-16 code units; the end is behind the last character. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function sourceFile(file: string, content: string): SourceFile {
  const text = content.startsWith('\ufeff') ? content.slice(1) : content;
  const syntax = file.endsWith('.json') ? 'json' : 'native';
  const top = syntax === 'json' ? jsonFile(text) : hclBody(text, { start: 0, end: text.length });
  let lines: readonly number[] | undefined;
  return {
    file,
    text,
    syntax,
    top,
    lines: () => {
      lines ??= lineStarts(text);
      return lines;
    },
  };
}

function lineStarts(text: string): number[] {
  const found = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1);
  return found;
}

/** What stands inside a block of that file. */
export function bodyOf({ text, syntax }: SourceFile, { body }: BodyBlock): Body {
  return syntax === 'json' ? jsonBody(text, body) : hclBody(text, body);
}

export function regionOf(source: SourceFile, { start, end }: Span): Region {
  const first = positionAt(source, start);
  const last = positionAt(source, end);
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
}

function positionAt(
  { lines }: SourceFile,
  offset: number,
): { readonly line: number; readonly column: number } {
  const starts = lines();
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
