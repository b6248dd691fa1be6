import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { secrets } from '../../../../../src/collect/aws/secretsmanager/secrets.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:app/one-AbCdEf';
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*"}]}';
const NO_POLICY = { GetResourcePolicy: { ARN, Name: 'app/one' } };

describe('secrets', () => {
  it('maps a replicated secret with policy and rotation', async () => {
    const run = fakeRun({
      ListSecrets: {
        SecretList: [
          {
            ARN,
            Name: 'app/one',
            Description: '<b> "x"',
            KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/k',
            PrimaryRegion: 'us-east-1',
            RotationEnabled: true,
            RotationLambdaARN: 'arn:aws:lambda:us-east-1:111122223333:function:rotate',
            RotationRules: { AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(4 hours)', Duration: '2h' },
            Tags: [{ Key: 'a', Value: 'b' }],
          },
        ],
      },
      DescribeSecret: {
        ReplicationStatus: [
          {
            Region: 'eu-west-1',
            KmsKeyId: 'alias/aws/secretsmanager',
            Status: 'InSync',
            StatusMessage: 'Replication succeeded',
            LastAccessedDate: new Date('2026-11-20T00:00:00.123Z'),
          },
        ],
      },
      GetResourcePolicy: { ResourcePolicy: POLICY },
    });
    expect(await all(secrets.collect(run))).toEqual([
      {
        type: 'aws_secretsmanager_secret',
        origin: undefined,
        values: {
          id: ARN,
          arn: ARN,
          name: 'app/one',
          name_prefix: undefined,
          description: '<b> "x"',
          kms_key_id: 'arn:aws:kms:us-east-1:111122223333:key/k',
          replica: [
            {
              region: 'eu-west-1',
              kms_key_id: 'alias/aws/secretsmanager',
              status: 'InSync',
              status_message: 'Replication succeeded',
              last_accessed_date: '2026-11-20T00:00:00Z',
            },
          ],
          tags: { a: 'b' },
          tags_all: { a: 'b' },
        },
        unread: [],
      },
      {
        type: 'aws_secretsmanager_secret_policy',
        origin: undefined,
        values: { id: ARN, secret_arn: ARN, policy: POLICY },
        unread: [],
      },
      {
        type: 'aws_secretsmanager_secret_rotation',
        origin: undefined,
        values: {
          id: ARN,
          secret_id: ARN,
          rotation_enabled: true,
          rotation_lambda_arn: 'arn:aws:lambda:us-east-1:111122223333:function:rotate',
          rotation_rules: [
            { automatically_after_days: undefined, duration: '2h', schedule_expression: 'rate(4 hours)' },
          ],
        },
      },
    ]);
  });

  it('asks once for a secret that has nothing else, and never for a value', async () => {
    const run = fakeRun({ ListSecrets: { SecretList: [{ ARN, Name: 'app/one' }] }, ...NO_POLICY });
    const records = await all(secrets.collect(run));
    expect(records.map(({ type, values }) => [type, values.tags])).toEqual([
      ['aws_secretsmanager_secret', {}],
    ]);
    expect(run.calls.map(([operation]) => operation)).toEqual(['ListSecrets', 'GetResourcePolicy']);
  });

  it.each([
    [{ RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 } }, true, 30],
    [{ RotationEnabled: false, RotationLambdaARN: 'arn', RotationRules: {} }, false, undefined],
  ])('maps rotation %j', async (rotation, enabled, days) => {
    const run = fakeRun({
      ListSecrets: { SecretList: [{ ARN, Name: 'app/one', ...rotation }] },
      ...NO_POLICY,
    });
    const record = (await all(secrets.collect(run)))[1];
    expect(record?.values).toEqual({
      id: ARN,
      secret_id: ARN,
      rotation_enabled: enabled,
      rotation_lambda_arn: undefined,
      rotation_rules: enabled
        ? [{ automatically_after_days: days, duration: undefined, schedule_expression: undefined }]
        : undefined,
    });
  });

  it.each([{ OwningService: 'rds' }, { PrimaryRegion: 'eu-west-1' }])(
    'knows that AWS made the secret with %j',
    async (made) => {
      const run = fakeRun({
        ListSecrets: { SecretList: [{ ARN, Name: 'x', RotationEnabled: true, ...made }] },
        GetResourcePolicy: { ResourcePolicy: POLICY },
      });
      const records = await all(secrets.collect(run));
      expect(records.map(({ origin }) => origin)).toEqual(['default', 'default', 'default']);
    },
  );

  it('goes through all pages and leaves out what is gone', async () => {
    const run = fakeRun({
      ListSecrets: ({ NextToken }: { readonly NextToken?: string }) =>
        NextToken === undefined
          ? { SecretList: [{ ARN, Name: 'one' }], NextToken: 'n' }
          : { SecretList: [{ ARN: `${ARN}2`, Name: 'two' }] },
      GetResourcePolicy: ({ SecretId }: { readonly SecretId: string }) =>
        SecretId === ARN
          ? failing('secretsmanager:GetResourcePolicy', 'ResourceNotFoundException', 'failed')()
          : {},
    });
    expect((await all(secrets.collect(run))).map(({ values }) => values.name)).toEqual(['two']);
  });

  it('names what a denied call would have filled: also that there may be a policy', async () => {
    const run = fakeRun({
      ListSecrets: { SecretList: [{ ARN, Name: 'one', PrimaryRegion: 'us-east-1' }] },
      DescribeSecret: failing('secretsmanager:DescribeSecret', 'AccessDeniedException'),
      GetResourcePolicy: failing('secretsmanager:GetResourcePolicy', 'AccessDeniedException'),
    });
    const records = await all(secrets.collect(run));
    expect(records.map(({ type, unread }) => [type, unread?.map(({ attributes }) => attributes)])).toEqual([
      ['aws_secretsmanager_secret', [['replica']]],
      ['aws_secretsmanager_secret_policy', ['*']],
    ]);
  });
});
