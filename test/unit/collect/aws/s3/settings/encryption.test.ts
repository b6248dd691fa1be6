import { describe, expect, it } from 'vitest';
import { encryption } from '../../../../../../src/collect/aws/s3/settings/encryption.ts';
import { recordOf } from './record-of.ts';

function output(...Rules: object[]) {
  return { ServerSideEncryptionConfiguration: { Rules } };
}

const AES = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false };
const AES_RULE = {
  apply_server_side_encryption_by_default: [{ sse_algorithm: 'AES256' }],
  bucket_key_enabled: false,
};

describe('encryption', () => {
  it('AES256 alone is what S3 gives every bucket, with or without a block of customer keys', () => {
    const expected = { values: { rule: [AES_RULE] }, origin: 'default' };
    expect(recordOf(encryption, output(AES))).toEqual(expected);
    expect(
      recordOf(encryption, output({ ...AES, BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } })),
    ).toEqual(expected);
  });

  it("a key of KMS is somebody's choice", () => {
    const by = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'arn:aws:kms:us-east-1:111122223333:alias/mine' };
    expect(
      recordOf(encryption, output({ ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled: true })),
    ).toEqual({
      values: {
        rule: [
          {
            apply_server_side_encryption_by_default: [
              { sse_algorithm: 'aws:kms', kms_master_key_id: by.KMSMasterKeyID },
            ],
            bucket_key_enabled: true,
          },
        ],
      },
    });
  });

  it('a bucket key, or a second rule, is no default', () => {
    expect(recordOf(encryption, output({ ...AES, BucketKeyEnabled: true }))).not.toHaveProperty('origin');
    expect(recordOf(encryption, output(AES, AES))).toEqual({ values: { rule: [AES_RULE, AES_RULE] } });
  });

  it('no rule is none', () => {
    expect(recordOf(encryption, output())).toBeUndefined();
    expect(recordOf(encryption, {})).toBeUndefined();
  });
});
