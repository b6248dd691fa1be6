/** Calls that serve only types which a run does not ask for are left out; records of the others stay the same. */
import { describe, expect, it } from 'vitest';
import { all } from '../../../../src/collect/all.ts';
import { roles } from '../../../../src/collect/aws/iam/roles.ts';
import { keys } from '../../../../src/collect/aws/kms/keys.ts';
import type { AwsCollector } from '../../../../src/collect/aws/run.ts';
import { secrets } from '../../../../src/collect/aws/secretsmanager/secrets.ts';
import { topics } from '../../../../src/collect/aws/sns/topics.ts';
import { queues } from '../../../../src/collect/aws/sqs/queues.ts';
import { fakeRun } from '../fake-run.ts';

const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';
const ANSWERS = {
  ListAliases: { Aliases: [{ AliasName: 'alias/a', TargetKeyId: 'k' }] },
  ListKeys: { Keys: [{ KeyId: 'k' }] },
  DescribeKey: { KeyMetadata: { KeyId: 'k', Arn: 'arn:aws:kms:us-east-1:111122223333:key/k' } },
  GetKeyRotationStatus: { KeyRotationEnabled: true },
  ListResourceTags: { Tags: [] },
  GetKeyPolicy: { Policy: DOCUMENT },
  ListSecrets: {
    SecretList: [{ ARN: 'arn:s', Name: 's', PrimaryRegion: 'us-east-1', RotationEnabled: true }],
  },
  DescribeSecret: { ReplicationStatus: [{ Region: 'eu-west-1' }] },
  GetResourcePolicy: { ResourcePolicy: DOCUMENT },
  ListTopics: { Topics: [{ TopicArn: 'arn:aws:sns:us-east-1:111122223333:t' }] },
  GetTopicAttributes: { Attributes: { Policy: DOCUMENT } },
  ListTagsForResource: { Tags: [{ Key: 'a', Value: 'b' }] },
  ListQueues: { QueueUrls: ['https://sqs.us-east-1.amazonaws.com/111122223333/q'] },
  GetQueueAttributes: { Attributes: { Policy: DOCUMENT } },
  ListQueueTags: { Tags: { a: 'b' } },
  ListRoles: { Roles: [{ RoleName: 'r', Description: 'd' }] },
  GetAccountAuthorizationDetails: {
    RoleDetailList: [{ RoleName: 'r', RolePolicyList: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] }],
  },
};

async function asked(collector: AwsCollector, type?: string) {
  const run = fakeRun(ANSWERS);
  const records = await all(collector.collect(run, type === undefined ? undefined : (one) => one === type));
  return { calls: run.calls.map(([operation]) => operation), records };
}

const CASES: readonly (readonly [AwsCollector, string, readonly string[]])[] = [
  [keys, 'aws_kms_alias', ['ListAliases']],
  [
    keys,
    'aws_kms_key',
    ['ListAliases', 'ListKeys', 'DescribeKey', 'GetKeyRotationStatus', 'ListResourceTags'],
  ],
  [keys, 'aws_kms_key_policy', ['ListAliases', 'ListKeys', 'DescribeKey', 'GetKeyPolicy']],
  [secrets, 'aws_secretsmanager_secret', ['ListSecrets', 'DescribeSecret']],
  [secrets, 'aws_secretsmanager_secret_policy', ['ListSecrets', 'GetResourcePolicy']],
  [secrets, 'aws_secretsmanager_secret_rotation', ['ListSecrets']],
  [topics, 'aws_sns_topic_policy', ['ListTopics', 'GetTopicAttributes']],
  [queues, 'aws_sqs_queue_policy', ['ListQueues', 'GetQueueAttributes']],
  [roles, 'aws_iam_role_policy', ['GetAccountAuthorizationDetails']],
];

describe('only what serves the wanted type is asked', () => {
  it.each(CASES.map(([collector, type, calls]) => [type, collector, calls] as const))(
    '%s',
    async (type, collector, calls) => {
      const some = await asked(collector, type);
      const whole = await asked(collector);
      expect(some.calls).toEqual(calls);
      const ofType = whole.records.filter((record) => record.type === type);
      expect(ofType.length).toBe(1);
      expect(some.records.filter((record) => record.type === type)).toEqual(ofType);
      expect(whole.calls.length).toBeGreaterThan(calls.length);
    },
  );
});
