import { describe, expect, it } from 'vitest';
import { notification } from '../../../../../../src/collect/aws/s3/settings/notification.ts';
import { recordOf } from './record-of.ts';

function filter(...FilterRules: { Name: string; Value: string }[]) {
  return { Key: { FilterRules } };
}

describe('notification', () => {
  it('every kind of target', () => {
    const output = {
      EventBridgeConfiguration: {},
      LambdaFunctionConfigurations: [{ Id: 'l', LambdaFunctionArn: 'arn:l', Events: ['s3:ObjectCreated:*'] }],
      QueueConfigurations: [
        {
          Id: 'q',
          QueueArn: 'arn:q',
          Events: ['s3:ObjectRemoved:*'],
          Filter: filter({ Name: 'Prefix', Value: 'in/' }, { Name: 'suffix', Value: '.jpg' }),
        },
      ],
      TopicConfigurations: [
        { Id: 't', TopicArn: 'arn:t', Events: [], Filter: filter({ Name: 'SUFFIX', Value: '<x>' }) },
      ],
    };
    expect(recordOf(notification, output)).toEqual({
      values: {
        eventbridge: true,
        lambda_function: [{ id: 'l', events: ['s3:ObjectCreated:*'], lambda_function_arn: 'arn:l' }],
        queue: [
          {
            id: 'q',
            events: ['s3:ObjectRemoved:*'],
            queue_arn: 'arn:q',
            filter_prefix: 'in/',
            filter_suffix: '.jpg',
          },
        ],
        topic: [{ id: 't', events: [], topic_arn: 'arn:t', filter_suffix: '<x>' }],
      },
    });
  });

  it('EventBridge alone is a setting', () => {
    expect(recordOf(notification, { EventBridgeConfiguration: {} })).toEqual({
      values: { eventbridge: true },
    });
  });

  it('an empty answer is none', () => {
    expect(recordOf(notification, {})).toBeUndefined();
    expect(recordOf(notification, { QueueConfigurations: [] })).toBeUndefined();
  });
});
