/** Network ACLs, their entries and the associations of subnets one by one. */
import {
  DescribeNetworkAclsCommand,
  EC2Client,
  type NetworkAcl,
  type NetworkAclEntry,
} from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { ec2Arn } from './ec2-arn.ts';
import { owned } from './owned.ts';

const PAGE = 1000;
/** The last entries of every ACL, which cannot be changed: of IPv4 and of IPv6. */
const LAST = new Set([32767, 32768]);

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export const networkAcls: AwsCollector = {
  id: 'aws/ec2/network-acls',
  per: 'region',
  types: ['aws_network_acl', 'aws_network_acl_rule', 'aws_network_acl_association'],
  permissions: ['ec2:DescribeNetworkAcls'],
  notFilled: {
    aws_network_acl_rule: { id: 'made up by the provider from the way in which the protocol is written' },
  },
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const listed = pages(
      'ec2:DescribeNetworkAcls',
      (NextToken) => ec2.send(new DescribeNetworkAclsCommand({ NextToken, MaxResults: PAGE })),
      ({ NetworkAcls }) => NetworkAcls,
      ({ NextToken }) => NextToken,
    );
    for await (const acl of listed) for (const own of owned(run, [acl])) yield* recordsOf(run, own);
  },
};

function* recordsOf(run: AwsRun, acl: NetworkAcl): Generator<LiveRecord> {
  const { NetworkAclId, Entries = [], Associations = [], IsDefault } = acl;
  yield {
    type: 'aws_network_acl',
    origin: IsDefault === true ? 'default' : undefined,
    values: {
      id: NetworkAclId,
      arn: ec2Arn(run, `network-acl/${NetworkAclId}`),
      owner_id: acl.OwnerId,
      vpc_id: acl.VpcId,
      ...tagsFrom(acl.Tags),
    },
  };
  for (const entry of Entries)
    yield {
      type: 'aws_network_acl_rule',
      origin: isMadeByAws(entry, IsDefault === true) ? 'default' : undefined,
      values: {
        network_acl_id: NetworkAclId,
        rule_number: entry.RuleNumber,
        egress: entry.Egress,
        protocol: entry.Protocol,
        rule_action: entry.RuleAction,
        cidr_block: entry.CidrBlock,
        ipv6_cidr_block: entry.Ipv6CidrBlock,
        from_port: entry.PortRange?.From,
        to_port: entry.PortRange?.To,
        icmp_type: entry.IcmpTypeCode?.Type,
        icmp_code: entry.IcmpTypeCode?.Code,
      },
    };
  // A subnet that nobody has given an ACL has its VPC's default one.
  for (const { NetworkAclAssociationId, SubnetId } of Associations)
    yield {
      type: 'aws_network_acl_association',
      origin: IsDefault === true ? 'default' : undefined,
      values: { id: NetworkAclAssociationId, network_acl_id: NetworkAclId, subnet_id: SubnetId },
    };
}

/** A default ACL comes with entry 100, and 101 where there is IPv6, that let everything through. */
function isMadeByAws(entry: NetworkAclEntry, isDefault: boolean): boolean {
  const { RuleNumber = 0, RuleAction, Protocol, CidrBlock, Ipv6CidrBlock } = entry;
  if (LAST.has(RuleNumber)) return true;
  if (!isDefault || RuleAction !== 'allow' || Protocol !== '-1') return false;
  return (
    (RuleNumber === 100 && CidrBlock === '0.0.0.0/0') || (RuleNumber === 101 && Ipv6CidrBlock === '::/0')
  );
}
