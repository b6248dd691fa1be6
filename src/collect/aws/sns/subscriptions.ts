/** SNS subscriptions of the account, also to topics of other accounts. */
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsCommand,
  SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import type { Failure, LiveRecord, LiveValues } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { read, unreadOf } from '../../read.ts';
import { fromTexts, namesOf } from '../from-texts.ts';
import type { AwsCollector, AwsRun } from '../run.ts';

const AT_ONCE = 8;
const GONE = ['NotFound', 'NotFoundException'];
const TERRAFORM_ONLY = 'an argument of Terraform: how it waits for the confirmation';

const ATTRIBUTES = {
  texts: {
    arn: 'SubscriptionArn',
    owner_id: 'Owner',
    protocol: 'Protocol',
    topic_arn: 'TopicArn',
    endpoint: 'Endpoint',
    delivery_policy: 'DeliveryPolicy',
    filter_policy: 'FilterPolicy',
    filter_policy_scope: 'FilterPolicyScope',
    redrive_policy: 'RedrivePolicy',
    replay_policy: 'ReplayPolicy',
    subscription_role_arn: 'SubscriptionRoleArn',
  },
  numbers: {},
  flags: {
    confirmation_was_authenticated: 'ConfirmationWasAuthenticated',
    pending_confirmation: 'PendingConfirmation',
    raw_message_delivery: 'RawMessageDelivery',
  },
} as const;
/** What the listing tells as well. */
const LISTED = ['arn', 'owner_id', 'protocol', 'topic_arn', 'endpoint'];
const SETTINGS = namesOf(ATTRIBUTES).filter((name) => !LISTED.includes(name));

/** API: https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
export const subscriptions: AwsCollector = {
  id: 'aws/sns/subscriptions',
  per: 'region',
  types: ['aws_sns_topic_subscription'],
  permissions: ['sns:ListSubscriptions', 'sns:GetSubscriptionAttributes'],
  notFilled: {
    aws_sns_topic_subscription: {
      confirmation_timeout_in_minutes: TERRAFORM_ONLY,
      endpoint_auto_confirms: TERRAFORM_ONLY,
    },
  },
  async *collect(run) {
    const sns = run.client(SNSClient);
    const listed = pages(
      'sns:ListSubscriptions',
      (NextToken) => sns.send(new ListSubscriptionsCommand({ NextToken })),
      ({ Subscriptions }) => Subscriptions,
      ({ NextToken }) => NextToken,
    );
    for await (const records of inOrder(listed, AT_ONCE, (one) => recordsOf(run, one))) yield* records;
  },
};

/** In place of the ARN, SNS lists `PendingConfirmation`, and for a while `Deleted`. */
async function recordsOf(run: AwsRun, listed: Subscription): Promise<readonly LiveRecord[]> {
  const { SubscriptionArn = '' } = listed;
  if (SubscriptionArn === 'Deleted') return [];
  if (!SubscriptionArn.startsWith('arn:')) return [pendingRecord(listed)];
  const attributes = await read(
    run.client(SNSClient).send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
    ...GONE,
  );
  if (attributes.failure === undefined && attributes.value === undefined) return [];
  return [
    {
      type: 'aws_sns_topic_subscription',
      values: {
        ...listedValues(listed),
        id: SubscriptionArn,
        arn: SubscriptionArn,
        ...fromTexts(attributes.value?.Attributes ?? {}, ATTRIBUTES),
      },
      unread: unreadOf([attributes, SETTINGS]),
    },
  ];
}

/** A subscription has settings before it is confirmed, but no ARN yet that it could be asked by. */
function pendingRecord(listed: Subscription): LiveRecord {
  const failure: Failure = {
    reason: 'failed',
    api: 'sns:GetSubscriptionAttributes',
    message: 'a subscription that is not confirmed has no ARN that it could be asked by',
  };
  return {
    type: 'aws_sns_topic_subscription',
    values: {
      ...listedValues(listed),
      pending_confirmation: true,
      confirmation_was_authenticated: false,
    },
    unread: [
      {
        attributes: SETTINGS.filter(
          (name) => !['pending_confirmation', 'confirmation_was_authenticated'].includes(name),
        ),
        failure,
      },
    ],
  };
}

function listedValues({ Owner, Protocol, TopicArn, Endpoint }: Subscription): LiveValues {
  return { owner_id: Owner, protocol: Protocol, topic_arn: TopicArn, endpoint: Endpoint };
}
