/** A call to a cloud that did not succeed, told apart by what that means for the evidence. */
import type { Failure } from './collector.ts';

export class CallError extends Error {
  readonly failure: Failure;
  /** The service's own error code: `NoSuchBucketPolicy`. */
  readonly code: string;

  constructor(failure: Failure, code: string, cause: unknown) {
    super(`${failure.api}: ${failure.message}`, { cause });
    this.name = 'CallError';
    this.failure = failure;
    this.code = code;
  }
}
