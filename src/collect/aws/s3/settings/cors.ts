/** Which other sites' pages may ask a bucket. */
import { GetBucketCorsCommand } from '@aws-sdk/client-s3';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';

export const cors = bucketSetting({
  type: 'aws_s3_bucket_cors_configuration',
  permission: 's3:GetBucketCORS',
  absent: ['NoSuchCORSConfiguration'],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketCorsCommand({ Bucket })),
  values: ({ CORSRules = [] }) =>
    CORSRules.length === 0
      ? undefined
      : {
          cors_rule: CORSRules.map((rule) => ({
            id: rule.ID,
            allowed_headers: rule.AllowedHeaders,
            allowed_methods: rule.AllowedMethods,
            allowed_origins: rule.AllowedOrigins,
            expose_headers: rule.ExposeHeaders,
            max_age_seconds: rule.MaxAgeSeconds,
          })),
        },
});
