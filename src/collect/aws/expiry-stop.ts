/** Ends the asking once credentials have expired: an account has thousands of calls that would all be refused. */
import { CallError } from '../call-error.ts';
import { isExpiry } from './call-failure.ts';

/** A clock that is off, or one wrong answer, is not the end: the clients correct the one, and the other does not repeat. */
const IN_A_ROW = 8;

export interface ExpiryStop {
  /** What `call` answers. Once several in a row were refused for expiry, throws that CallError without calling. */
  through<Output>(api: string, call: () => Promise<Output>): Promise<Output>;
}

/** `call` is expected to throw CallErrors. */
export function createExpiryStop(): ExpiryStop {
  let refused = 0;
  return {
    async through(api, call) {
      if (refused >= IN_A_ROW) {
        const message = 'not asked any more: the credentials have expired';
        throw new CallError({ reason: 'failed', api, message }, 'ExpiredToken', undefined);
      }
      try {
        const output = await call();
        refused = 0;
        return output;
      } catch (error) {
        // Those that were under way when the last one was refused do not make it less so.
        if (refused < IN_A_ROW)
          refused = error instanceof CallError && isExpiry(error.code) ? refused + 1 : 0;
        throw error;
      }
    },
  };
}
