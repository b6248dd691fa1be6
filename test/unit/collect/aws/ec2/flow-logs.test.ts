import { describe, expect, it } from 'vitest';
import { flowLogs } from '../../../../../src/collect/aws/ec2/flow-logs.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const log = {
  FlowLogId: 'fl-1',
  ResourceId: 'vpc-1',
  TrafficType: 'REJECT',
  LogDestinationType: 's3',
  LogDestination: 'arn:aws:s3:::logs/a b',
  LogFormat: '$version <x>',
  MaxAggregationInterval: 60,
  DeliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/r',
  DeliverCrossAccountRole: 'arn:aws:iam::999988887777:role/r',
  LogGroupName: 'g',
  DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: true, PerHourPartition: false },
  Tags: [{ Key: 'Name', Value: 'n' }],
};

describe('flow logs', () => {
  it('gives what the provider writes', async () => {
    const run = fakeRun({ DescribeFlowLogs: { FlowLogs: [log] } });
    expect(await collectedBy(flowLogs, run)).toEqual({
      records: [
        {
          type: 'aws_flow_log',
          values: {
            id: 'fl-1',
            arn: 'arn:aws:ec2:us-east-1:111122223333:vpc-flow-log/fl-1',
            vpc_id: 'vpc-1',
            traffic_type: 'REJECT',
            log_destination_type: 's3',
            log_destination: 'arn:aws:s3:::logs/a b',
            log_format: '$version <x>',
            log_group_name: 'g',
            max_aggregation_interval: 60,
            iam_role_arn: 'arn:aws:iam::111122223333:role/r',
            deliver_cross_account_role: 'arn:aws:iam::999988887777:role/r',
            destination_options: [
              { file_format: 'parquet', hive_compatible_partitions: true, per_hour_partition: false },
            ],
            tags: { Name: 'n' },
            tags_all: { Name: 'n' },
          },
        },
      ],
    });
    expect(run.calls).toEqual([['DescribeFlowLogs', { NextToken: undefined, MaxResults: 1000 }]]);
  });

  it('says what is watched', async () => {
    const ids = ['subnet-1', 'eni-1', 'tgw-1', 'tgw-attach-1', 'novel-1'];
    const pages = (_: object, at = ids.map((ResourceId) => ({ FlowLogId: 'f', ResourceId }))) => ({
      FlowLogs: at,
    });
    const { records } = await collectedBy(
      flowLogs,
      fakeRun({ DescribeFlowLogs: (input: object) => pages(input) }),
    );
    const watched = records.map(({ values: { id: _, arn: __, ...rest } }) => rest);
    expect(watched).toEqual([
      { subnet_id: 'subnet-1' },
      { eni_id: 'eni-1' },
      { transit_gateway_id: 'tgw-1' },
      { transit_gateway_attachment_id: 'tgw-attach-1' },
      {},
    ]);
  });

  it('goes through all pages, and fails where the listing does', async () => {
    const api = 'ec2:DescribeFlowLogs';
    const run = fakeRun({
      DescribeFlowLogs: ({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { FlowLogs: [log], NextToken: 'more' }
          : failing(api, 'UnauthorizedOperation')(),
    });
    const { records, failure } = await collectedBy(flowLogs, run);
    expect(records).toHaveLength(1);
    expect(failure).toEqual({ reason: 'denied', api, message: 'UnauthorizedOperation' });
  });
});
