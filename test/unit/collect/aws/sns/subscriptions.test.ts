import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { subscriptions } from '../../../../../src/collect/aws/sns/subscriptions.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const ARN = `${TOPIC}:5d0f8f6c-0000-4000-8000-000000000000`;
const LISTED = {
  SubscriptionArn: ARN,
  Owner: '111122223333',
  Protocol: 'https',
  TopicArn: TOPIC,
  Endpoint: 'https://example.com/?a=<b>&c=d',
};
const KNOWN = {
  owner_id: '111122223333',
  protocol: 'https',
  topic_arn: TOPIC,
  endpoint: 'https://example.com/?a=<b>&c=d',
};

describe('subscriptions', () => {
  it('maps a subscription', async () => {
    const run = fakeRun({
      ListSubscriptions: { Subscriptions: [LISTED] },
      GetSubscriptionAttributes: {
        Attributes: {
          SubscriptionArn: ARN,
          Owner: '111122223333',
          Protocol: 'https',
          TopicArn: TOPIC,
          Endpoint: LISTED.Endpoint,
          ConfirmationWasAuthenticated: 'true',
          PendingConfirmation: 'false',
          RawMessageDelivery: 'true',
          DeliveryPolicy: '{"healthyRetryPolicy":{}}',
          EffectiveDeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":3}}',
          FilterPolicy: '{"kind":["a"]}',
          FilterPolicyScope: 'MessageBody',
          RedrivePolicy: '{"deadLetterTargetArn":"arn"}',
          ReplayPolicy: '{"PointType":"Timestamp"}',
          SubscriptionRoleArn: 'arn:aws:iam::111122223333:role/r',
          SubscriptionPrincipal: 'arn:aws:iam::111122223333:user/u',
        },
      },
    });
    expect(await all(subscriptions.collect(run))).toEqual([
      {
        type: 'aws_sns_topic_subscription',
        values: {
          ...KNOWN,
          id: ARN,
          arn: ARN,
          confirmation_was_authenticated: true,
          pending_confirmation: false,
          raw_message_delivery: true,
          delivery_policy: '{"healthyRetryPolicy":{}}',
          filter_policy: '{"kind":["a"]}',
          filter_policy_scope: 'MessageBody',
          redrive_policy: '{"deadLetterTargetArn":"arn"}',
          replay_policy: '{"PointType":"Timestamp"}',
          subscription_role_arn: 'arn:aws:iam::111122223333:role/r',
        },
        unread: [],
      },
    ]);
  });

  it('knows of one that is not confirmed what the listing says, and says that it cannot ask', async () => {
    const run = fakeRun({
      ListSubscriptions: {
        Subscriptions: [
          { ...LISTED, SubscriptionArn: 'PendingConfirmation' },
          { ...LISTED, SubscriptionArn: 'Deleted' },
        ],
      },
    });
    expect(await all(subscriptions.collect(run))).toEqual([
      {
        type: 'aws_sns_topic_subscription',
        values: { ...KNOWN, pending_confirmation: true, confirmation_was_authenticated: false },
        unread: [
          {
            attributes: [
              'delivery_policy',
              'filter_policy',
              'filter_policy_scope',
              'redrive_policy',
              'replay_policy',
              'subscription_role_arn',
              'raw_message_delivery',
            ],
            failure: {
              reason: 'failed',
              api: 'sns:GetSubscriptionAttributes',
              message: 'a subscription that is not confirmed has no ARN that it could be asked by',
            },
          },
        ],
      },
    ]);
  });

  it('goes through all pages and leaves out what is gone', async () => {
    const run = fakeRun({
      ListSubscriptions: ({ NextToken }: { readonly NextToken?: string }) =>
        NextToken === undefined
          ? { Subscriptions: [LISTED], NextToken: 'n' }
          : { Subscriptions: [{ ...LISTED, SubscriptionArn: `${ARN}2` }] },
      GetSubscriptionAttributes: ({ SubscriptionArn }: { readonly SubscriptionArn: string }) =>
        SubscriptionArn === ARN
          ? failing('sns:GetSubscriptionAttributes', 'NotFound', 'failed')()
          : { Attributes: {} },
    });
    const records = await all(subscriptions.collect(run));
    expect(records.map(({ values }) => values.id)).toEqual([`${ARN}2`]);
  });

  it('names what a denied call would have filled', async () => {
    const run = fakeRun({
      ListSubscriptions: { Subscriptions: [LISTED] },
      GetSubscriptionAttributes: failing('sns:GetSubscriptionAttributes', 'AuthorizationError'),
    });
    const [record] = await all(subscriptions.collect(run));
    expect(record?.values).toEqual({ ...KNOWN, id: ARN, arn: ARN });
    expect(record?.unread?.map(({ attributes }) => attributes)).toEqual([
      [
        'delivery_policy',
        'filter_policy',
        'filter_policy_scope',
        'redrive_policy',
        'replay_policy',
        'subscription_role_arn',
        'confirmation_was_authenticated',
        'pending_confirmation',
        'raw_message_delivery',
      ],
    ]);
  });
});
