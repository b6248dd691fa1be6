import { describe, expect, it } from 'vitest';
import { routeTables } from '../../../../../src/collect/aws/ec2/route-tables.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const answers = {
  DescribeVpcs: { Vpcs: [{ VpcId: 'vpc-default', IsDefault: true }] },
  DescribeRouteTables: ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? {
          RouteTables: [
            {
              RouteTableId: 'rtb-1',
              VpcId: 'vpc-1',
              OwnerId: '111122223333',
              PropagatingVgws: [{ GatewayId: 'vgw-1' }],
              Tags: [{ Key: 'Name', Value: '"' }],
              Associations: [
                { RouteTableAssociationId: 'rtbassoc-1', SubnetId: 'subnet-1', Main: false },
                { RouteTableAssociationId: 'rtbassoc-2', GatewayId: 'igw-1' },
                {
                  RouteTableAssociationId: 'rtbassoc-3',
                  SubnetId: 'subnet-2',
                  AssociationState: { State: 'disassociated' },
                },
              ],
              Routes: [
                { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable' },
                {
                  DestinationCidrBlock: '203.0.113.0/24',
                  InstanceId: 'i-1',
                  InstanceOwnerId: '111122223333',
                  NetworkInterfaceId: 'eni-1',
                  Origin: 'CreateRoute',
                  State: 'active',
                },
                { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' },
                { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', Origin: 'CreateRoute' },
                { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vpce-2', Origin: 'CreateRoute' },
                {
                  DestinationCidrBlock: '172.16.0.0/12',
                  GatewayId: 'vgw-1',
                  Origin: 'EnableVgwRoutePropagation',
                },
              ],
            },
            { RouteTableId: 'rtb-theirs', OwnerId: '999988887777' },
          ],
          NextToken: 'more',
        }
      : {
          RouteTables: [
            {
              RouteTableId: 'rtb-2',
              VpcId: 'vpc-default',
              Associations: [{ RouteTableAssociationId: 'rtbassoc-4', Main: true }],
              Routes: [
                { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-2' },
                { DestinationCidrBlock: '192.0.2.0/24', GatewayId: 'igw-2' },
              ],
            },
          ],
        },
};
const route = (id: string, values: object, origin?: 'default') => ({
  type: 'aws_route',
  ...(origin !== undefined && { origin }),
  values: { id, route_table_id: id.slice(2, 7), ...values },
  unread: [],
});

describe('route tables', () => {
  it('gives tables, routes and associations as the provider writes them', async () => {
    const run = fakeRun(answers);
    const { records } = await collectedBy(routeTables, run);
    expect(records).toEqual([
      {
        type: 'aws_route_table',
        values: {
          id: 'rtb-1',
          arn: 'arn:aws:ec2:us-east-1:111122223333:route-table/rtb-1',
          owner_id: '111122223333',
          propagating_vgws: ['vgw-1'],
          vpc_id: 'vpc-1',
          tags: { Name: '"' },
          tags_all: { Name: '"' },
        },
      },
      route(
        'r-rtb-1179966490',
        { destination_cidr_block: '10.0.0.0/16', gateway_id: 'local', origin: 'CreateRouteTable' },
        'default',
      ),
      route('r-rtb-13178614534', {
        destination_cidr_block: '203.0.113.0/24',
        instance_id: 'i-1',
        instance_owner_id: '111122223333',
        network_interface_id: 'eni-1',
        origin: 'CreateRoute',
        state: 'active',
      }),
      route('r-rtb-12750132062', { destination_ipv6_cidr_block: '::/0', egress_only_gateway_id: 'eigw-1' }),
      route(
        'r-rtb-12051151633',
        { destination_prefix_list_id: 'pl-1', vpc_endpoint_id: 'vpce-1', origin: 'CreateRoute' },
        'default',
      ),
      route('r-rtb-11080289494', {
        destination_cidr_block: '0.0.0.0/0',
        vpc_endpoint_id: 'vpce-2',
        origin: 'CreateRoute',
      }),
      route(
        'r-rtb-13337197873',
        {
          destination_cidr_block: '172.16.0.0/12',
          gateway_id: 'vgw-1',
          origin: 'EnableVgwRoutePropagation',
        },
        'default',
      ),
      {
        type: 'aws_route_table_association',
        values: { id: 'rtbassoc-1', route_table_id: 'rtb-1', subnet_id: 'subnet-1' },
      },
      {
        type: 'aws_route_table_association',
        values: { id: 'rtbassoc-2', route_table_id: 'rtb-1', gateway_id: 'igw-1' },
      },
      {
        type: 'aws_route_table',
        origin: 'default',
        values: {
          id: 'rtb-2',
          arn: 'arn:aws:ec2:us-east-1:111122223333:route-table/rtb-2',
          vpc_id: 'vpc-default',
        },
      },
      route('r-rtb-21080289494', { destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-2' }, 'default'),
      route('r-rtb-22746858862', { destination_cidr_block: '192.0.2.0/24', gateway_id: 'igw-2' }),
      {
        type: 'aws_main_route_table_association',
        origin: 'default',
        values: { id: 'rtbassoc-4', route_table_id: 'rtb-2', vpc_id: 'vpc-default' },
      },
    ]);
    expect(run.calls.at(-1)).toEqual(['DescribeRouteTables', { NextToken: 'more', MaxResults: 100 }]);
  });

  it('names the call without which the way out of the default VPC is not known to be there by default', async () => {
    const denied = { ...answers, DescribeVpcs: failing('ec2:DescribeVpcs', 'UnauthorizedOperation') };
    const { records, failure } = await collectedBy(routeTables, fakeRun(denied));
    expect(failure).toBeUndefined();
    const noted = records.filter(({ unread = [] }) => unread.length > 0);
    expect(noted).toMatchObject([
      {
        values: { route_table_id: 'rtb-2', destination_cidr_block: '0.0.0.0/0' },
        unread: [{ attributes: [], failure: { api: 'ec2:DescribeVpcs' } }],
      },
    ]);
    expect(noted[0]?.origin).toBeUndefined();
  });
});
