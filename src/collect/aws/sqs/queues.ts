/** SQS queues, their policies and where their dead letters go. */
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type LiveRecord, type Wants, wantsAll } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, read, unreadOf } from '../../read.ts';
import { fromTexts, namesOf } from '../from-texts.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';

/** Without a page size SQS lists the first 1,000 queues and names no next page. */
const PAGE = 1000;
const AT_ONCE = 8;
/** What the provider has for a queue that AWS tells none of: one without a key of KMS. */
const KEY_REUSE_SECONDS = 300;
const FIFO = '.fifo';
const QUEUE = 'aws_sqs_queue';
/** The second is the code of the older protocol, which the service still sends beside the first. */
const GONE = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

const ATTRIBUTES = {
  texts: {
    arn: 'QueueArn',
    deduplication_scope: 'DeduplicationScope',
    fifo_throughput_limit: 'FifoThroughputLimit',
    kms_master_key_id: 'KmsMasterKeyId',
  },
  numbers: {
    delay_seconds: 'DelaySeconds',
    kms_data_key_reuse_period_seconds: 'KmsDataKeyReusePeriodSeconds',
    max_message_size: 'MaximumMessageSize',
    message_retention_seconds: 'MessageRetentionPeriod',
    receive_wait_time_seconds: 'ReceiveMessageWaitTimeSeconds',
    visibility_timeout_seconds: 'VisibilityTimeout',
  },
  flags: {
    content_based_deduplication: 'ContentBasedDeduplication',
    sqs_managed_sse_enabled: 'SqsManagedSseEnabled',
  },
} as const;
/** Types of their own that carry one attribute each. */
const CARRIED = [
  ['aws_sqs_queue_policy', 'policy', 'Policy'],
  ['aws_sqs_queue_redrive_policy', 'redrive_policy', 'RedrivePolicy'],
  ['aws_sqs_queue_redrive_allow_policy', 'redrive_allow_policy', 'RedriveAllowPolicy'],
] as const;

/** API: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
export const queues: AwsCollector = {
  id: 'aws/sqs/queues',
  per: 'region',
  types: [QUEUE, ...CARRIED.map(([type]) => type)],
  permissions: ['sqs:ListQueues', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
  notFilled: {
    [QUEUE]: { timeouts: 'an argument of Terraform' },
  },
  async *collect(run, wants = wantsAll) {
    const sqs = run.client(SQSClient);
    const listed = pages(
      'sqs:ListQueues',
      (NextToken) => sqs.send(new ListQueuesCommand({ NextToken, MaxResults: PAGE })),
      ({ QueueUrls }) => QueueUrls,
      ({ NextToken }) => NextToken,
    );
    const found = inOrder(listed, AT_ONCE, (url) => recordsOf(run, ownUrl(run, url), wants));
    for await (const records of found) yield* records;
  },
};

/** The provider's spelling: older protocols and accounts know queues by older hosts. */
function ownUrl({ region }: AwsRun, url: string): string {
  return url.replace(
    /^https:\/\/(?:[a-z0-9-]+\.)?queue\.amazonaws\.com\//,
    `https://sqs.${region}.amazonaws.com/`,
  );
}

async function recordsOf(run: AwsRun, url: string, wants: Wants): Promise<readonly LiveRecord[]> {
  const sqs = run.client(SQSClient);
  const [attributes, tags] = await Promise.all([
    read(sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })), ...GONE),
    wants(QUEUE) ? read(sqs.send(new ListQueueTagsCommand({ QueueUrl: url })), ...GONE) : NOT_ASKED,
  ]);
  if (attributes.failure === undefined && attributes.value === undefined) return [];
  const given: Readonly<Record<string, string | undefined>> = attributes.value?.Attributes ?? {};
  const name = url.slice(url.lastIndexOf('/') + 1);
  const queue: LiveRecord = {
    type: QUEUE,
    values: {
      id: url,
      url,
      name,
      // Only the account's own queues are listed.
      arn: `arn:${run.partition}:sqs:${run.region}:${run.account}:${name}`,
      name_prefix: namePrefix(name, name.endsWith(FIFO) ? FIFO : ''),
      fifo_queue: name.endsWith(FIFO),
      kms_data_key_reuse_period_seconds: attributes.failure === undefined ? KEY_REUSE_SECONDS : undefined,
      ...fromTexts(given, ATTRIBUTES),
      ...tagsFrom(tags.failure === undefined ? (tags.value?.Tags ?? {}) : undefined),
    },
    unread: unreadOf(
      [attributes, namesOf(ATTRIBUTES).filter((attribute) => attribute !== 'arn')],
      [tags, ['tags', 'tags_all']],
    ),
  };
  const carried = CARRIED.flatMap(([type, attribute, key]): LiveRecord[] => {
    const { failure } = attributes;
    const link = { id: url, queue_url: url };
    if (failure !== undefined) return [{ type, values: link, unread: [{ attributes: '*', failure }] }];
    return given[key] ? [{ type, values: { ...link, [attribute]: given[key] } }] : [];
  });
  return [queue, ...carried];
}
