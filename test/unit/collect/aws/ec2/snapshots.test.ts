import { expect, it } from 'vitest';
import { snapshots } from '../../../../../src/collect/aws/ec2/snapshots.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const RICH = {
  SnapshotId: 'snap-1',
  Description: '"<script>"\u0000',
  Encrypted: true,
  KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/k',
  DataEncryptionKeyId: 'dek-1',
  OwnerId: '111122223333',
  StorageTier: 'archive',
  VolumeId: 'vol-1',
  VolumeSize: 20,
  State: 'completed',
};

it('gives what the provider writes; the ARN names no account', async () => {
  const { records } = await collectedBy(snapshots, fakeRun({ DescribeSnapshots: { Snapshots: [RICH] } }));
  expect(records).toEqual([
    {
      type: 'aws_ebs_snapshot',
      values: {
        id: 'snap-1',
        arn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
        data_encryption_key_id: 'dek-1',
        description: '"<script>"\u0000',
        encrypted: true,
        kms_key_id: 'arn:aws:kms:us-east-1:111122223333:key/k',
        owner_id: '111122223333',
        storage_tier: 'archive',
        volume_id: 'vol-1',
        volume_size: 20,
        tags: {},
        tags_all: {},
      },
    },
  ]);
});

it('lists the own ones alone, page by page', async () => {
  const run = fakeRun({
    DescribeSnapshots: ({ NextToken }: { NextToken?: string }) =>
      NextToken === undefined
        ? { Snapshots: [{ SnapshotId: 'snap-1' }], NextToken: 'n' }
        : { Snapshots: [{ SnapshotId: 'snap-2' }] },
  });
  const { records } = await collectedBy(snapshots, run);
  expect(records.map(({ values }) => values.id)).toEqual(['snap-1', 'snap-2']);
  expect(run.calls).toEqual([
    ['DescribeSnapshots', { OwnerIds: ['self'], MaxResults: 1000 }],
    ['DescribeSnapshots', { OwnerIds: ['self'], MaxResults: 1000, NextToken: 'n' }],
  ]);
});

it('fails where the listing does', async () => {
  const run = fakeRun({ DescribeSnapshots: failing('ec2:DescribeSnapshots', 'UnauthorizedOperation') });
  expect((await collectedBy(snapshots, run)).failure?.api).toBe('ec2:DescribeSnapshots');
});
