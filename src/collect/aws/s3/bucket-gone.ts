/** Tells a bucket that was deleted after it was listed from one that cannot be read. */
import { CallError } from '../../call-error.ts';

export class BucketGone extends Error {}

/** The call; throws BucketGone, which no reader of single answers takes for one, where S3 knows no such bucket. */
export async function orGone<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CallError && error.code === 'NoSuchBucket') throw new BucketGone();
    throw error;
  }
}
