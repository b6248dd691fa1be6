/** EBS volumes. */
import { DescribeVolumesCommand, EC2Client, type Volume } from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { timeText } from '../time-text.ts';

const PAGE = 500;

/** API: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
export const volumes: AwsCollector = {
  id: 'aws/ec2/volumes',
  per: 'region',
  types: ['aws_ebs_volume'],
  permissions: ['ec2:DescribeVolumes'],
  notFilled: { aws_ebs_volume: { final_snapshot: 'an argument of the deletion' } },
  async *collect(run) {
    const ec2 = run.client(EC2Client);
    const listed = pages(
      'ec2:DescribeVolumes',
      (NextToken) => ec2.send(new DescribeVolumesCommand({ NextToken, MaxResults: PAGE })),
      ({ Volumes }) => Volumes,
      ({ NextToken }) => NextToken,
    );
    for await (const volume of listed) yield volumeRecord(run, volume);
  },
};

/**
 * A volume that goes with its instance was made by the launch: a block device of `aws_instance` declares it, if anything
 * does. Attaching a volume leaves DeleteOnTermination off.
 */
function volumeRecord({ partition, region, account }: AwsRun, volume: Volume): LiveRecord {
  const isOfLaunch = volume.Attachments?.some(({ DeleteOnTermination }) => DeleteOnTermination === true);
  return {
    type: 'aws_ebs_volume',
    origin: isOfLaunch === true ? 'default' : undefined,
    values: {
      id: volume.VolumeId,
      arn: `arn:${partition}:ec2:${region}:${account}:volume/${volume.VolumeId}`,
      availability_zone: volume.AvailabilityZone,
      create_time: timeText(volume.CreateTime),
      encrypted: volume.Encrypted,
      iops: volume.Iops,
      kms_key_id: volume.KmsKeyId,
      multi_attach_enabled: volume.MultiAttachEnabled,
      outpost_arn: volume.OutpostArn,
      size: volume.Size,
      snapshot_id: volume.SnapshotId,
      throughput: volume.Throughput,
      type: volume.VolumeType,
      ...tagsFrom(volume.Tags ?? []),
    },
  };
}
