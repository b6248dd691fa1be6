/** Where a bucket's access logs go. */
import { GetBucketLoggingCommand } from '@aws-sdk/client-s3';
import { block } from '../block.ts';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';
import { grantValues } from './grant-values.ts';

export const logging = bucketSetting({
  type: 'aws_s3_bucket_logging',
  permission: 's3:GetBucketLogging',
  absent: [],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketLoggingCommand({ Bucket })),
  values: ({ LoggingEnabled: target }) =>
    target === undefined
      ? undefined
      : {
          target_bucket: target.TargetBucket,
          target_prefix: target.TargetPrefix,
          target_grant: target.TargetGrants?.map(grantValues),
          target_object_key_format: block(
            target.TargetObjectKeyFormat,
            ({ SimplePrefix, PartitionedPrefix }) => ({
              simple_prefix: block(SimplePrefix, () => ({})),
              partitioned_prefix: block(PartitionedPrefix, ({ PartitionDateSource }) => ({
                partition_date_source: PartitionDateSource,
              })),
            }),
          ),
        },
});
