/** Metric filters of all CloudWatch log groups. */
import {
  CloudWatchLogsClient,
  DescribeMetricFiltersCommand,
  type MetricFilter,
  type MetricTransformation,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LiveRecord, LiveValues } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector } from '../run.ts';
import { decimal } from './decimal.ts';

const PAGE = 50;

/** API: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const metricFilters: AwsCollector = {
  id: 'aws/logs/metric-filters',
  per: 'region',
  types: ['aws_cloudwatch_log_metric_filter'],
  permissions: ['logs:DescribeMetricFilters'],
  notFilled: {},
  async *collect(run) {
    const logs = run.client(CloudWatchLogsClient);
    // Five calls a second are all that AWS grants: those of all groups together, never group by group.
    const listed = pages(
      'logs:DescribeMetricFilters',
      (nextToken) => logs.send(new DescribeMetricFiltersCommand({ nextToken, limit: PAGE })),
      (output) => output.metricFilters,
      ({ nextToken }) => nextToken,
    );
    for await (const filter of listed) yield recordOf(filter);
  },
};

function recordOf({
  filterName,
  filterPattern,
  logGroupName,
  metricTransformations,
}: MetricFilter): LiveRecord {
  return {
    type: 'aws_cloudwatch_log_metric_filter',
    values: {
      id: filterName,
      name: filterName,
      log_group_name: logGroupName,
      pattern: filterPattern,
      metric_transformation: metricTransformations?.map(transformation),
    },
  };
}

function transformation(given: MetricTransformation): LiveValues {
  return {
    name: given.metricName,
    namespace: given.metricNamespace,
    value: given.metricValue,
    default_value: given.defaultValue === undefined ? undefined : decimal(given.defaultValue),
    dimensions: given.dimensions,
    unit: given.unit,
  };
}
