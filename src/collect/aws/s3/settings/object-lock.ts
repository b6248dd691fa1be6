/** Whether a bucket's objects can be locked, and how they are by default. */
import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { block } from '../block.ts';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';

export const objectLock = bucketSetting({
  type: 'aws_s3_bucket_object_lock_configuration',
  permission: 's3:GetBucketObjectLockConfiguration',
  absent: ['ObjectLockConfigurationNotFoundError'],
  notFilled: { ...EXPECTED_OWNER, token: 'an argument of the change, to start on buckets that are there' },
  ask: (client, Bucket) => client.send(new GetObjectLockConfigurationCommand({ Bucket })),
  values: ({ ObjectLockConfiguration: configuration }) =>
    configuration?.ObjectLockEnabled === undefined
      ? undefined
      : {
          object_lock_enabled: configuration.ObjectLockEnabled,
          rule: block(configuration.Rule, ({ DefaultRetention }) => ({
            default_retention: block(DefaultRetention, ({ Mode, Days, Years }) => ({
              mode: Mode,
              days: Days,
              years: Years,
            })),
          })),
        },
  // Without a rule it says no more than `object_lock_enabled` of the bucket.
  isDefault: ({ ObjectLockConfiguration: configuration }) => configuration?.Rule === undefined,
});
