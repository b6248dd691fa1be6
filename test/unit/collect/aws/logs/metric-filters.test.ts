import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { metricFilters } from '../../../../../src/collect/aws/logs/metric-filters.ts';
import { fakeRun } from '../../fake-run.ts';

describe('metric filters', () => {
  it('maps the filters of all groups, page by page, and asks no group', async () => {
    const transformation = { metricName: 'm', metricNamespace: 'n', metricValue: '$.size' };
    const run = fakeRun({
      DescribeMetricFilters: ({ nextToken }: { readonly nextToken?: string }) =>
        nextToken === undefined
          ? {
              metricFilters: [
                {
                  filterName: 'one',
                  filterPattern: '{ $.a = "<b>" }',
                  logGroupName: 'g',
                  metricTransformations: [
                    { ...transformation, defaultValue: 0, unit: 'None', dimensions: { Kind: '$.kind' } },
                  ],
                },
              ],
              nextToken: 'n',
            }
          : {
              metricFilters: [
                {
                  filterName: 'one',
                  filterPattern: '',
                  logGroupName: 'h',
                  metricTransformations: [transformation],
                },
              ],
            },
    });
    const block = { name: 'm', namespace: 'n', value: '$.size' };
    const none = { default_value: undefined, dimensions: undefined, unit: undefined };
    expect(await all(metricFilters.collect(run))).toEqual([
      {
        type: 'aws_cloudwatch_log_metric_filter',
        values: {
          id: 'one',
          name: 'one',
          log_group_name: 'g',
          pattern: '{ $.a = "<b>" }',
          metric_transformation: [
            { ...block, default_value: '0', dimensions: { Kind: '$.kind' }, unit: 'None' },
          ],
        },
      },
      {
        type: 'aws_cloudwatch_log_metric_filter',
        values: {
          id: 'one',
          name: 'one',
          log_group_name: 'h',
          pattern: '',
          metric_transformation: [{ ...block, ...none }],
        },
      },
    ]);
    expect(run.calls.map(([, input]) => input)).toEqual([
      { nextToken: undefined, limit: 50 },
      { nextToken: 'n', limit: 50 },
    ]);
  });
});
