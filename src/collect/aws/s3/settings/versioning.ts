/** Whether a bucket keeps versions. */
import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';

export const versioning = bucketSetting({
  type: 'aws_s3_bucket_versioning',
  permission: 's3:GetBucketVersioning',
  absent: [],
  notFilled: { ...EXPECTED_OWNER, mfa: 'a code of the moment, sent along with a change' },
  ask: (client, Bucket) => client.send(new GetBucketVersioningCommand({ Bucket })),
  values: ({ Status, MFADelete }) =>
    // A bucket that was never versioned has an empty answer.
    Status === undefined && MFADelete === undefined
      ? undefined
      : { versioning_configuration: [{ status: Status ?? 'Disabled', mfa_delete: MFADelete }] },
});
