import { expect, it } from 'vitest';
import { cors } from '../../../../../../src/collect/aws/s3/settings/cors.ts';
import { recordOf } from './record-of.ts';

it('cors rules', () => {
  const rich = {
    ID: 'up',
    AllowedHeaders: ['*'],
    AllowedMethods: ['PUT'],
    AllowedOrigins: ['https://a'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 30,
  };
  const poor = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] };
  expect(recordOf(cors, { CORSRules: [rich, poor] })).toEqual({
    values: {
      cors_rule: [
        {
          id: 'up',
          allowed_headers: ['*'],
          allowed_methods: ['PUT'],
          allowed_origins: ['https://a'],
          expose_headers: ['ETag'],
          max_age_seconds: 30,
        },
        { allowed_methods: ['GET'], allowed_origins: ['*'] },
      ],
    },
  });
  expect(recordOf(cors, {})).toBeUndefined();
});
