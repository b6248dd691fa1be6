/** How a bucket encrypts what is put into it. */
import { GetBucketEncryptionCommand, type GetBucketEncryptionCommandOutput } from '@aws-sdk/client-s3';
import { block } from '../block.ts';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';

export const encryption = bucketSetting({
  type: 'aws_s3_bucket_server_side_encryption_configuration',
  permission: 's3:GetEncryptionConfiguration',
  absent: ['ServerSideEncryptionConfigurationNotFoundError'],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketEncryptionCommand({ Bucket })),
  values: (output) => {
    const rules = rulesOf(output);
    if (rules.length === 0) return undefined;
    return {
      rule: rules.map(({ ApplyServerSideEncryptionByDefault, BucketKeyEnabled }) => ({
        apply_server_side_encryption_by_default: block(
          ApplyServerSideEncryptionByDefault,
          ({ SSEAlgorithm, KMSMasterKeyID }) => ({
            sse_algorithm: SSEAlgorithm,
            kms_master_key_id: KMSMasterKeyID,
          }),
        ),
        bucket_key_enabled: BucketKeyEnabled,
      })),
    };
  },
  isDefault: isAes256Alone,
});

/** What S3 gives every bucket since 2023-01-05; source: S3 user guide, "Default encryption FAQ", read 2026-11. */
function isAes256Alone(output: GetBucketEncryptionCommandOutput): boolean {
  const [rule, ...others] = rulesOf(output);
  const by = rule?.ApplyServerSideEncryptionByDefault;
  const isPlain = by?.SSEAlgorithm === 'AES256' && (by.KMSMasterKeyID ?? '') === '';
  return isPlain && others.length === 0 && rule?.BucketKeyEnabled !== true;
}

function rulesOf({ ServerSideEncryptionConfiguration }: GetBucketEncryptionCommandOutput) {
  return ServerSideEncryptionConfiguration?.Rules ?? [];
}
