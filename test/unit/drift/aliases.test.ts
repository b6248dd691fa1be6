/** Resources that a state has under another type than the cloud. */
import { expect, it } from 'vitest';
import { collected, declared, driftOf } from './made.ts';

const arn = 'arn:aws:ec2:eu-west-1::snapshot/snap-1';
const common = { id: 'snap-1', arn, encrypted: true, volume_id: 'vol-ffffffff', volume_size: 8 };
const OWN = {
  aws_ebs_snapshot_copy: { source_region: 'us-east-1', source_snapshot_id: 'snap-0' },
  aws_ebs_snapshot_import: { role_name: 'vmimport', disk_container: [{ format: 'VHD', url: 's3://b/k' }] },
};

it.each(Object.entries(OWN))('%s is the snapshot that the cloud lists', (type, own) => {
  const state = declared(type, { ...common, ...own });
  const same = driftOf(state, collected('aws_ebs_snapshot', common));
  expect([same.changed, same.missing, same.unmanaged, same.unknown]).toEqual([[], [], [], []]);
  const other = driftOf(state, collected('aws_ebs_snapshot', { ...common, encrypted: false }));
  expect(other.changed.map(({ address, attributes }) => [address, attributes])).toEqual([
    [`${type}.x`, [{ path: ['values', 'encrypted'], before: true, after: false }]],
  ]);
  const gone = driftOf(state, []);
  expect([gone.missing.map((one) => one.address), gone.unmanaged]).toEqual([[`${type}.x`], []]);
});
