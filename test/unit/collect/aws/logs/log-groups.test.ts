import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { logGroups } from '../../../../../src/collect/aws/logs/log-groups.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:logs:us-east-1:111122223333:log-group:/app/x';
const GROUP = { logGroupName: '/app/x', arn: `${ARN}:*`, storedBytes: 7, metricFilterCount: 0 };

describe('log groups', () => {
  it('maps a group', async () => {
    const run = fakeRun({
      DescribeLogGroups: {
        logGroups: [
          {
            ...GROUP,
            retentionInDays: 30,
            kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/k',
            logGroupClass: 'INFREQUENT_ACCESS',
          },
        ],
      },
      ListTagsForResource: { tags: { a: '<b>' } },
    });
    expect(await all(logGroups.collect(run))).toEqual([
      {
        type: 'aws_cloudwatch_log_group',
        values: {
          id: '/app/x',
          arn: ARN,
          name: '/app/x',
          name_prefix: undefined,
          retention_in_days: 30,
          kms_key_id: 'arn:aws:kms:us-east-1:111122223333:key/k',
          log_group_class: 'INFREQUENT_ACCESS',
          tags: { a: '<b>' },
          tags_all: { a: '<b>' },
        },
        unread: [],
      },
    ]);
    expect(run.calls[1]).toEqual(['ListTagsForResource', { resourceArn: ARN }]);
  });

  it('goes through all pages and leaves out what is gone', async () => {
    const run = fakeRun({
      DescribeLogGroups: ({ nextToken }: { readonly nextToken?: string }) =>
        nextToken === undefined
          ? { logGroups: [GROUP], nextToken: 'n' }
          : { logGroups: [{ logGroupName: 'second', logGroupArn: `${ARN}2`, arn: `${ARN}2:*` }] },
      ListTagsForResource: ({ resourceArn }: { readonly resourceArn: string }) =>
        resourceArn === ARN
          ? failing('logs:ListTagsForResource', 'ResourceNotFoundException', 'failed')()
          : {},
    });
    const records = await all(logGroups.collect(run));
    expect(records.map(({ values }) => [values.name, values.arn, values.tags])).toEqual([
      ['second', `${ARN}2`, {}],
    ]);
  });

  it('names what a denied call would have filled', async () => {
    const run = fakeRun({
      DescribeLogGroups: { logGroups: [GROUP] },
      ListTagsForResource: failing('logs:ListTagsForResource', 'AccessDeniedException'),
    });
    const [record] = await all(logGroups.collect(run));
    expect(record?.unread?.map(({ attributes }) => attributes)).toEqual([['tags', 'tags_all']]);
    expect(record?.values.tags).toBeUndefined();
  });
});
