import { describe, expect, it } from 'vitest';
import { subnets } from '../../../../../src/collect/aws/ec2/subnets.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const subnet = {
  SubnetId: 'subnet-1',
  SubnetArn: 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1',
  OwnerId: '111122223333',
  VpcId: 'vpc-1',
  AssignIpv6AddressOnCreation: true,
  AvailabilityZone: 'us-east-1a',
  AvailabilityZoneId: 'use1-az6',
  CidrBlock: '10.0.0.0/24',
  CustomerOwnedIpv4Pool: 'coip-1',
  DefaultForAz: false,
  EnableDns64: true,
  EnableLniAtDeviceIndex: 1,
  Ipv6CidrBlockAssociationSet: [
    { AssociationId: 'old', Ipv6CidrBlock: '2600::/64', Ipv6CidrBlockState: { State: 'disassociated' } },
    { AssociationId: 'assoc-1', Ipv6CidrBlock: '2600:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
  ],
  Ipv6Native: false,
  MapCustomerOwnedIpOnLaunch: true,
  MapPublicIpOnLaunch: false,
  OutpostArn: 'arn:aws:outposts:us-east-1:111122223333:outpost/op-1',
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: 'resource-name',
    EnableResourceNameDnsARecord: true,
    EnableResourceNameDnsAAAARecord: true,
  },
  Tags: [{ Key: '__proto__', Value: '\u202e' }],
};

describe('subnets', () => {
  it('gives what the provider writes, page by page, without what others share', async () => {
    const run = fakeRun({
      DescribeSubnets: ({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { Subnets: [subnet, { ...subnet, OwnerId: '999988887777' }], NextToken: 'more' }
          : { Subnets: [{ SubnetId: 'subnet-2', DefaultForAz: true }] },
    });
    const { records } = await collectedBy(subnets, run);
    const tags = JSON.parse('{"__proto__":"\u202e"}');
    expect(records).toEqual([
      {
        type: 'aws_subnet',
        values: {
          id: 'subnet-1',
          arn: 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1',
          assign_ipv6_address_on_creation: true,
          availability_zone: 'us-east-1a',
          availability_zone_id: 'use1-az6',
          cidr_block: '10.0.0.0/24',
          customer_owned_ipv4_pool: 'coip-1',
          enable_dns64: true,
          enable_lni_at_device_index: 1,
          enable_resource_name_dns_a_record_on_launch: true,
          enable_resource_name_dns_aaaa_record_on_launch: true,
          ipv6_cidr_block: '2600:1::/64',
          ipv6_cidr_block_association_id: 'assoc-1',
          ipv6_native: false,
          map_customer_owned_ip_on_launch: true,
          map_public_ip_on_launch: false,
          outpost_arn: 'arn:aws:outposts:us-east-1:111122223333:outpost/op-1',
          owner_id: '111122223333',
          private_dns_hostname_type_on_launch: 'resource-name',
          vpc_id: 'vpc-1',
          tags,
          tags_all: tags,
        },
      },
      {
        type: 'aws_subnet',
        origin: 'default',
        values: { id: 'subnet-2', arn: 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-2' },
      },
    ]);
    expect(run.calls).toEqual([
      ['DescribeSubnets', { NextToken: undefined, MaxResults: 1000 }],
      ['DescribeSubnets', { NextToken: 'more', MaxResults: 1000 }],
    ]);
  });

  it('fails where the listing does', async () => {
    const denied = fakeRun({ DescribeSubnets: failing('ec2:DescribeSubnets', 'UnauthorizedOperation') });
    expect(await collectedBy(subnets, denied)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'ec2:DescribeSubnets', message: 'UnauthorizedOperation' },
    });
  });
});
