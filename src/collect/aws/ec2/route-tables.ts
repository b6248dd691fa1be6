/** Route tables, their routes one by one, and what is associated with them. */
import { crc32 } from 'node:zlib';
import {
  DescribeRouteTablesCommand,
  EC2Client,
  type Route,
  type RouteTable,
  type RouteTableAssociation,
} from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import { type Read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { defaultVpc } from './default-vpc.ts';
import { ec2Arn } from './ec2-arn.ts';
import { owned } from './owned.ts';

/** The most that this call takes. */
const PAGE = 100;
const ENDED = new Set(['disassociated', 'failed']);

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const routeTables: AwsCollector = {
  id: 'aws/ec2/route-tables',
  per: 'region',
  types: ['aws_route_table', 'aws_route', 'aws_route_table_association', 'aws_main_route_table_association'],
  permissions: ['ec2:DescribeRouteTables', 'ec2:DescribeVpcs'],
  notFilled: {
    aws_main_route_table_association: {
      original_route_table_id: 'what the table was before, only Terraform remembers',
    },
  },
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const vpc = await defaultVpc(run);
    const listed = pages(
      'ec2:DescribeRouteTables',
      (NextToken) => ec2.send(new DescribeRouteTablesCommand({ NextToken, MaxResults: PAGE })),
      ({ RouteTables }) => RouteTables,
      ({ NextToken }) => NextToken,
    );
    for await (const table of listed) for (const own of owned(run, [table])) yield* recordsOf(run, own, vpc);
  },
};

function* recordsOf(run: AwsRun, table: RouteTable, defaultId: Read<string>): Generator<LiveRecord> {
  const { Associations = [], Routes = [], RouteTableId, VpcId } = table;
  const current = Associations.filter(({ AssociationState }) => !ENDED.has(AssociationState?.State ?? ''));
  const isMain = current.some(({ Main }) => Main === true);
  yield {
    type: 'aws_route_table',
    origin: isMain ? 'default' : undefined,
    values: {
      id: RouteTableId,
      arn: ec2Arn(run, `route-table/${RouteTableId}`),
      owner_id: table.OwnerId,
      propagating_vgws: table.PropagatingVgws?.map(({ GatewayId }) => GatewayId),
      vpc_id: VpcId,
      ...tagsFrom(table.Tags),
    },
  };
  const isFirst = isMain && VpcId !== undefined && VpcId === defaultId.value;
  for (const route of Routes) yield routeRecord(RouteTableId, route, isFirst, defaultId);
  for (const association of current) yield* associationRecords(association, RouteTableId, VpcId);
}

/** `isFirst`: of the main table of the region's default VPC, whose way out AWS made with it. */
function routeRecord(
  RouteTableId: string | undefined,
  route: Route,
  isFirst: boolean,
  defaultId: Read<string>,
): LiveRecord {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId, GatewayId } = route;
  const destination = DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId ?? '';
  const isEndpoint = GatewayId?.startsWith('vpce-') === true;
  const isWayOut = DestinationCidrBlock === '0.0.0.0/0' && GatewayId?.startsWith('igw-') === true;
  return {
    type: 'aws_route',
    origin: isMadeByAws(route) || (isFirst && isWayOut) ? 'default' : undefined,
    values: {
      // As the provider makes it up: helper/hashcode of its SDK.
      id: `r-${RouteTableId}${crc32(destination)}`,
      route_table_id: RouteTableId,
      destination_cidr_block: DestinationCidrBlock,
      destination_ipv6_cidr_block: DestinationIpv6CidrBlock,
      destination_prefix_list_id: DestinationPrefixListId,
      carrier_gateway_id: route.CarrierGatewayId,
      core_network_arn: route.CoreNetworkArn,
      egress_only_gateway_id: route.EgressOnlyInternetGatewayId,
      gateway_id: isEndpoint ? undefined : GatewayId,
      vpc_endpoint_id: isEndpoint ? GatewayId : undefined,
      instance_id: route.InstanceId,
      instance_owner_id: route.InstanceOwnerId,
      local_gateway_id: route.LocalGatewayId,
      nat_gateway_id: route.NatGatewayId,
      network_interface_id: route.NetworkInterfaceId,
      origin: route.Origin,
      state: route.State,
      transit_gateway_id: route.TransitGatewayId,
      vpc_peering_connection_id: route.VpcPeeringConnectionId,
    },
    // It would have filled no attribute, but whether AWS made the route is not known without it.
    unread: isWayOut ? unreadOf([defaultId, []]) : [],
  };
}

/** Routes inside the VPC, those that a virtual private gateway announces, and those of gateway endpoints. */
function isMadeByAws({ GatewayId, Origin, DestinationPrefixListId }: Route): boolean {
  if (GatewayId === 'local' || Origin === 'EnableVgwRoutePropagation') return true;
  return DestinationPrefixListId !== undefined && GatewayId?.startsWith('vpce-') === true;
}

/** A VPC has exactly one main table; no type holds the association of a public IPv4 pool. */
function* associationRecords(
  { Main, RouteTableAssociationId, SubnetId, GatewayId }: RouteTableAssociation,
  RouteTableId: string | undefined,
  VpcId: string | undefined,
): Generator<LiveRecord> {
  const values = { id: RouteTableAssociationId, route_table_id: RouteTableId };
  if (Main === true)
    yield {
      type: 'aws_main_route_table_association',
      origin: 'default',
      values: { ...values, vpc_id: VpcId },
    };
  else if (SubnetId !== undefined || GatewayId !== undefined)
    yield {
      type: 'aws_route_table_association',
      values: { ...values, subnet_id: SubnetId, gateway_id: GatewayId },
    };
}
