import { expect, it } from 'vitest';
import { subnetGroups } from '../../../../../src/collect/aws/rds/subnet-groups.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TYPE = 'aws_db_subnet_group';

function group(name: string) {
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupArn: `arn:aws:rds:us-east-1:111122223333:subgrp:${name}`,
    DBSubnetGroupDescription: '<b> & "more"',
    VpcId: 'vpc-1',
    Subnets: [{ SubnetIdentifier: 'subnet-1' }, { SubnetIdentifier: 'subnet-2' }],
    SupportedNetworkTypes: ['IPV4'],
  };
}

function values(name: string) {
  return {
    id: name,
    arn: `arn:aws:rds:us-east-1:111122223333:subgrp:${name}`,
    name,
    description: '<b> & "more"',
    vpc_id: 'vpc-1',
    subnet_ids: ['subnet-1', 'subnet-2'],
    supported_network_types: ['IPV4'],
  };
}

it('gives what the provider writes; denied tags are unread, one that is gone is left out', async () => {
  const run = fakeRun({
    DescribeDBSubnetGroups: ({ Marker }: { Marker?: string }) =>
      Marker === undefined
        ? { DBSubnetGroups: [group('main'), group('gone'), group('hidden')], Marker: 'm' }
        : { DBSubnetGroups: [group('default')] },
    ListTagsForResource: ({ ResourceName }: { ResourceName: string }) => {
      if (ResourceName.endsWith(':gone'))
        return failing('rds:ListTagsForResource', 'DBSubnetGroupNotFoundFault', 'failed')();
      if (ResourceName.endsWith(':hidden')) return failing('rds:ListTagsForResource', 'AccessDenied')();
      return ResourceName.endsWith(':main') ? { TagList: [{ Key: 'a', Value: 'b' }] } : {};
    },
  });
  const failure = { reason: 'denied', api: 'rds:ListTagsForResource', message: 'AccessDenied' };
  expect((await collectedBy(subnetGroups, run)).records).toEqual([
    { type: TYPE, values: { ...values('main'), tags: { a: 'b' }, tags_all: { a: 'b' } }, unread: [] },
    { type: TYPE, values: values('hidden'), unread: [{ attributes: ['tags', 'tags_all'], failure }] },
    {
      type: TYPE,
      origin: 'default',
      values: { ...values('default'), tags: {}, tags_all: {} },
      unread: [],
    },
  ]);
});

it('fails where the listing does', async () => {
  const run = fakeRun({ DescribeDBSubnetGroups: failing('rds:DescribeDBSubnetGroups', 'AccessDenied') });
  expect((await collectedBy(subnetGroups, run)).failure?.api).toBe('rds:DescribeDBSubnetGroups');
});
