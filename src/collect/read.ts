/** Awaits a call about one resource: its answer, its absence, or why it could not be read. */
import { CallError } from './call-error.ts';
import type { Failure, Unread } from './collector.ts';

/** `value` is undefined where the service says that there is none. */
export type Read<Output> =
  | { readonly value: Output | undefined; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: Failure };

/** In place of a call that is not made, since it does not concern the resource. */
export const NOT_ASKED: Read<never> = { value: undefined };

/**
 * The answer of a call; undefined for an error whose code is one of `absent` (`NoSuchBucketPolicy`). Throws what is no
 * CallError: a defect of ours is no gap in the cloud.
 */
export async function read<Output>(
  call: Promise<Output>,
  ...absent: readonly string[]
): Promise<Read<Output>> {
  try {
    return { value: await call };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return absent.includes(error.code) ? { value: undefined } : { failure: error.failure };
  }
}

/** The entries of `unread` for calls that failed, each with the attributes that it would have filled. */
export function unreadOf(
  ...reads: readonly (readonly [Read<unknown>, readonly string[] | '*'])[]
): readonly Unread[] {
  return reads.flatMap(([{ failure }, attributes]) =>
    failure === undefined ? [] : [{ attributes, failure }],
  );
}
