import { expect, it } from 'vitest';
import { snapshotPermissions } from '../../../../../src/collect/aws/ec2/snapshot-permissions.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TYPE = 'aws_snapshot_create_volume_permission';

it('is one record for each account, `all` for everyone, and none for a snapshot that is not shared or is gone', async () => {
  const run = fakeRun({
    DescribeSnapshots: {
      Snapshots: ['shared', 'own', 'gone', 'hidden'].map((name) => ({ SnapshotId: `snap-${name}` })),
    },
    DescribeSnapshotAttribute: ({ SnapshotId }: { SnapshotId: string }) => {
      if (SnapshotId === 'snap-gone')
        return failing('ec2:DescribeSnapshotAttribute', 'InvalidSnapshot.NotFound', 'failed')();
      if (SnapshotId === 'snap-hidden')
        return failing('ec2:DescribeSnapshotAttribute', 'UnauthorizedOperation')();
      const shared = [{ UserId: '444455556666' }, { Group: 'all' }];
      return { SnapshotId, CreateVolumePermissions: SnapshotId === 'snap-shared' ? shared : [] };
    },
  });
  const values = (account_id: string) => ({
    id: `snap-shared-${account_id}`,
    snapshot_id: 'snap-shared',
    account_id,
  });
  const failure = {
    reason: 'denied',
    api: 'ec2:DescribeSnapshotAttribute',
    message: 'UnauthorizedOperation',
  };
  expect((await collectedBy(snapshotPermissions, run)).records).toEqual([
    { type: TYPE, values: values('444455556666') },
    { type: TYPE, values: values('all') },
    { type: TYPE, values: { snapshot_id: 'snap-hidden' }, unread: [{ attributes: '*', failure }] },
  ]);
  expect(run.calls[1]).toEqual([
    'DescribeSnapshotAttribute',
    { SnapshotId: 'snap-shared', Attribute: 'createVolumePermission' },
  ]);
});
