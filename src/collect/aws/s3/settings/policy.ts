/** A bucket's policy. */
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { bucketSetting } from '../bucket-setting.ts';

export const policy = bucketSetting({
  type: 'aws_s3_bucket_policy',
  permission: 's3:GetBucketPolicy',
  absent: ['NoSuchBucketPolicy'],
  ask: (client, Bucket) => client.send(new GetBucketPolicyCommand({ Bucket })),
  values: ({ Policy }) => (Policy === undefined || Policy === '' ? undefined : { policy: Policy }),
});
