/** What the HCL program says of source files. Positions are 1-based, columns in UTF-16 code units, ends exclusive. */

export interface SourcePosition {
  readonly line: number;
  readonly column: number;
  /** From the start of the file as UTF-8, 0-based. */
  readonly byte: number;
}

export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

export interface ParsedAttribute {
  /** From the name to the end of the expression. */
  readonly range: SourceRange;
  readonly expression: SourceRange;
}

export interface ParsedBlock {
  /** As written: `resource`, `ingress`, `dynamic`, `content`, … */
  readonly type: string;
  readonly labels: readonly string[];
  readonly range: SourceRange;
  /** From the type to the opening brace. */
  readonly header: SourceRange;
  readonly attributes: Readonly<Record<string, ParsedAttribute>>;
  /** In the file's order. None in JSON, which does not tell nested blocks from attributes. */
  readonly blocks: readonly ParsedBlock[];
}

export interface ParsedComment {
  readonly range: SourceRange;
  /** With its signs, without the end of the line. */
  readonly text: string;
}

export interface ModuleCall {
  readonly name: string;
  /** Missing where it is no literal text. */
  readonly source?: string;
  readonly version?: string;
  readonly range: SourceRange;
}

export interface HclProblem {
  readonly file?: string;
  readonly row?: number;
  readonly col?: number;
  readonly code: string;
  readonly message: string;
}

export interface ParsedFile {
  readonly blocks: readonly ParsedBlock[];
  readonly comments: readonly ParsedComment[];
  readonly calls: readonly ModuleCall[];
  /** Of a file with errors the rest holds what could be read. */
  readonly errors: readonly HclProblem[];
}
