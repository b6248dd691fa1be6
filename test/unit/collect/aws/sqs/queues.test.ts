import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { queues } from '../../../../../src/collect/aws/sqs/queues.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const URL = 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs';
const ARN = 'arn:aws:sqs:us-east-1:111122223333:jobs';
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*"}]}';
const REDRIVE = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:111122223333:dead","maxReceiveCount":3}';
const ALLOW = '{"redrivePermission":"denyAll"}';

describe('queues', () => {
  it('maps a queue and yields its policies under the types that carry them', async () => {
    const run = fakeRun({
      ListQueues: { QueueUrls: [URL] },
      GetQueueAttributes: {
        Attributes: {
          QueueArn: ARN,
          ApproximateNumberOfMessages: '12',
          DelaySeconds: '0',
          KmsDataKeyReusePeriodSeconds: '300',
          KmsMasterKeyId: 'alias/aws/sqs',
          MaximumMessageSize: '262144',
          MessageRetentionPeriod: '345600',
          ReceiveMessageWaitTimeSeconds: '20',
          VisibilityTimeout: '30',
          SqsManagedSseEnabled: 'false',
          Policy: POLICY,
          RedrivePolicy: REDRIVE,
          RedriveAllowPolicy: ALLOW,
        },
      },
      ListQueueTags: { Tags: { '<b>': '$' + '{x} "quoted"', 'aws:own': 'left out' } },
    });
    const link = { id: URL, queue_url: URL };
    expect(await all(queues.collect(run))).toEqual([
      {
        type: 'aws_sqs_queue',
        values: {
          id: URL,
          url: URL,
          name: 'jobs',
          name_prefix: undefined,
          fifo_queue: false,
          arn: ARN,
          kms_master_key_id: 'alias/aws/sqs',
          delay_seconds: 0,
          kms_data_key_reuse_period_seconds: 300,
          max_message_size: 262144,
          message_retention_seconds: 345600,
          receive_wait_time_seconds: 20,
          visibility_timeout_seconds: 30,
          sqs_managed_sse_enabled: false,
          tags: { '<b>': '$' + '{x} "quoted"' },
          tags_all: { '<b>': '$' + '{x} "quoted"' },
        },
        unread: [],
      },
      { type: 'aws_sqs_queue_policy', values: { ...link, policy: POLICY } },
      { type: 'aws_sqs_queue_redrive_policy', values: { ...link, redrive_policy: REDRIVE } },
      { type: 'aws_sqs_queue_redrive_allow_policy', values: { ...link, redrive_allow_policy: ALLOW } },
    ]);
  });

  it('maps an ordered queue with a generated name, and no policy where there is none', async () => {
    const name = 'orders-20261121160640153800000002.fifo';
    const run = fakeRun({
      ListQueues: { QueueUrls: [`https://sqs.us-east-1.amazonaws.com/111122223333/${name}`] },
      GetQueueAttributes: {
        Attributes: {
          FifoQueue: 'true',
          ContentBasedDeduplication: 'true',
          DeduplicationScope: 'messageGroup',
          FifoThroughputLimit: 'perMessageGroupId',
          Policy: '',
        },
      },
      ListQueueTags: {},
    });
    const records = await all(queues.collect(run));
    expect(records.map(({ type }) => type)).toEqual(['aws_sqs_queue']);
    expect(records[0]?.values).toMatchObject({
      name,
      name_prefix: 'orders-',
      fifo_queue: true,
      content_based_deduplication: true,
      deduplication_scope: 'messageGroup',
      fifo_throughput_limit: 'perMessageGroupId',
      kms_data_key_reuse_period_seconds: 300,
      tags: {},
    });
  });

  it('goes through all pages, with a page size, without which there is one only', async () => {
    const run = fakeRun({
      ListQueues: ({ NextToken }: { readonly NextToken?: string }) =>
        NextToken === undefined ? { QueueUrls: [`${URL}1`], NextToken: 'n' } : { QueueUrls: [`${URL}2`] },
      GetQueueAttributes: { Attributes: {} },
      ListQueueTags: {},
    });
    const records = await all(queues.collect(run));
    expect(records.map(({ values }) => values.name)).toEqual(['jobs1', 'jobs2']);
    expect(run.calls.filter(([operation]) => operation === 'ListQueues').map(([, input]) => input)).toEqual([
      { NextToken: undefined, MaxResults: 1000 },
      { NextToken: 'n', MaxResults: 1000 },
    ]);
  });

  it.each([
    ['https://queue.amazonaws.com/111122223333/jobs', URL],
    ['https://us-east-1.queue.amazonaws.com/111122223333/jobs', URL],
    ['http://127.0.0.1:5000/111122223333/jobs', 'http://127.0.0.1:5000/111122223333/jobs'],
  ])('knows %s as the provider does', async (listed, url) => {
    const run = fakeRun({
      ListQueues: { QueueUrls: [listed] },
      GetQueueAttributes: { Attributes: { Policy: POLICY } },
      ListQueueTags: {},
    });
    const [queue, policy] = await all(queues.collect(run));
    expect([queue?.values.url, policy?.values.queue_url]).toEqual([url, url]);
  });

  it('names what a denied call would have filled: also that there may be policies', async () => {
    const run = fakeRun({
      ListQueues: { QueueUrls: [URL] },
      GetQueueAttributes: failing('sqs:GetQueueAttributes', 'AccessDenied'),
      ListQueueTags: failing('sqs:ListQueueTags', 'AccessDenied'),
    });
    const records = await all(queues.collect(run));
    expect(
      records.map(({ type, values, unread }) => [
        type,
        values.policy,
        unread?.map(({ attributes, failure }) => [attributes, failure.api]),
      ]),
    ).toEqual([
      [
        'aws_sqs_queue',
        undefined,
        [
          [
            [
              'deduplication_scope',
              'fifo_throughput_limit',
              'kms_master_key_id',
              'delay_seconds',
              'kms_data_key_reuse_period_seconds',
              'max_message_size',
              'message_retention_seconds',
              'receive_wait_time_seconds',
              'visibility_timeout_seconds',
              'content_based_deduplication',
              'sqs_managed_sse_enabled',
            ],
            'sqs:GetQueueAttributes',
          ],
          [['tags', 'tags_all'], 'sqs:ListQueueTags'],
        ],
      ],
      ['aws_sqs_queue_policy', undefined, [['*', 'sqs:GetQueueAttributes']]],
      ['aws_sqs_queue_redrive_policy', undefined, [['*', 'sqs:GetQueueAttributes']]],
      ['aws_sqs_queue_redrive_allow_policy', undefined, [['*', 'sqs:GetQueueAttributes']]],
    ]);
  });

  it.each(['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'])(
    'leaves out a queue that is gone (%s)',
    async (code) => {
      const run = fakeRun({
        ListQueues: { QueueUrls: [URL] },
        GetQueueAttributes: failing('sqs:GetQueueAttributes', code, 'failed'),
        ListQueueTags: failing('sqs:ListQueueTags', code, 'failed'),
      });
      expect(await all(queues.collect(run))).toEqual([]);
    },
  );

  it('lets a denied listing through', async () => {
    const run = fakeRun({ ListQueues: failing('sqs:ListQueues', 'AccessDenied') });
    await expect(all(queues.collect(run))).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});
