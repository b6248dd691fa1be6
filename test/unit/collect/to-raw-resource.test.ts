import { expect, it } from 'vitest';
import { toRawResource } from '../../../src/collect/to-raw-resource.ts';

const PLACE = {
  provider: 'registry.terraform.io/hashicorp/aws',
  account: '111122223333',
  region: 'us-east-1',
  at: '2026-11-21T00:00:00Z',
};
const failure = { reason: 'denied' as const, api: 'ec2:DescribeVolumes', message: 'no' };

it('numbers of an unread attribute are places in lists', () => {
  const record = {
    type: 'aws_instance',
    values: { id: 'i-1', ebs_block_device: [{ device_name: '/dev/sdb' }] },
    unread: [{ attributes: ['ebs_block_device.0.encrypted', 'monitoring'], failure }],
  };
  expect(toRawResource(record, PLACE).unread).toEqual([
    { path: ['ebs_block_device', 0, 'encrypted'], reason: 'denied', api: 'ec2:DescribeVolumes' },
    { path: ['monitoring'], reason: 'denied', api: 'ec2:DescribeVolumes' },
  ]);
});
