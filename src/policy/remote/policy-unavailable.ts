/** What a user is told where policies cannot be fetched. */

import { maskCredentials } from '../../config/source-name.ts';
import { DriftlockError } from '../../errors.ts';

/** `policy-unavailable` at a source, by its name as it is shown; credentials that others repeat are masked. */
export function policyUnavailable(
  where: string,
  message: string,
  hint?: string,
  cause?: unknown,
): DriftlockError {
  return new DriftlockError('policy-unavailable', maskCredentials(message), {
    where,
    ...(hint === undefined ? {} : { hint: maskCredentials(hint) }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What failed for the moment and may succeed when it is asked again. */
export class MomentaryError extends Error {
  readonly failure: DriftlockError;
  /** Milliseconds after which the other side wants to be asked again. */
  readonly afterMs: number | undefined;

  constructor(failure: DriftlockError, afterMs?: number) {
    super(failure.message, { cause: failure });
    this.name = 'MomentaryError';
    this.failure = failure;
    this.afterMs = afterMs;
  }
}
