/** VPCs with their DNS attributes and the ids of what AWS made with each of them. */
import {
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Vpc,
  type VpcAttributeName,
} from '@aws-sdk/client-ec2';
import { all } from '../../all.ts';
import type { LiveRecord, LiveValues } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { type Read, read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { ec2Arn } from './ec2-arn.ts';
import { owned } from './owned.ts';

/** At most 200 values fit into a filter, and 100 route tables into a page. */
const PAGE = 100;
const AT_ONCE = 8;
const GONE = 'InvalidVpcID.NotFound';

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const vpcs: AwsCollector = {
  id: 'aws/ec2/vpcs',
  per: 'region',
  types: ['aws_vpc'],
  permissions: [
    'ec2:DescribeVpcs',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeRouteTables',
  ],
  notFilled: {
    aws_vpc: {
      ipv4_ipam_pool_id: 'an argument of the creation, which the provider does not read back',
      ipv4_netmask_length: 'an argument of the creation, which the provider does not read back',
    },
  },
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const listed = pages(
      'ec2:DescribeVpcs',
      (NextToken) => ec2.send(new DescribeVpcsCommand({ NextToken, MaxResults: PAGE })),
      ({ Vpcs = [] }) => (Vpcs.length > 0 ? [owned(run, Vpcs)] : []),
      ({ NextToken }) => NextToken,
    );
    for await (const page of listed) {
      if (page.length === 0) continue;
      const made = await madeWith(
        run,
        page.map(({ VpcId }) => VpcId ?? ''),
      );
      for await (const records of inOrder(page, AT_ONCE, (vpc) => recordsOf(run, vpc, made))) yield* records;
    }
  },
};

/** By VPC, the id of what was made with it. */
type Ids = ReadonlyMap<string | undefined, string | undefined>;

interface MadeWith {
  readonly group: Read<Ids>;
  readonly acl: Read<Ids>;
  readonly table: Read<Ids>;
}

async function madeWith(run: AwsRun, vpcIds: readonly string[]): Promise<MadeWith> {
  const ec2 = run.client(EC2Client);
  const input = (NextToken: string | undefined, name: string, value: string) => ({
    Filters: [
      { Name: 'vpc-id', Values: [...vpcIds] },
      { Name: name, Values: [value] },
    ],
    MaxResults: PAGE,
    NextToken,
  });
  const groups = pages(
    'ec2:DescribeSecurityGroups',
    (token) => ec2.send(new DescribeSecurityGroupsCommand(input(token, 'group-name', 'default'))),
    ({ SecurityGroups }) => SecurityGroups,
    ({ NextToken }) => NextToken,
  );
  const acls = pages(
    'ec2:DescribeNetworkAcls',
    (token) => ec2.send(new DescribeNetworkAclsCommand(input(token, 'default', 'true'))),
    ({ NetworkAcls }) => NetworkAcls,
    ({ NextToken }) => NextToken,
  );
  const tables = pages(
    'ec2:DescribeRouteTables',
    (token) => ec2.send(new DescribeRouteTablesCommand(input(token, 'association.main', 'true'))),
    ({ RouteTables }) => RouteTables,
    ({ NextToken }) => NextToken,
  );
  const [group, acl, table] = await Promise.all([
    read(byVpc(groups, ({ GroupId }) => GroupId)),
    read(byVpc(acls, ({ NetworkAclId }) => NetworkAclId)),
    read(byVpc(tables, ({ RouteTableId }) => RouteTableId)),
  ]);
  return { group, acl, table };
}

async function byVpc<Item extends { readonly VpcId?: string | undefined }>(
  listed: AsyncIterable<Item>,
  id: (item: Item) => string | undefined,
): Promise<Ids> {
  return new Map((await all(listed)).map((item) => [item.VpcId, id(item)]));
}

async function recordsOf(run: AwsRun, vpc: Vpc, made: MadeWith): Promise<readonly LiveRecord[]> {
  const { VpcId } = vpc;
  const [hostnames, support, metrics] = await Promise.all([
    attribute(run, VpcId, 'enableDnsHostnames'),
    attribute(run, VpcId, 'enableDnsSupport'),
    attribute(run, VpcId, 'enableNetworkAddressUsageMetrics'),
  ]);
  const reads = [hostnames, support, metrics];
  if (reads.some(({ value, failure }) => value === undefined && failure === undefined)) return [];
  const table = made.table.value?.get(VpcId);
  return [
    {
      type: 'aws_vpc',
      origin: vpc.IsDefault === true ? 'default' : undefined,
      values: {
        ...vpcValues(run, vpc),
        enable_dns_hostnames: hostnames.value?.EnableDnsHostnames?.Value,
        enable_dns_support: support.value?.EnableDnsSupport?.Value,
        enable_network_address_usage_metrics: metrics.value?.EnableNetworkAddressUsageMetrics?.Value,
        default_security_group_id: made.group.value?.get(VpcId),
        default_network_acl_id: made.acl.value?.get(VpcId),
        // The provider gives the main table both names.
        default_route_table_id: table,
        main_route_table_id: table,
      },
      unread: unreadOf(
        [hostnames, ['enable_dns_hostnames']],
        [support, ['enable_dns_support']],
        [metrics, ['enable_network_address_usage_metrics']],
        [made.group, ['default_security_group_id']],
        [made.acl, ['default_network_acl_id']],
        [made.table, ['default_route_table_id', 'main_route_table_id']],
      ),
    },
  ];
}

function attribute(run: AwsRun, VpcId: string | undefined, Attribute: VpcAttributeName) {
  return read(run.client(EC2Client).send(new DescribeVpcAttributeCommand({ VpcId, Attribute })), GONE);
}

function vpcValues(run: AwsRun, vpc: Vpc): LiveValues {
  return {
    id: vpc.VpcId,
    arn: ec2Arn(run, `vpc/${vpc.VpcId}`),
    cidr_block: vpc.CidrBlock,
    dhcp_options_id: vpc.DhcpOptionsId,
    instance_tenancy: vpc.InstanceTenancy,
    owner_id: vpc.OwnerId,
    ...ipv6Values(vpc),
    ...tagsFrom(vpc.Tags),
  };
}

/** The provider, too, shows one block only: of several the last that is associated. */
function ipv6Values({ Ipv6CidrBlockAssociationSet = [] }: Vpc): LiveValues {
  const block = Ipv6CidrBlockAssociationSet.filter(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated',
  ).at(-1);
  if (block === undefined) return {};
  const pool = block.Ipv6Pool ?? '';
  const length = Number(block.Ipv6CidrBlock?.split('/')[1]);
  const isFromPool = pool !== '' && pool !== 'Amazon';
  return {
    assign_generated_ipv6_cidr_block: pool === 'Amazon',
    ipv6_association_id: block.AssociationId,
    ipv6_cidr_block: block.Ipv6CidrBlock,
    ipv6_cidr_block_network_border_group: block.NetworkBorderGroup,
    // EC2 says only that a pool of IPAM it was, not which.
    ipv6_ipam_pool_id: isFromPool && pool !== 'IPAM Managed' ? pool : undefined,
    ipv6_netmask_length: isFromPool && Number.isInteger(length) ? length : undefined,
  };
}
