/** Subnets. */
import { DescribeSubnetsCommand, EC2Client, type Subnet } from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { ec2Arn } from './ec2-arn.ts';
import { owned } from './owned.ts';

const PAGE = 1000;

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const subnets: AwsCollector = {
  id: 'aws/ec2/subnets',
  per: 'region',
  types: ['aws_subnet'],
  permissions: ['ec2:DescribeSubnets'],
  notFilled: {},
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const listed = pages(
      'ec2:DescribeSubnets',
      (NextToken) => ec2.send(new DescribeSubnetsCommand({ NextToken, MaxResults: PAGE })),
      ({ Subnets }) => Subnets,
      ({ NextToken }) => NextToken,
    );
    for await (const subnet of listed) for (const own of owned(run, [subnet])) yield subnetRecord(run, own);
  },
};

function subnetRecord(run: AwsRun, subnet: Subnet): LiveRecord {
  const names = subnet.PrivateDnsNameOptionsOnLaunch;
  const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.find(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated',
  );
  return {
    type: 'aws_subnet',
    origin: subnet.DefaultForAz === true ? 'default' : undefined,
    values: {
      id: subnet.SubnetId,
      arn: subnet.SubnetArn ?? ec2Arn(run, `subnet/${subnet.SubnetId}`),
      assign_ipv6_address_on_creation: subnet.AssignIpv6AddressOnCreation,
      availability_zone: subnet.AvailabilityZone,
      availability_zone_id: subnet.AvailabilityZoneId,
      cidr_block: subnet.CidrBlock,
      customer_owned_ipv4_pool: subnet.CustomerOwnedIpv4Pool,
      enable_dns64: subnet.EnableDns64,
      enable_lni_at_device_index: subnet.EnableLniAtDeviceIndex,
      enable_resource_name_dns_a_record_on_launch: names?.EnableResourceNameDnsARecord,
      enable_resource_name_dns_aaaa_record_on_launch: names?.EnableResourceNameDnsAAAARecord,
      ipv6_cidr_block: ipv6?.Ipv6CidrBlock,
      ipv6_cidr_block_association_id: ipv6?.AssociationId,
      ipv6_native: subnet.Ipv6Native,
      map_customer_owned_ip_on_launch: subnet.MapCustomerOwnedIpOnLaunch,
      map_public_ip_on_launch: subnet.MapPublicIpOnLaunch,
      outpost_arn: subnet.OutpostArn,
      owner_id: subnet.OwnerId,
      private_dns_hostname_type_on_launch: names?.HostnameType,
      vpc_id: subnet.VpcId,
      ...tagsFrom(subnet.Tags),
    },
  };
}
