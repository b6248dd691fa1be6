/** Who owns a bucket's objects, and whether its ACLs count. */
import { GetBucketOwnershipControlsCommand } from '@aws-sdk/client-s3';
import { bucketSetting } from '../bucket-setting.ts';

export const ownershipControls = bucketSetting({
  type: 'aws_s3_bucket_ownership_controls',
  permission: 's3:GetBucketOwnershipControls',
  absent: ['OwnershipControlsNotFoundError'],
  ask: (client, Bucket) => client.send(new GetBucketOwnershipControlsCommand({ Bucket })),
  values: ({ OwnershipControls }) => {
    const rules = OwnershipControls?.Rules ?? [];
    if (rules.length === 0) return undefined;
    return { rule: rules.map(({ ObjectOwnership }) => ({ object_ownership: ObjectOwnership })) };
  },
  // What new buckets have since 2023-04; source: S3 user guide, "Controlling ownership of objects", read 2026-11.
  isDefault: ({ OwnershipControls }) =>
    OwnershipControls?.Rules?.every(({ ObjectOwnership }) => ObjectOwnership === 'BucketOwnerEnforced') ===
    true,
});
