import { describe, expect, it } from 'vitest';
import { securityGroups } from '../../../../../src/collect/aws/ec2/security-groups.ts';
import { toRawResource } from '../../../../../src/collect/to-raw-resource.ts';
import type { JsonObject } from '../../../../../src/resource/resource.ts';
import { AWS, shaped, state } from '../../../resource/raw.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const SUFFIX = '20261121155053123400000001';
const world = { IsEgress: true, IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: '0.0.0.0/0' };
const self = { IsEgress: false, IpProtocol: '-1', FromPort: -1, ToPort: -1 };
const answers = {
  DescribeSecurityGroups: ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? {
          SecurityGroups: [
            {
              GroupId: 'sg-1',
              GroupName: `web-${SUFFIX}`,
              Description: '<img src=x>\r\n',
              OwnerId: '111122223333',
              VpcId: 'vpc-1',
              Tags: [{ Key: 'Name', Value: 'web' }],
            },
            { GroupId: 'sg-theirs', OwnerId: '999988887777', GroupName: 'default' },
          ],
          NextToken: 'more',
        }
      : {
          SecurityGroups: [
            {
              GroupId: 'sg-2',
              GroupName: 'default',
              SecurityGroupArn: 'arn:aws:ec2:us-east-1:111122223333:security-group/sg-2',
            },
            { GroupId: 'sg-3', GroupName: SUFFIX },
          ],
        },
  DescribeSecurityGroupRules: {
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-1',
        GroupOwnerId: '111122223333',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIpv4: '10.0.0.0/8',
        Description: '"; drop --',
        Tags: [{ Key: 'k', Value: 'v' }],
      },
      {
        SecurityGroupRuleId: 'sgr-2',
        GroupId: 'sg-1',
        ...self,
        ReferencedGroupInfo: { GroupId: 'sg-9', UserId: '999988887777' },
      },
      {
        SecurityGroupRuleId: 'sgr-3',
        GroupId: 'sg-1',
        ...self,
        ReferencedGroupInfo: { GroupId: 'sg-1', UserId: '111122223333' },
      },
      { SecurityGroupRuleId: 'sgr-4', GroupId: 'sg-2', ...self, ReferencedGroupInfo: { GroupId: 'sg-2' } },
      { SecurityGroupRuleId: 'sgr-5', GroupId: 'sg-2', ...self, ReferencedGroupInfo: { GroupId: 'sg-1' } },
      { SecurityGroupRuleId: 'sgr-6', GroupId: 'sg-1', ...world },
      { SecurityGroupRuleId: 'sgr-7', GroupId: 'sg-1', ...world, Description: 'meant' },
      { SecurityGroupRuleId: 'sgr-8', GroupId: 'sg-1', ...world, CidrIpv4: '10.0.0.0/8' },
      { SecurityGroupRuleId: 'sgr-9', GroupId: 'sg-1', ...world, CidrIpv4: undefined, CidrIpv6: '::/0' },
      {
        SecurityGroupRuleId: 'sgr-10',
        GroupId: 'sg-1',
        IsEgress: true,
        IpProtocol: 'icmpv6',
        FromPort: -1,
        ToPort: -1,
        PrefixListId: 'pl-1',
      },
      { SecurityGroupRuleId: 'sgr-theirs', GroupId: 'sg-theirs', GroupOwnerId: '999988887777', ...world },
    ],
  },
};
const values = async () => {
  const { records } = await collectedBy(securityGroups, fakeRun(answers));
  return records;
};
const ARN = 'arn:aws:ec2:us-east-1:111122223333:security-group';

describe('security groups', () => {
  it('gives groups as the provider writes them', async () => {
    expect((await values()).slice(0, 3)).toEqual([
      {
        type: 'aws_security_group',
        values: {
          id: 'sg-1',
          arn: `${ARN}/sg-1`,
          description: '<img src=x>\r\n',
          name: `web-${SUFFIX}`,
          name_prefix: 'web-',
          owner_id: '111122223333',
          vpc_id: 'vpc-1',
          tags: { Name: 'web' },
          tags_all: { Name: 'web' },
        },
      },
      {
        type: 'aws_security_group',
        origin: 'default',
        values: { id: 'sg-2', arn: `${ARN}/sg-2`, name: 'default' },
      },
      { type: 'aws_security_group', values: { id: 'sg-3', arn: `${ARN}/sg-3`, name: SUFFIX } },
    ]);
  });

  it('gives rules one by one', async () => {
    const rules = (await values()).slice(3);
    expect(rules[0]).toEqual({
      type: 'aws_vpc_security_group_ingress_rule',
      values: {
        id: 'sgr-1',
        arn: `${ARN}-rule/sgr-1`,
        security_group_rule_id: 'sgr-1',
        security_group_id: 'sg-1',
        ip_protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidr_ipv4: '10.0.0.0/8',
        description: '"; drop --',
        tags: { k: 'v' },
        tags_all: { k: 'v' },
      },
    });
    const peers = rules.map(({ type, values: { id, referenced_security_group_id, prefix_list_id } }) => [
      type.split('_')[4],
      id,
      referenced_security_group_id ?? prefix_list_id,
    ]);
    expect(peers).toEqual([
      ['ingress', 'sgr-1', undefined],
      ['ingress', 'sgr-2', '999988887777/sg-9'],
      ['ingress', 'sgr-3', 'sg-1'],
      ['ingress', 'sgr-4', 'sg-2'],
      ['ingress', 'sgr-5', 'sg-1'],
      ['egress', 'sgr-6', undefined],
      ['egress', 'sgr-7', undefined],
      ['egress', 'sgr-8', undefined],
      ['egress', 'sgr-9', undefined],
      ['egress', 'sgr-10', 'pl-1'],
    ]);
  });

  it('tells rules that AWS makes from those that look like them', async () => {
    const rules = (await values()).filter(({ type, origin }) => /_rule$/.test(type) && origin === 'default');
    expect(rules.map(({ values: { id } }) => id)).toEqual(['sgr-4', 'sgr-6', 'sgr-9']);
  });

  it('joins rules however a state spells them', async () => {
    const scope = { account: '111122223333', region: 'us-east-1' };
    const keys = (type: string, spelt: JsonObject) =>
      shaped(state(type, spelt, { scope })).flatMap(({ type: to, key }) => (/_rule$/.test(to) ? [key] : []));
    const place = { provider: AWS, ...scope, at: '2026-11-21T00:00:00Z' };
    const live = (await values())
      .filter(({ type }) => /_rule$/.test(type))
      .flatMap((record) => shaped(toRawResource(record, place)).map(({ key }) => key));
    expect(new Set(live).size).toBe(9);
    const open = { protocol: '-1', from_port: 0, to_port: 0 };
    const spelt = [
      ...keys('aws_security_group', {
        id: 'sg-1',
        ingress: [
          { protocol: 'TCP', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8'] },
          { ...open, self: true, security_groups: ['999988887777/sg-9'] },
        ],
        egress: [{ ...open, cidr_blocks: ['10.0.0.0/8'], ipv6_cidr_blocks: ['::/0'] }],
      }),
      ...keys('aws_default_security_group', { id: 'sg-2', ingress: [{ ...open, self: true }] }),
      ...keys('aws_security_group_rule', {
        ...{ type: 'ingress', security_group_id: 'sg-2', source_security_group_id: 'sg-1' },
        ...{ protocol: 'all', from_port: 0, to_port: 65535 },
      }),
      ...keys('aws_vpc_security_group_egress_rule', {
        ...{ security_group_id: 'sg-1', ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' },
      }),
      ...keys('aws_vpc_security_group_egress_rule', {
        ...{
          security_group_id: 'sg-1',
          ip_protocol: '58',
          from_port: -1,
          to_port: -1,
          prefix_list_id: 'pl-1',
        },
      }),
    ];
    expect([...new Set(spelt)].sort()).toEqual([...new Set(live)].sort());
  });

  it('fails where a listing does: groups are there without their rules', async () => {
    const api = 'ec2:DescribeSecurityGroupRules';
    const refused = { ...answers, DescribeSecurityGroupRules: failing(api, 'UnauthorizedOperation') };
    const { records, failure } = await collectedBy(securityGroups, fakeRun(refused));
    expect(records.map(({ type }) => type)).toEqual(Array(3).fill('aws_security_group'));
    expect(failure).toEqual({ reason: 'denied', api, message: 'UnauthorizedOperation' });
  });
});
