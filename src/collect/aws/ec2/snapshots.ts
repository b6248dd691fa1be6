/** EBS snapshots that the account owns. */
import type { Snapshot } from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { ownSnapshots } from './own-snapshots.ts';

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
export const snapshots: AwsCollector = {
  id: 'aws/ec2/snapshots',
  per: 'region',
  types: ['aws_ebs_snapshot'],
  permissions: ['ec2:DescribeSnapshots'],
  notFilled: {
    aws_ebs_snapshot: {
      permanent_restore: 'an argument of the restoration',
      temporary_restore_days: 'an argument of the restoration',
    },
  },
  async *collect(run) {
    for await (const snapshot of ownSnapshots(run)) yield snapshotRecord(run, snapshot);
  },
};

function snapshotRecord({ partition, region }: AwsRun, snapshot: Snapshot): LiveRecord {
  return {
    type: 'aws_ebs_snapshot',
    values: {
      id: snapshot.SnapshotId,
      // ARNs of snapshots name no account.
      arn: `arn:${partition}:ec2:${region}::snapshot/${snapshot.SnapshotId}`,
      data_encryption_key_id: snapshot.DataEncryptionKeyId,
      description: snapshot.Description,
      encrypted: snapshot.Encrypted,
      kms_key_id: snapshot.KmsKeyId,
      outpost_arn: snapshot.OutpostArn,
      owner_alias: snapshot.OwnerAlias,
      owner_id: snapshot.OwnerId,
      storage_tier: snapshot.StorageTier,
      volume_id: snapshot.VolumeId,
      volume_size: snapshot.VolumeSize,
      ...tagsFrom(snapshot.Tags ?? []),
    },
  };
}
