/** Blocks and attributes of one body of a configuration file, by where they stand in its text. */

/** Offsets in UTF-16 code units; `end` is behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface BodyAttribute {
  readonly name: string;
  readonly range: Span;
  readonly expression: Span;
}

export interface BodyBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** To the closing brace, with it. */
  readonly range: Span;
  /** To the opening brace, with it. */
  readonly header: Span;
  /** What stands between the braces. */
  readonly body: Span;
}

export interface Body {
  readonly attributes: readonly BodyAttribute[];
  readonly blocks: readonly BodyBlock[];
  /** Where the text is no configuration: nothing behind it is told. */
  readonly problem?: number;
}
