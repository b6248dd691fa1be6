/** CloudWatch log groups. */
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  type LogGroup,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { read, unreadOf } from '../../read.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';

const PAGE = 50;
const AT_ONCE = 8;

/** API: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export const logGroups: AwsCollector = {
  id: 'aws/logs/log-groups',
  per: 'region',
  types: ['aws_cloudwatch_log_group'],
  permissions: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
  notFilled: {
    aws_cloudwatch_log_group: { skip_destroy: 'an argument of Terraform' },
  },
  async *collect(run) {
    const logs = run.client(CloudWatchLogsClient);
    const listed = pages(
      'logs:DescribeLogGroups',
      (nextToken) => logs.send(new DescribeLogGroupsCommand({ nextToken, limit: PAGE })),
      (output) => output.logGroups,
      ({ nextToken }) => nextToken,
    );
    for await (const records of inOrder(listed, AT_ONCE, (group) => recordsOf(run, group))) yield* records;
  },
};

async function recordsOf(run: AwsRun, group: LogGroup): Promise<readonly LiveRecord[]> {
  const arn = group.logGroupArn ?? group.arn?.replace(/:\*$/, '');
  const tags = await read(
    run.client(CloudWatchLogsClient).send(new ListTagsForResourceCommand({ resourceArn: arn })),
    'ResourceNotFoundException',
  );
  if (tags.failure === undefined && tags.value === undefined) return [];
  return [
    {
      type: 'aws_cloudwatch_log_group',
      values: {
        id: group.logGroupName,
        arn,
        name: group.logGroupName,
        name_prefix: namePrefix(group.logGroupName),
        retention_in_days: group.retentionInDays,
        kms_key_id: group.kmsKeyId,
        log_group_class: group.logGroupClass,
        ...tagsFrom(tags.failure === undefined ? (tags.value?.tags ?? {}) : undefined),
      },
      unread: unreadOf([tags, ['tags', 'tags_all']]),
    },
  ];
}
