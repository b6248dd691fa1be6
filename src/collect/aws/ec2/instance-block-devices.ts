/** The block devices of an instance as `aws_instance` has them: its mappings, filled from its volumes. */
import type { Instance, InstanceBlockDeviceMapping, Volume } from '@aws-sdk/client-ec2';
import type { LiveValues } from '../../collector.ts';
import { tagsFrom } from '../tags-from.ts';

const OF_VOLUME = ['encrypted', 'iops', 'kms_key_id', 'throughput', 'volume_size', 'volume_type', 'tags_all'];

/**
 * `root_block_device` and `ebs_block_device`. A volume that is not among `volumes` is gone; where they are not known,
 * the devices hold what the instance itself tells.
 */
export function blockDevices(
  instance: Instance,
  volumes: ReadonlyMap<string, Volume> | undefined,
): LiveValues {
  const devices = mappings(instance)
    .filter(({ Ebs }) => volumes === undefined || volumes.has(Ebs?.VolumeId ?? ''))
    .map((mapping) => [mapping, volumes?.get(mapping.Ebs?.VolumeId ?? '')] as const);
  return {
    root_block_device: devices
      .filter(([mapping]) => isRoot(instance, mapping))
      .map(([mapping, volume]) => device(mapping, volume)),
    ebs_block_device: devices
      .filter(([mapping]) => !isRoot(instance, mapping))
      .map(([mapping, volume]) => ({ ...device(mapping, volume), snapshot_id: volume?.SnapshotId })),
  };
}

/** What only the volumes tell, device by device. */
export function unreadDevices(instance: Instance): readonly string[] {
  const roots = mappings(instance).filter((mapping) => isRoot(instance, mapping));
  const others = mappings(instance).filter((mapping) => !isRoot(instance, mapping));
  return [
    ...roots.flatMap((_, at) => OF_VOLUME.map((name) => `root_block_device.${at}.${name}`)),
    ...others.flatMap((_, at) =>
      [...OF_VOLUME, 'snapshot_id'].map((name) => `ebs_block_device.${at}.${name}`),
    ),
  ];
}

function mappings({ BlockDeviceMappings = [] }: Instance): readonly InstanceBlockDeviceMapping[] {
  return BlockDeviceMappings.filter(({ Ebs }) => Ebs !== undefined);
}

function isRoot({ RootDeviceName }: Instance, { DeviceName }: InstanceBlockDeviceMapping): boolean {
  return DeviceName !== undefined && DeviceName === RootDeviceName;
}

function device({ DeviceName, Ebs }: InstanceBlockDeviceMapping, volume: Volume | undefined): LiveValues {
  return {
    delete_on_termination: Ebs?.DeleteOnTermination,
    device_name: DeviceName,
    volume_id: Ebs?.VolumeId,
    encrypted: volume?.Encrypted,
    iops: volume?.Iops,
    kms_key_id: volume?.KmsKeyId,
    throughput: volume?.Throughput,
    volume_size: volume?.Size,
    volume_type: volume?.VolumeType,
    tags_all: volume === undefined ? undefined : tagsFrom(volume.Tags ?? []).tags_all,
  };
}
