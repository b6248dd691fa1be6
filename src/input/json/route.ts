/** Which places of a JSON document the scanner enters, which it hands over whole, and which it passes by. */

/**
 * What to do with one value. With `take` its bytes are handed over whole; with `member` an object, with
 * `element` a list is entered and asked about each value in it; `undefined` from either passes the value by.
 * A value that is null is passed by; any other that is not what the route wants is an error.
 */
export interface Route {
  /** `bytes` are valid only during the call; `offset` is that of the value's first byte in the document. */
  readonly take?: (bytes: Buffer, offset: number) => void;
  readonly member?: (key: string, offset: number) => Route | undefined;
  readonly element?: (index: number, offset: number) => Route | undefined;
  /** The container entered has ended. */
  readonly leave?: () => void;
}

/** A stretch of bytes, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
