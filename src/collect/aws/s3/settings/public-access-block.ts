/** A bucket's block of public access. */
import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { bucketSetting } from '../bucket-setting.ts';
import { blockValues } from '../public-access.ts';

export const publicAccessBlock = bucketSetting({
  type: 'aws_s3_bucket_public_access_block',
  permission: 's3:GetBucketPublicAccessBlock',
  absent: ['NoSuchPublicAccessBlockConfiguration'],
  ask: (client, Bucket) => client.send(new GetPublicAccessBlockCommand({ Bucket })),
  values: ({ PublicAccessBlockConfiguration: block }) =>
    block === undefined ? undefined : blockValues(block),
  // What new buckets have since 2023-04; source: S3 user guide, "Blocking public access", read 2026-11.
  isDefault: ({ PublicAccessBlockConfiguration: block }) =>
    block !== undefined && Object.values(blockValues(block)).every(Boolean),
});
