import { describe, expect, it } from 'vitest';
import { volumes } from '../../../../../src/collect/aws/ec2/volumes.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const NAME = '"<b>&\'\u202e';
const RICH = {
  VolumeId: 'vol-1',
  AvailabilityZone: 'us-east-1a',
  CreateTime: new Date('2026-11-21T15:37:32.901Z'),
  Encrypted: true,
  KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/k',
  Iops: 3500,
  Throughput: 250,
  Size: 9,
  SnapshotId: 'snap-1',
  VolumeType: 'gp3',
  MultiAttachEnabled: false,
  Attachments: [{ InstanceId: 'i-1', DeleteOnTermination: false }],
  Tags: [
    { Key: 'Name', Value: NAME },
    { Key: 'aws:backup:source', Value: 'x' },
  ],
};

describe('volumes', () => {
  it('gives what the provider writes', async () => {
    const { records } = await collectedBy(volumes, fakeRun({ DescribeVolumes: { Volumes: [RICH] } }));
    expect(records).toEqual([
      {
        type: 'aws_ebs_volume',
        values: {
          id: 'vol-1',
          arn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
          availability_zone: 'us-east-1a',
          create_time: '2026-11-21T15:37:32Z',
          encrypted: true,
          iops: 3500,
          kms_key_id: 'arn:aws:kms:us-east-1:111122223333:key/k',
          multi_attach_enabled: false,
          size: 9,
          snapshot_id: 'snap-1',
          throughput: 250,
          type: 'gp3',
          tags: { Name: NAME },
          tags_all: { Name: NAME },
        },
      },
    ]);
  });

  it('a volume that goes with its instance was declared by nobody else', async () => {
    const Attachments = [{ InstanceId: 'i-1', DeleteOnTermination: true }];
    const answer = { Volumes: [{ VolumeId: 'vol-2', Attachments }] };
    const { records } = await collectedBy(volumes, fakeRun({ DescribeVolumes: answer }));
    expect(records.map(({ origin }) => origin)).toEqual(['default']);
  });

  it('goes through the pages, and always says how long they may be', async () => {
    const run = fakeRun({
      DescribeVolumes: ({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { Volumes: [{ VolumeId: 'vol-1' }], NextToken: 'n' }
          : { Volumes: [{ VolumeId: 'vol-2' }] },
    });
    const { records } = await collectedBy(volumes, run);
    expect(records.map(({ values }) => values.id)).toEqual(['vol-1', 'vol-2']);
    expect(run.calls).toEqual([
      ['DescribeVolumes', { MaxResults: 500 }],
      ['DescribeVolumes', { MaxResults: 500, NextToken: 'n' }],
    ]);
  });

  it('fails where the listing does', async () => {
    const run = fakeRun({ DescribeVolumes: failing('ec2:DescribeVolumes', 'UnauthorizedOperation') });
    expect(await collectedBy(volumes, run)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'ec2:DescribeVolumes', message: 'UnauthorizedOperation' },
    });
  });
});
