/** The typed error of the tool: what, where, how to mend it, and the exit code. */

export type ErrorCode =
  | 'usage'
  | 'config'
  | 'input-missing'
  | 'input-unreadable'
  | 'input-unsupported'
  | 'policy-invalid'
  | 'policy-duplicate'
  | 'policy-unknown'
  | 'policy-unavailable'
  | 'format-unknown'
  | 'output-unwritable'
  | 'toolchain'
  | 'out-of-memory'
  | 'internal';

interface ErrorDetails {
  /** How to mend it, one sentence. */
  readonly hint?: string;
  /** `file` or `file:line:column`. */
  readonly where?: string;
  readonly cause?: unknown;
}

/** An error that a user can act on: always exit code 2. */
export class DriftlockError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly where: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'DriftlockError';
    this.code = code;
    this.hint = details.hint;
    this.where = details.where;
  }
}
