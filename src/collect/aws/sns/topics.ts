/** SNS topics and their policies. */
import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { type LiveRecord, type Wants, wantsAll } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, type Read, read, unreadOf } from '../../read.ts';
import { fromTexts, namesOf } from '../from-texts.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { isDefaultPolicy } from './is-default-policy.ts';

const AT_ONCE = 8;
const FIFO = '.fifo';
const TOPIC = 'aws_sns_topic';
const GONE = ['NotFound', 'NotFoundException', 'ResourceNotFound', 'ResourceNotFoundException'];
const FEEDBACK = {
  application: 'Application',
  firehose: 'Firehose',
  http: 'HTTP',
  lambda: 'Lambda',
  sqs: 'SQS',
} as const;

const ATTRIBUTES = {
  texts: {
    arn: 'TopicArn',
    owner: 'Owner',
    archive_policy: 'ArchivePolicy',
    beginning_archive_time: 'BeginningArchiveTime',
    delivery_policy: 'DeliveryPolicy',
    display_name: 'DisplayName',
    fifo_throughput_scope: 'FifoThroughputScope',
    kms_master_key_id: 'KmsMasterKeyId',
    tracing_config: 'TracingConfig',
    ...feedback('_failure_feedback_role_arn', 'FailureFeedbackRoleArn'),
    ...feedback('_success_feedback_role_arn', 'SuccessFeedbackRoleArn'),
  },
  numbers: {
    signature_version: 'SignatureVersion',
    ...feedback('_success_feedback_sample_rate', 'SuccessFeedbackSampleRate'),
  },
  flags: {
    content_based_deduplication: 'ContentBasedDeduplication',
    fifo_topic: 'FifoTopic',
  },
};

/** API: https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
export const topics: AwsCollector = {
  id: 'aws/sns/topics',
  per: 'region',
  types: [TOPIC, 'aws_sns_topic_policy'],
  permissions: ['sns:ListTopics', 'sns:GetTopicAttributes', 'sns:ListTagsForResource'],
  notFilled: {},
  async *collect(run, wants = wantsAll) {
    const sns = run.client(SNSClient);
    const listed = pages(
      'sns:ListTopics',
      (NextToken) => sns.send(new ListTopicsCommand({ NextToken })),
      ({ Topics }) => Topics,
      ({ NextToken }) => NextToken,
    );
    const found = inOrder(listed, AT_ONCE, ({ TopicArn = '' }) => recordsOf(run, TopicArn, wants));
    for await (const records of found) yield* records;
  },
};

async function recordsOf(run: AwsRun, arn: string, wants: Wants): Promise<readonly LiveRecord[]> {
  const sns = run.client(SNSClient);
  const [attributes, tags] = await Promise.all([
    read(sns.send(new GetTopicAttributesCommand({ TopicArn: arn })), ...GONE),
    wants(TOPIC) ? read(sns.send(new ListTagsForResourceCommand({ ResourceArn: arn })), ...GONE) : NOT_ASKED,
  ]);
  if (attributes.failure === undefined && attributes.value === undefined) return [];
  const given: Readonly<Record<string, string | undefined>> = attributes.value?.Attributes ?? {};
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const isFifo = name.endsWith(FIFO);
  const topic: LiveRecord = {
    type: TOPIC,
    values: {
      id: arn,
      arn,
      name,
      name_prefix: namePrefix(name, isFifo ? FIFO : ''),
      fifo_topic: isFifo,
      ...fromTexts(given, ATTRIBUTES),
      ...tagsFrom(tags.failure === undefined ? (tags.value?.Tags ?? []) : undefined),
    },
    unread: unreadOf(
      [attributes, namesOf(ATTRIBUTES).filter((attribute) => !['arn', 'fifo_topic'].includes(attribute))],
      [tags, ['tags', 'tags_all']],
    ),
  };
  return [topic, ...policyRecords(arn, attributes, given)];
}

/** Every topic has a policy: its own, or the one that SNS writes where none was given. */
function policyRecords(
  arn: string,
  attributes: Read<unknown>,
  { Policy, Owner }: Readonly<Record<string, string | undefined>>,
): readonly LiveRecord[] {
  if (attributes.failure === undefined && !Policy) return [];
  return [
    {
      type: 'aws_sns_topic_policy',
      origin: Policy !== undefined && isDefaultPolicy(Policy, arn, Owner) ? 'default' : undefined,
      values: { id: arn, arn, owner: Owner, policy: Policy },
      unread: unreadOf([attributes, ['owner', 'policy']]),
    },
  ];
}

function feedback(ending: string, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(FEEDBACK).map(([protocol, prefix]) => [`${protocol}${ending}`, `${prefix}${key}`]),
  );
}
