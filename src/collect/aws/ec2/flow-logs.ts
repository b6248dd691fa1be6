/** Flow logs of VPCs, subnets, network interfaces and transit gateways. */
import {
  DescribeFlowLogsCommand,
  type DestinationOptionsResponse,
  EC2Client,
  type FlowLog,
} from '@aws-sdk/client-ec2';
import type { LiveRecord, LiveValues } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { ec2Arn } from './ec2-arn.ts';

const PAGE = 1000;

/** What is watched, by the beginning of its id; the longer beginning first. */
const WATCHED: readonly (readonly [string, string])[] = [
  ['vpc-', 'vpc_id'],
  ['subnet-', 'subnet_id'],
  ['eni-', 'eni_id'],
  ['tgw-attach-', 'transit_gateway_attachment_id'],
  ['tgw-', 'transit_gateway_id'],
];

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html */
export const flowLogs: AwsCollector = {
  id: 'aws/ec2/flow-logs',
  per: 'region',
  types: ['aws_flow_log'],
  permissions: ['ec2:DescribeFlowLogs'],
  notFilled: {},
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const listed = pages(
      'ec2:DescribeFlowLogs',
      (NextToken) => ec2.send(new DescribeFlowLogsCommand({ NextToken, MaxResults: PAGE })),
      ({ FlowLogs }) => FlowLogs,
      ({ NextToken }) => NextToken,
    );
    for await (const log of listed) yield flowLogRecord(run, log);
  },
};

function flowLogRecord(run: AwsRun, log: FlowLog): LiveRecord {
  const { ResourceId = '' } = log;
  const watched = WATCHED.find(([beginning]) => ResourceId.startsWith(beginning))?.[1];
  return {
    type: 'aws_flow_log',
    values: {
      id: log.FlowLogId,
      arn: ec2Arn(run, `vpc-flow-log/${log.FlowLogId}`),
      deliver_cross_account_role: log.DeliverCrossAccountRole,
      destination_options: destinationOptions(log.DestinationOptions),
      iam_role_arn: log.DeliverLogsPermissionArn,
      log_destination: log.LogDestination,
      log_destination_type: log.LogDestinationType,
      log_format: log.LogFormat,
      log_group_name: log.LogGroupName,
      max_aggregation_interval: log.MaxAggregationInterval,
      // Transit gateways have no such choice.
      traffic_type: ResourceId.startsWith('tgw-') ? undefined : log.TrafficType,
      ...(watched !== undefined && { [watched]: ResourceId }),
      ...tagsFrom(log.Tags),
    },
  };
}

function destinationOptions(
  options: DestinationOptionsResponse | undefined,
): readonly LiveValues[] | undefined {
  if (options === undefined) return undefined;
  return [
    {
      file_format: options.FileFormat,
      hive_compatible_partitions: options.HiveCompatiblePartitions,
      per_hour_partition: options.PerHourPartition,
    },
  ];
}
