import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { topics } from '../../../../../src/collect/aws/sns/topics.ts';
import { typeSchema } from '../../../../../src/resource/type-schema.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:sns:us-east-1:111122223333:alerts';
const ROLE = 'arn:aws:iam::111122223333:role/feedback';
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sns:*"}]}';

describe('topics', () => {
  it('maps a topic and its policy', async () => {
    const feedback = ['Application', 'Firehose', 'HTTP', 'Lambda', 'SQS'].flatMap((protocol, place) => [
      [`${protocol}SuccessFeedbackRoleArn`, `${ROLE}-${protocol}`],
      [`${protocol}FailureFeedbackRoleArn`, `${ROLE}-${protocol}-failed`],
      [`${protocol}SuccessFeedbackSampleRate`, String(place)],
    ]);
    const run = fakeRun({
      ListTopics: { Topics: [{ TopicArn: ARN }] },
      GetTopicAttributes: {
        Attributes: {
          TopicArn: ARN,
          Owner: '111122223333',
          DisplayName: '<b>"loud"',
          KmsMasterKeyId: 'alias/aws/sns',
          SignatureVersion: '2',
          TracingConfig: 'Active',
          DeliveryPolicy: '{"http":{}}',
          EffectiveDeliveryPolicy: '{"http":{"defaultHealthyRetryPolicy":{}}}',
          SubscriptionsConfirmed: '3',
          Policy: POLICY,
          ...Object.fromEntries(feedback),
        },
      },
      ListTagsForResource: { Tags: [{ Key: 'a', Value: 'b' }] },
    });
    expect(await all(topics.collect(run))).toEqual([
      {
        type: 'aws_sns_topic',
        values: {
          id: ARN,
          arn: ARN,
          name: 'alerts',
          name_prefix: undefined,
          owner: '111122223333',
          display_name: '<b>"loud"',
          kms_master_key_id: 'alias/aws/sns',
          signature_version: 2,
          tracing_config: 'Active',
          delivery_policy: '{"http":{}}',
          fifo_topic: false,
          application_success_feedback_role_arn: `${ROLE}-Application`,
          application_failure_feedback_role_arn: `${ROLE}-Application-failed`,
          application_success_feedback_sample_rate: 0,
          firehose_success_feedback_role_arn: `${ROLE}-Firehose`,
          firehose_failure_feedback_role_arn: `${ROLE}-Firehose-failed`,
          firehose_success_feedback_sample_rate: 1,
          http_success_feedback_role_arn: `${ROLE}-HTTP`,
          http_failure_feedback_role_arn: `${ROLE}-HTTP-failed`,
          http_success_feedback_sample_rate: 2,
          lambda_success_feedback_role_arn: `${ROLE}-Lambda`,
          lambda_failure_feedback_role_arn: `${ROLE}-Lambda-failed`,
          lambda_success_feedback_sample_rate: 3,
          sqs_success_feedback_role_arn: `${ROLE}-SQS`,
          sqs_failure_feedback_role_arn: `${ROLE}-SQS-failed`,
          sqs_success_feedback_sample_rate: 4,
          tags: { a: 'b' },
          tags_all: { a: 'b' },
        },
        unread: [],
      },
      {
        type: 'aws_sns_topic_policy',
        origin: undefined,
        values: { id: ARN, arn: ARN, owner: '111122223333', policy: POLICY },
        unread: [],
      },
    ]);
  });

  it('maps an ordered topic with a generated name', async () => {
    const arn = 'arn:aws:sns:us-east-1:111122223333:orders-20261121160640153800000002.fifo';
    const run = fakeRun({
      ListTopics: { Topics: [{ TopicArn: arn }] },
      GetTopicAttributes: {
        Attributes: {
          FifoTopic: 'true',
          ContentBasedDeduplication: 'true',
          FifoThroughputScope: 'MessageGroup',
          ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
          BeginningArchiveTime: '2026-11-21T00:00:00Z',
        },
      },
      ListTagsForResource: {},
    });
    const records = await all(topics.collect(run));
    expect(records).toHaveLength(1);
    expect(records[0]?.values).toMatchObject({
      name_prefix: 'orders-',
      fifo_topic: true,
      content_based_deduplication: true,
      fifo_throughput_scope: 'MessageGroup',
      archive_policy: '{"MessageRetentionPeriod":"30"}',
      beginning_archive_time: '2026-11-21T00:00:00Z',
      tags: {},
    });
  });

  it('goes through all pages and leaves out what is gone', async () => {
    const run = fakeRun({
      ListTopics: ({ NextToken }: { readonly NextToken?: string }) =>
        NextToken === undefined
          ? { Topics: [{ TopicArn: `${ARN}1` }], NextToken: 'n' }
          : { Topics: [{ TopicArn: `${ARN}2` }] },
      GetTopicAttributes: ({ TopicArn }: { readonly TopicArn: string }) =>
        TopicArn === `${ARN}1`
          ? failing('sns:GetTopicAttributes', 'NotFound', 'failed')()
          : { Attributes: {} },
      ListTagsForResource: {},
    });
    expect((await all(topics.collect(run))).map(({ values }) => values.name)).toEqual(['alerts2']);
  });

  it('names what a denied call would have filled', async () => {
    const run = fakeRun({
      ListTopics: { Topics: [{ TopicArn: ARN }] },
      GetTopicAttributes: failing('sns:GetTopicAttributes', 'AuthorizationError'),
      ListTagsForResource: failing('sns:ListTagsForResource', 'AuthorizationError'),
    });
    const [topic, policy] = await all(topics.collect(run));
    const [attributes, tags] = topic?.unread ?? [];
    const known = ['arn', 'id', 'name', 'name_prefix', 'fifo_topic', 'tags', 'tags_all', 'policy'];
    const names = Object.keys(typeSchema('hashicorp/aws', 'aws_sns_topic')?.attributes ?? {});
    expect([...(attributes?.attributes ?? [])].sort()).toEqual(
      names.filter((name) => !known.includes(name)).sort(),
    );
    expect(tags?.attributes).toEqual(['tags', 'tags_all']);
    expect(policy).toMatchObject({ values: { arn: ARN }, unread: [{ attributes: ['owner', 'policy'] }] });
  });
});
