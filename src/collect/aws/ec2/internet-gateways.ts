/** Internet gateways. */
import { DescribeInternetGatewaysCommand, EC2Client, type InternetGateway } from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import { type Read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { defaultVpc } from './default-vpc.ts';
import { ec2Arn } from './ec2-arn.ts';
import { owned } from './owned.ts';

const PAGE = 1000;

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const internetGateways: AwsCollector = {
  id: 'aws/ec2/internet-gateways',
  per: 'region',
  types: ['aws_internet_gateway'],
  permissions: ['ec2:DescribeInternetGateways', 'ec2:DescribeVpcs'],
  notFilled: {},
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const vpc = await defaultVpc(run);
    const listed = pages(
      'ec2:DescribeInternetGateways',
      (NextToken) => ec2.send(new DescribeInternetGatewaysCommand({ NextToken, MaxResults: PAGE })),
      ({ InternetGateways }) => InternetGateways,
      ({ NextToken }) => NextToken,
    );
    for await (const gateway of listed)
      for (const own of owned(run, [gateway])) yield gatewayRecord(run, own, vpc);
  },
};

function gatewayRecord(run: AwsRun, gateway: InternetGateway, defaultId: Read<string>): LiveRecord {
  const vpcId = gateway.Attachments?.[0]?.VpcId;
  return {
    type: 'aws_internet_gateway',
    origin: vpcId !== undefined && vpcId === defaultId.value ? 'default' : undefined,
    values: {
      id: gateway.InternetGatewayId,
      arn: ec2Arn(run, `internet-gateway/${gateway.InternetGatewayId}`),
      owner_id: gateway.OwnerId,
      vpc_id: vpcId,
      ...tagsFrom(gateway.Tags),
    },
    // It would have filled no attribute, but whether AWS made the gateway is not known without it.
    unread: unreadOf([defaultId, []]),
  };
}
