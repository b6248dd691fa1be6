import { describe, expect, it } from 'vitest';
import { keys } from '../../../../../src/collect/aws/kms/keys.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/k';
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const KEY = {
  KeyId: 'k',
  Arn: ARN,
  Description: 'a key',
  Enabled: true,
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyManager: 'CUSTOMER',
  Origin: 'AWS_KMS',
};
const ANSWERS = {
  ListAliases: { Aliases: [{ AliasName: 'alias/mine', AliasArn: 'arn:a', TargetKeyId: 'k' }] },
  ListKeys: { Keys: [{ KeyId: 'k' }] },
  DescribeKey: { KeyMetadata: KEY },
  GetKeyRotationStatus: { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
  ListResourceTags: { Tags: [{ TagKey: 'a', TagValue: 'b' }] },
  GetKeyPolicy: { Policy: POLICY },
};
const POLICY_RECORD = {
  type: 'aws_kms_key_policy',
  values: { id: 'k', key_id: 'k', policy: POLICY },
  unread: [],
};

describe('keys', () => {
  it('maps a key with rotation, tags, policy and alias', async () => {
    expect(await collectedBy(keys, fakeRun(ANSWERS))).toEqual({
      records: [
        {
          type: 'aws_kms_alias',
          values: {
            id: 'alias/mine',
            name: 'alias/mine',
            arn: 'arn:a',
            target_key_id: 'k',
            target_key_arn: ARN,
          },
        },
        {
          type: 'aws_kms_key',
          values: {
            id: 'k',
            key_id: 'k',
            arn: ARN,
            description: 'a key',
            is_enabled: true,
            key_usage: 'ENCRYPT_DECRYPT',
            customer_master_key_spec: 'SYMMETRIC_DEFAULT',
            multi_region: false,
            enable_key_rotation: true,
            rotation_period_in_days: 365,
            tags: { a: 'b' },
            tags_all: { a: 'b' },
          },
          unread: [],
        },
        POLICY_RECORD,
      ],
    });
  });

  it('a key that cannot be described has its policy all the same', async () => {
    const run = fakeRun({ ...ANSWERS, DescribeKey: failing('kms:DescribeKey', 'AccessDenied') });
    const { records } = await collectedBy(keys, run);
    const failure = { reason: 'denied', api: 'kms:DescribeKey', message: 'AccessDenied' };
    expect(records.slice(1)).toEqual([
      { type: 'aws_kms_key', values: { id: 'k', key_id: 'k' }, unread: [{ attributes: '*', failure }] },
      POLICY_RECORD,
    ]);
  });

  it('a key that is gone by now is none, and a key of a service is its default', async () => {
    const aliases = { Aliases: [{ AliasName: 'alias/aws/ebs', TargetKeyId: 'k' }] };
    const gone = { ...ANSWERS, DescribeKey: failing('kms:DescribeKey', 'NotFoundException') };
    expect((await collectedBy(keys, fakeRun(gone))).records.map(({ type }) => type)).toEqual([
      'aws_kms_alias',
    ]);
    const { records } = await collectedBy(keys, fakeRun({ ...ANSWERS, ListAliases: aliases }));
    expect(records.map(({ type, origin }) => [type, origin])).toEqual([
      ['aws_kms_alias', 'default'],
      ['aws_kms_key', 'default'],
      ['aws_kms_key_policy', 'default'],
    ]);
  });
});
