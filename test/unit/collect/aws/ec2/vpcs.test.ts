import { describe, expect, it } from 'vitest';
import { vpcs } from '../../../../../src/collect/aws/ec2/vpcs.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ACCOUNT = '111122223333';
const answers = {
  DescribeVpcs: ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? {
          Vpcs: [
            {
              VpcId: 'vpc-1',
              OwnerId: ACCOUNT,
              CidrBlock: '10.0.0.0/16',
              DhcpOptionsId: 'dopt-1',
              InstanceTenancy: 'dedicated',
              IsDefault: false,
              Ipv6CidrBlockAssociationSet: [
                {
                  AssociationId: 'gone',
                  Ipv6CidrBlock: '2600::/56',
                  Ipv6CidrBlockState: { State: 'disassociated' },
                },
                {
                  AssociationId: 'vpc-cidr-assoc-1',
                  Ipv6CidrBlock: '2600:1::/56',
                  Ipv6Pool: 'Amazon',
                  NetworkBorderGroup: 'us-east-1',
                  Ipv6CidrBlockState: { State: 'associated' },
                },
              ],
              Tags: [
                { Key: 'Name', Value: '</script>\u0000$x' },
                { Key: 'aws:cloudformation:stack-name', Value: 's' },
              ],
            },
            { VpcId: 'vpc-shared', OwnerId: '999988887777' },
          ],
          NextToken: 'more',
        }
      : {
          Vpcs: [
            {
              VpcId: 'vpc-2',
              OwnerId: ACCOUNT,
              IsDefault: true,
              Ipv6CidrBlockAssociationSet: [
                {
                  AssociationId: 'vpc-cidr-assoc-2',
                  Ipv6CidrBlock: '2001:db8::/52',
                  Ipv6Pool: 'ipam-pool-1',
                  Ipv6CidrBlockState: { State: 'associated' },
                },
              ],
            },
          ],
        },
  DescribeVpcAttribute: ({ Attribute = '' }) => ({
    [`E${Attribute.slice(1)}`]: { Value: Attribute === 'enableDnsSupport' },
  }),
  DescribeSecurityGroups: {
    SecurityGroups: [
      { VpcId: 'vpc-2', GroupId: 'sg-2' },
      { VpcId: 'vpc-1', GroupId: 'sg-1' },
    ],
  },
  DescribeNetworkAcls: { NetworkAcls: [{ VpcId: 'vpc-1', NetworkAclId: 'acl-1' }] },
  DescribeRouteTables: { RouteTables: [{ VpcId: 'vpc-1', RouteTableId: 'rtb-1' }] },
};

const first = {
  id: 'vpc-1',
  arn: 'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1',
  cidr_block: '10.0.0.0/16',
  dhcp_options_id: 'dopt-1',
  instance_tenancy: 'dedicated',
  owner_id: ACCOUNT,
  assign_generated_ipv6_cidr_block: true,
  ipv6_association_id: 'vpc-cidr-assoc-1',
  ipv6_cidr_block: '2600:1::/56',
  ipv6_cidr_block_network_border_group: 'us-east-1',
  tags: { Name: '</script>\u0000$x' },
  tags_all: { Name: '</script>\u0000$x' },
  enable_dns_hostnames: false,
  enable_dns_support: true,
  enable_network_address_usage_metrics: false,
  default_security_group_id: 'sg-1',
  default_network_acl_id: 'acl-1',
  default_route_table_id: 'rtb-1',
  main_route_table_id: 'rtb-1',
};

describe('vpcs', () => {
  it('gives what the provider writes, page by page, without what others share', async () => {
    const run = fakeRun(answers);
    const { records, failure } = await collectedBy(vpcs, run);
    expect(failure).toBeUndefined();
    expect(records).toEqual([
      { type: 'aws_vpc', values: first, unread: [] },
      {
        type: 'aws_vpc',
        origin: 'default',
        values: {
          id: 'vpc-2',
          arn: 'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-2',
          owner_id: ACCOUNT,
          assign_generated_ipv6_cidr_block: false,
          ipv6_association_id: 'vpc-cidr-assoc-2',
          ipv6_cidr_block: '2001:db8::/52',
          ipv6_ipam_pool_id: 'ipam-pool-1',
          ipv6_netmask_length: 52,
          enable_dns_hostnames: false,
          enable_dns_support: true,
          enable_network_address_usage_metrics: false,
          default_security_group_id: 'sg-2',
        },
        unread: [],
      },
    ]);
    const count = (name: string) => run.calls.filter(([operation]) => operation === name).length;
    expect([count('DescribeVpcs'), count('DescribeVpcAttribute'), count('DescribeRouteTables')]).toEqual([
      2, 6, 2,
    ]);
    expect(run.calls.find(([operation]) => operation === 'DescribeNetworkAcls')?.[1]).toEqual({
      Filters: [
        { Name: 'vpc-id', Values: ['vpc-1'] },
        { Name: 'default', Values: ['true'] },
      ],
      MaxResults: 100,
      NextToken: undefined,
    });
  });

  it('says which attributes a denied call would have filled', async () => {
    const denied = { reason: 'denied', message: 'UnauthorizedOperation' };
    for (const [operation, attributes] of [
      ['DescribeSecurityGroups', ['default_security_group_id']],
      ['DescribeNetworkAcls', ['default_network_acl_id']],
      ['DescribeRouteTables', ['default_route_table_id', 'main_route_table_id']],
    ] as const) {
      const api = `ec2:${operation}`;
      const refused = { ...answers, [operation]: failing(api, 'UnauthorizedOperation') };
      const [vpc] = (await collectedBy(vpcs, fakeRun(refused))).records;
      const rest = Object.entries(first).filter(
        ([name]) => !(attributes as readonly string[]).includes(name),
      );
      expect(vpc?.values).toEqual(Object.fromEntries(rest));
      expect(vpc?.unread).toEqual([{ attributes, failure: { ...denied, api } }]);
    }
    const refused = {
      ...answers,
      DescribeVpcAttribute: failing('ec2:DescribeVpcAttribute', 'UnauthorizedOperation'),
    };
    const [vpc] = (await collectedBy(vpcs, fakeRun(refused))).records;
    expect(vpc?.unread?.flatMap(({ attributes }) => attributes)).toEqual([
      'enable_dns_hostnames',
      'enable_dns_support',
      'enable_network_address_usage_metrics',
    ]);
  });

  it('leaves out what is gone by now, and fails where the listing does', async () => {
    const gone = failing('ec2:DescribeVpcAttribute', 'InvalidVpcID.NotFound', 'failed');
    expect(await collectedBy(vpcs, fakeRun({ ...answers, DescribeVpcAttribute: gone }))).toEqual({
      records: [],
    });
    const denied = failing('ec2:DescribeVpcs', 'UnauthorizedOperation');
    expect(await collectedBy(vpcs, fakeRun({ ...answers, DescribeVpcs: denied }))).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'ec2:DescribeVpcs', message: 'UnauthorizedOperation' },
    });
  });
});
