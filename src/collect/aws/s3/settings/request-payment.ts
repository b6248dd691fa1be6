/** Who pays for what is read out of a bucket. */
import { GetBucketRequestPaymentCommand } from '@aws-sdk/client-s3';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';

export const requestPayment = bucketSetting({
  type: 'aws_s3_bucket_request_payment_configuration',
  permission: 's3:GetBucketRequestPayment',
  absent: [],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketRequestPaymentCommand({ Bucket })),
  // The owner pays unless something else was ever said: the answer is the same as that of a bucket without a setting.
  values: ({ Payer }) => (Payer === undefined || Payer === 'BucketOwner' ? undefined : { payer: Payer }),
});
