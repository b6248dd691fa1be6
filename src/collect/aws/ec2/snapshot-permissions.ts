/** Who else may make volumes of the account's EBS snapshots: other accounts, or everyone. */
import { DescribeSnapshotAttributeCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { read } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { ownSnapshots } from './own-snapshots.ts';

const AT_ONCE = 8;
const TYPE = 'aws_snapshot_create_volume_permission';

/** One call for each snapshot: no listing tells the permissions of several. */
export const snapshotPermissions: AwsCollector = {
  id: 'aws/ec2/snapshot-permissions',
  per: 'region',
  types: [TYPE],
  permissions: ['ec2:DescribeSnapshots', 'ec2:DescribeSnapshotAttribute'],
  notFilled: {},
  async *collect(run) {
    const listed = ownSnapshots(run);
    for await (const records of inOrder(listed, AT_ONCE, ({ SnapshotId }) =>
      recordsOf(run, SnapshotId ?? ''),
    ))
      yield* records;
  },
};

/** `account_id` is `all` for a public snapshot, which AWS knows as a group and the provider cannot declare. */
async function recordsOf(run: AwsRun, SnapshotId: string): Promise<readonly LiveRecord[]> {
  const command = new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' });
  const answer = await read(run.client(EC2Client).send(command), 'InvalidSnapshot.NotFound');
  if (answer.failure !== undefined)
    return [
      {
        type: TYPE,
        values: { snapshot_id: SnapshotId },
        unread: [{ attributes: '*', failure: answer.failure }],
      },
    ];
  return (answer.value?.CreateVolumePermissions ?? []).map(({ UserId, Group }) => {
    const account = UserId ?? Group;
    return {
      type: TYPE,
      values: { id: `${SnapshotId}-${account}`, snapshot_id: SnapshotId, account_id: account },
    };
  });
}
