import { describe, expect, it } from 'vitest';
import { instances } from '../../../../../src/collect/aws/ec2/instances.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';
import { ANSWERS, ATTRIBUTES, RICH, ROOT, VALUES } from './rich-instance.ts';

async function collected(answers: Readonly<Record<string, unknown>>) {
  return (await collectedBy(instances, fakeRun({ ...ANSWERS, ...answers }))).records;
}

function plain(InstanceId: string, more: object = {}) {
  return { InstanceId, InstanceType: 'm5.large', ...more };
}

function listing(...found: readonly object[]) {
  return { DescribeInstances: { Reservations: [{ Instances: found }] } };
}

describe('instances', () => {
  it('gives what the provider writes', async () => {
    expect(await collected({})).toEqual([{ type: 'aws_instance', values: VALUES, unread: [] }]);
  });

  it('leaves terminated ones out of the listing', async () => {
    const run = fakeRun(ANSWERS);
    await collectedBy(instances, run);
    expect(run.calls[0]).toEqual([
      'DescribeInstances',
      {
        Filters: [
          {
            Name: 'instance-state-name',
            Values: ['pending', 'running', 'shutting-down', 'stopping', 'stopped'],
          },
        ],
        MaxResults: 1000,
      },
    ]);
  });

  it('asks for volumes and credits of 200 at a time, and for what none has not at all', async () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      plain(`i-${at}`, { InstanceType: at < 2 ? 't2.micro' : 't1.micro' }),
    );
    const run = fakeRun({ ...ANSWERS, ...listing(...many), DescribeInstanceCreditSpecifications: {} });
    const { records } = await collectedBy(instances, run);
    expect(records.map(({ values }) => values.id)).toEqual(many.map(({ InstanceId }) => InstanceId));
    const counts: Record<string, number> = {};
    for (const [operation] of run.calls) counts[operation] = (counts[operation] ?? 0) + 1;
    expect(counts).toEqual({
      DescribeInstances: 1,
      DescribeVpcs: 1,
      DescribeVolumes: 2,
      DescribeInstanceCreditSpecifications: 1,
      DescribeInstanceAttribute: 1000,
    });
    const credits = run.calls.find(([operation]) => operation === 'DescribeInstanceCreditSpecifications');
    expect(credits?.[1]).toEqual({ InstanceIds: ['i-0', 'i-1'] });
  });

  it('names security groups in a default VPC alone', async () => {
    const [record] = await collected({ DescribeVpcs: { Vpcs: [] } });
    expect(record?.values.security_groups).toBeUndefined();
    expect(record?.values.vpc_security_group_ids).toEqual(['sg-1']);
  });

  it('has no public address of its own, no block device and no user data where there is none', async () => {
    const [record] = await collected({
      ...listing(plain('i-2')),
      DescribeInstanceAttribute: ({ Attribute }: { Attribute: string }) =>
        Attribute === 'userData' ? { UserData: {} } : ATTRIBUTES[Attribute],
    });
    expect(record?.values).toEqual({
      id: 'i-2',
      arn: 'arn:aws:ec2:us-east-1:111122223333:instance/i-2',
      instance_type: 'm5.large',
      monitoring: false,
      associate_public_ip_address: false,
      enable_primary_ipv6: false,
      ipv6_address_count: 0,
      ipv6_addresses: [],
      secondary_private_ips: [],
      root_block_device: [],
      ebs_block_device: [],
      disable_api_stop: true,
      disable_api_termination: false,
      instance_initiated_shutdown_behavior: 'stop',
      tags: {},
      tags_all: {},
    });
  });

  it('leaves out an instance that is gone, and a volume that is', async () => {
    const records = await collected({
      ...listing(plain('i-gone'), RICH),
      DescribeVolumes: { Volumes: [ROOT] },
      DescribeInstanceAttribute: ({ InstanceId, Attribute }: { InstanceId: string; Attribute: string }) =>
        InstanceId === 'i-gone'
          ? failing('ec2:DescribeInstanceAttribute', 'InvalidInstanceID.NotFound', 'failed')()
          : ATTRIBUTES[Attribute],
    });
    expect(records.map(({ values }) => [values.id, values.ebs_block_device])).toEqual([['i-1', []]]);
  });

  it('asks for the credits of each where one of them fails the call', async () => {
    const records = await collected({
      ...listing(plain('i-1', { InstanceType: 't3.micro' }), plain('i-gone', { InstanceType: 't4g.micro' })),
      DescribeInstanceCreditSpecifications: ({ InstanceIds }: { InstanceIds: readonly string[] }) =>
        InstanceIds.includes('i-gone')
          ? failing('ec2:DescribeInstanceCreditSpecifications', 'InvalidInstanceID.NotFound', 'failed')()
          : { InstanceCreditSpecifications: [{ InstanceId: 'i-1', CpuCredits: 'standard' }] },
    });
    expect(records.map(({ values, unread }) => [values.credit_specification, unread])).toEqual([
      [[{ cpu_credits: 'standard' }], []],
      [undefined, []],
    ]);
  });
});

describe('instances: what is denied is unread, and nothing else', () => {
  const of = (api: string, ...attributes: readonly string[]) => ({
    attributes,
    failure: { reason: 'denied', api: `ec2:${api}`, message: 'UnauthorizedOperation' },
  });
  const device = (...names: readonly string[]) => [
    'encrypted',
    'iops',
    'kms_key_id',
    'throughput',
    'volume_size',
    'volume_type',
    'tags_all',
    ...names,
  ];

  it.each([
    ['DescribeInstanceCreditSpecifications', ['credit_specification']],
    ['DescribeSpotInstanceRequests', ['instance_market_options.0.spot_options']],
    ['DescribeVpcs', ['security_groups']],
    [
      'DescribeVolumes',
      [
        ...device().map((name) => `root_block_device.0.${name}`),
        ...device('snapshot_id').map((name) => `ebs_block_device.0.${name}`),
      ],
    ],
  ])('%s', async (operation, attributes) => {
    const [record] = await collected({ [operation]: failing(`ec2:${operation}`, 'UnauthorizedOperation') });
    expect(record?.unread).toEqual([of(operation, ...attributes)]);
    for (const name of attributes.filter((one) => !one.includes('.')))
      expect(record?.values[name]).toBeUndefined();
  });

  it('the devices still hold what the instance tells', async () => {
    const [record] = await collected({
      DescribeVolumes: failing('ec2:DescribeVolumes', 'UnauthorizedOperation'),
    });
    expect(record?.values.root_block_device).toEqual([
      { delete_on_termination: true, device_name: '/dev/xvda', volume_id: 'vol-r' },
    ]);
  });

  it('each attribute by itself', async () => {
    const [record] = await collected({
      DescribeInstanceAttribute: failing('ec2:DescribeInstanceAttribute', 'UnauthorizedOperation'),
    });
    expect(record?.unread).toEqual([
      of('DescribeInstanceAttribute', 'disable_api_stop'),
      of('DescribeInstanceAttribute', 'disable_api_termination'),
      of('DescribeInstanceAttribute', 'instance_initiated_shutdown_behavior'),
      of('DescribeInstanceAttribute', 'user_data', 'user_data_base64'),
    ]);
  });

  it('the listing is a gap', async () => {
    const run = fakeRun({ DescribeInstances: failing('ec2:DescribeInstances', 'UnauthorizedOperation') });
    expect(await collectedBy(instances, run)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'ec2:DescribeInstances', message: 'UnauthorizedOperation' },
    });
  });
});
