/** The buckets of an account, with the region of each. */
import { type Bucket, GetBucketLocationCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Failure } from '../../collector.ts';
import { pages } from '../../pages.ts';
import { read } from '../../read.ts';
import type { AwsRun } from '../run.ts';
import { orGone } from './bucket-gone.ts';

/** The most that one call gives; S3 tells regions only where paging is asked for. */
const PAGE = 10_000;

export function listBuckets(run: AwsRun): AsyncGenerator<Bucket> {
  const s3 = run.client(S3Client);
  return pages(
    's3:ListBuckets',
    (ContinuationToken) => s3.send(new ListBucketsCommand({ MaxBuckets: PAGE, ContinuationToken })),
    ({ Buckets }) => Buckets,
    ({ ContinuationToken }) => ContinuationToken,
  );
}

/** From the listing, else asked for: not every S3 tells it there. Throws BucketGone. */
export async function regionOf(
  run: AwsRun,
  { Name, BucketRegion }: Bucket,
): Promise<
  | { readonly value: string; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: Failure }
> {
  if (BucketRegion !== undefined && BucketRegion !== '') return { value: BucketRegion };
  const s3 = run.client(S3Client);
  const { value, failure } = await read(orGone(s3.send(new GetBucketLocationCommand({ Bucket: Name }))));
  if (failure !== undefined) return { failure };
  return { value: regionNamed(value?.LocationConstraint) };
}

/** Source: S3 API reference, GetBucketLocation, read 2026-11. */
function regionNamed(constraint: string | undefined): string {
  if (constraint === undefined || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}
