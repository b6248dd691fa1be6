/** Whether a bucket takes uploads through AWS's edge locations. */
import { GetBucketAccelerateConfigurationCommand } from '@aws-sdk/client-s3';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';

export const accelerate = bucketSetting({
  type: 'aws_s3_bucket_accelerate_configuration',
  permission: 's3:GetAccelerateConfiguration',
  // Answers of regions that have no acceleration.
  absent: ['MethodNotAllowed', 'UnsupportedArgument'],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketAccelerateConfigurationCommand({ Bucket })),
  values: ({ Status }) => (Status === undefined ? undefined : { status: Status }),
});
