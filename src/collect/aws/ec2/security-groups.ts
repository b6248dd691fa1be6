/** Security groups and their rules one by one. */
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type ReferencedSecurityGroup,
  type SecurityGroup,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { ec2Arn } from './ec2-arn.ts';
import { owned } from './owned.ts';

const PAGE = 1000;
/** What the provider puts behind a prefix: time and counter. */
const MADE_NAME = /^(?<prefix>.+)[0-9a-fA-F]{26}$/s;

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
export const securityGroups: AwsCollector = {
  id: 'aws/ec2/security-groups',
  per: 'region',
  types: ['aws_security_group', 'aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'],
  permissions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSecurityGroupRules'],
  notFilled: {
    aws_security_group: { revoke_rules_on_delete: 'an argument of the deletion' },
  },
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const groups = pages(
      'ec2:DescribeSecurityGroups',
      (NextToken) => ec2.send(new DescribeSecurityGroupsCommand({ NextToken, MaxResults: PAGE })),
      ({ SecurityGroups }) => SecurityGroups,
      ({ NextToken }) => NextToken,
    );
    // One for each VPC; rules tell only the id of their group.
    const defaults = new Set<string | undefined>();
    for await (const group of groups)
      for (const own of owned(run, [group])) {
        if (own.GroupName === 'default') defaults.add(own.GroupId);
        yield groupRecord(run, own);
      }
    const rules = pages(
      'ec2:DescribeSecurityGroupRules',
      (NextToken) => ec2.send(new DescribeSecurityGroupRulesCommand({ NextToken, MaxResults: PAGE })),
      ({ SecurityGroupRules }) => SecurityGroupRules,
      ({ NextToken }) => NextToken,
    );
    for await (const rule of rules)
      if (rule.GroupOwnerId === undefined || rule.GroupOwnerId === run.account)
        yield ruleRecord(run, rule, defaults.has(rule.GroupId));
  },
};

function groupRecord(run: AwsRun, group: SecurityGroup): LiveRecord {
  return {
    type: 'aws_security_group',
    origin: group.GroupName === 'default' ? 'default' : undefined,
    values: {
      id: group.GroupId,
      arn: group.SecurityGroupArn ?? ec2Arn(run, `security-group/${group.GroupId}`),
      description: group.Description,
      name: group.GroupName,
      name_prefix: MADE_NAME.exec(group.GroupName ?? '')?.groups?.prefix,
      owner_id: group.OwnerId,
      vpc_id: group.VpcId,
      ...tagsFrom(group.Tags),
    },
  };
}

function ruleRecord(run: AwsRun, rule: SecurityGroupRule, ofDefaultGroup: boolean): LiveRecord {
  const { IpProtocol, SecurityGroupRuleId } = rule;
  const peer = peerGroup(run, rule.ReferencedGroupInfo);
  return {
    type:
      rule.IsEgress === true ? 'aws_vpc_security_group_egress_rule' : 'aws_vpc_security_group_ingress_rule',
    origin: isMadeByAws(rule, ofDefaultGroup) ? 'default' : undefined,
    values: {
      id: SecurityGroupRuleId,
      arn: rule.SecurityGroupRuleArn ?? ec2Arn(run, `security-group-rule/${SecurityGroupRuleId}`),
      security_group_rule_id: SecurityGroupRuleId,
      security_group_id: rule.GroupId,
      ip_protocol: IpProtocol,
      // Of protocols without ports they are -1 or 0, which the shape leaves out.
      from_port: rule.FromPort,
      to_port: rule.ToPort,
      cidr_ipv4: rule.CidrIpv4,
      cidr_ipv6: rule.CidrIpv6,
      prefix_list_id: rule.PrefixListId,
      referenced_security_group_id: peer,
      description: rule.Description,
      ...tagsFrom(rule.Tags),
    },
  };
}

/** A group of another account is written with its account before it. */
function peerGroup({ account }: AwsRun, peer: ReferencedSecurityGroup | undefined): string | undefined {
  if (peer === undefined) return undefined;
  const { UserId, GroupId } = peer;
  return UserId === undefined || UserId === account ? GroupId : `${UserId}/${GroupId}`;
}

/** A new group lets everything out, a default one also everything in that comes from itself. */
function isMadeByAws(rule: SecurityGroupRule, ofDefaultGroup: boolean): boolean {
  const { IpProtocol, Description, IsEgress, CidrIpv4, CidrIpv6, ReferencedGroupInfo, GroupId } = rule;
  if (IpProtocol !== '-1' || (Description ?? '') !== '' || (rule.Tags ?? []).length > 0) return false;
  if (IsEgress === true) return CidrIpv4 === '0.0.0.0/0' || CidrIpv6 === '::/0';
  return ofDefaultGroup && GroupId !== undefined && ReferencedGroupInfo?.GroupId === GroupId;
}
