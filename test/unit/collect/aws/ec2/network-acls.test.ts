import { describe, expect, it } from 'vitest';
import { networkAcls } from '../../../../../src/collect/aws/ec2/network-acls.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const all = { Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };
const last = { RuleNumber: 32767, Egress: false, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' };
const answers = {
  DescribeNetworkAcls: ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? {
          NetworkAcls: [
            {
              NetworkAclId: 'acl-1',
              VpcId: 'vpc-1',
              OwnerId: '111122223333',
              IsDefault: false,
              Associations: [{ NetworkAclAssociationId: 'aclassoc-1', SubnetId: 'subnet-1' }],
              Tags: [{ Key: 'k', Value: '' }],
              Entries: [
                {
                  RuleNumber: 10,
                  Egress: true,
                  Protocol: '1',
                  RuleAction: 'allow',
                  CidrBlock: '10.0.0.0/8',
                  IcmpTypeCode: { Type: 8, Code: -1 },
                },
                {
                  RuleNumber: 20,
                  Egress: false,
                  Protocol: '6',
                  RuleAction: 'deny',
                  Ipv6CidrBlock: '::/0',
                  PortRange: { From: 22, To: 23 },
                },
                { RuleNumber: 100, Egress: false, ...all },
                last,
                { ...last, RuleNumber: 32768, CidrBlock: undefined, Ipv6CidrBlock: '::/0' },
              ],
            },
            { NetworkAclId: 'acl-theirs', OwnerId: '999988887777', Entries: [last] },
          ],
          NextToken: 'more',
        }
      : {
          NetworkAcls: [
            {
              NetworkAclId: 'acl-2',
              IsDefault: true,
              Associations: [{ NetworkAclAssociationId: 'aclassoc-2', SubnetId: 'subnet-2' }],
              Entries: [
                { RuleNumber: 100, Egress: false, ...all },
                { RuleNumber: 100, Egress: true, ...all, CidrBlock: '10.0.0.0/8' },
                { RuleNumber: 101, Egress: true, ...all, CidrBlock: undefined, Ipv6CidrBlock: '::/0' },
                { RuleNumber: 100, Egress: true, ...all, RuleAction: 'deny' },
                { RuleNumber: 100, Egress: true, ...all, Protocol: '6' },
                { RuleNumber: 99, Egress: true, ...all },
              ],
            },
          ],
        },
};

describe('network ACLs', () => {
  it('gives ACLs and entries as the provider writes them', async () => {
    const run = fakeRun(answers);
    const { records } = await collectedBy(networkAcls, run);
    const arn = (id: string) => `arn:aws:ec2:us-east-1:111122223333:network-acl/${id}`;
    expect(records.filter(({ type }) => type === 'aws_network_acl')).toEqual([
      {
        type: 'aws_network_acl',
        values: {
          id: 'acl-1',
          arn: arn('acl-1'),
          owner_id: '111122223333',
          vpc_id: 'vpc-1',
          tags: { k: '' },
          tags_all: { k: '' },
        },
      },
      {
        type: 'aws_network_acl',
        origin: 'default',
        values: { id: 'acl-2', arn: arn('acl-2') },
      },
    ]);
    expect(records.slice(1, 3)).toEqual([
      {
        type: 'aws_network_acl_rule',
        values: {
          network_acl_id: 'acl-1',
          rule_number: 10,
          egress: true,
          protocol: '1',
          rule_action: 'allow',
          cidr_block: '10.0.0.0/8',
          icmp_type: 8,
          icmp_code: -1,
        },
      },
      {
        type: 'aws_network_acl_rule',
        values: {
          network_acl_id: 'acl-1',
          rule_number: 20,
          egress: false,
          protocol: '6',
          rule_action: 'deny',
          ipv6_cidr_block: '::/0',
          from_port: 22,
          to_port: 23,
        },
      },
    ]);
    expect(records.filter(({ type }) => type === 'aws_network_acl_association')).toEqual([
      {
        type: 'aws_network_acl_association',
        values: { id: 'aclassoc-1', network_acl_id: 'acl-1', subnet_id: 'subnet-1' },
      },
      {
        type: 'aws_network_acl_association',
        origin: 'default',
        values: { id: 'aclassoc-2', network_acl_id: 'acl-2', subnet_id: 'subnet-2' },
      },
    ]);
    expect(run.calls.map(([, input]) => input)).toEqual([
      { NextToken: undefined, MaxResults: 1000 },
      { NextToken: 'more', MaxResults: 1000 },
    ]);
  });

  it('tells entries that AWS makes from those that look like them', async () => {
    const { records } = await collectedBy(networkAcls, fakeRun(answers));
    const told = records.filter(({ type }) => type === 'aws_network_acl_rule');
    expect(told.map(({ values, origin }) => [values.network_acl_id, values.rule_number, origin])).toEqual([
      ['acl-1', 10, undefined],
      ['acl-1', 20, undefined],
      ['acl-1', 100, undefined],
      ['acl-1', 32767, 'default'],
      ['acl-1', 32768, 'default'],
      ['acl-2', 100, 'default'],
      ['acl-2', 100, undefined],
      ['acl-2', 101, 'default'],
      ['acl-2', 100, undefined],
      ['acl-2', 100, undefined],
      ['acl-2', 99, undefined],
    ]);
  });

  it('fails where the listing does, after what came before', async () => {
    const api = 'ec2:DescribeNetworkAcls';
    const second = ({ NextToken }: { NextToken?: string }) =>
      NextToken === undefined ? answers.DescribeNetworkAcls({}) : failing(api, 'Throttling', 'throttled')();
    const { records, failure } = await collectedBy(networkAcls, fakeRun({ DescribeNetworkAcls: second }));
    expect(records).toHaveLength(7);
    expect(failure).toEqual({ reason: 'throttled', api, message: 'Throttling' });
  });
});
