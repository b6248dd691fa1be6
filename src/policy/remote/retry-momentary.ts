/** Asks again what failed for the moment: a host that is busy, a connection that broke off. */
import { DelegateBackoff, handleType, type IRetryBackoffContext, retry } from 'cockatiel';
import { MomentaryError } from './policy-unavailable.ts';

const ATTEMPTS = 3;
/** A host that wants to be left alone for longer is told to the user instead. */
const LONGEST_WAIT_MS = 15_000;

function delayOf(context: IRetryBackoffContext<unknown>, firstMs: number): number {
  const error = 'error' in context.result ? context.result.error : undefined;
  const asked = error instanceof MomentaryError ? error.afterMs : undefined;
  // Drawn, so that jobs that failed together do not come back together.
  return Math.max(asked ?? 0, firstMs * 2 ** (context.attempt - 1) * (0.5 + Math.random() / 2));
}

/** What `call` gives, which is made up to three times as long as it throws MomentaryError; of the last, its failure. */
export async function retryMomentary<T>(
  call: () => Promise<T>,
  firstMs: number,
  signal: AbortSignal,
): Promise<T> {
  const isWorthIt = (error: MomentaryError): boolean => (error.afterMs ?? 0) <= LONGEST_WAIT_MS;
  const policy = retry(handleType(MomentaryError, isWorthIt), {
    maxAttempts: ATTEMPTS - 1,
    backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => delayOf(context, firstMs)),
  });
  try {
    return await policy.execute(call, signal);
  } catch (error) {
    throw error instanceof MomentaryError ? error.failure : error;
  }
}
