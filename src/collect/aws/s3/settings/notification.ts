/** Whom a bucket tells of events. */
import {
  GetBucketNotificationConfigurationCommand,
  type GetBucketNotificationConfigurationCommandOutput,
  type LambdaFunctionConfiguration,
  type QueueConfiguration,
  type TopicConfiguration,
} from '@aws-sdk/client-s3';
import type { LiveValues } from '../../../collector.ts';
import { bucketSetting } from '../bucket-setting.ts';

export const notification = bucketSetting({
  type: 'aws_s3_bucket_notification',
  permission: 's3:GetBucketNotification',
  absent: [],
  ask: (client, Bucket) => client.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
  values: (output) => (tellsNobody(output) ? undefined : notificationValues(output)),
});

function tellsNobody(output: GetBucketNotificationConfigurationCommandOutput): boolean {
  const { LambdaFunctionConfigurations = [], QueueConfigurations = [], TopicConfigurations = [] } = output;
  const targets =
    LambdaFunctionConfigurations.length + QueueConfigurations.length + TopicConfigurations.length;
  return targets === 0 && output.EventBridgeConfiguration === undefined;
}

function notificationValues(output: GetBucketNotificationConfigurationCommandOutput): LiveValues {
  return {
    eventbridge: output.EventBridgeConfiguration !== undefined,
    lambda_function: output.LambdaFunctionConfigurations?.map((target) => ({
      ...common(target),
      lambda_function_arn: target.LambdaFunctionArn,
    })),
    queue: output.QueueConfigurations?.map((target) => ({ ...common(target), queue_arn: target.QueueArn })),
    topic: output.TopicConfigurations?.map((target) => ({ ...common(target), topic_arn: target.TopicArn })),
  };
}

function common({
  Id,
  Events,
  Filter,
}: LambdaFunctionConfiguration | QueueConfiguration | TopicConfiguration) {
  const rules = Filter?.Key?.FilterRules ?? [];
  // S3 answers `Prefix` and `Suffix`, whatever was sent.
  const filtered = (name: string) => rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value;
  return { id: Id, events: Events, filter_prefix: filtered('prefix'), filter_suffix: filtered('suffix') };
}
