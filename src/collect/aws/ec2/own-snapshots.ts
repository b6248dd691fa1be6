/** The EBS snapshots that the account owns. */
import { DescribeSnapshotsCommand, EC2Client, type Snapshot } from '@aws-sdk/client-ec2';
import { pages } from '../../pages.ts';
import type { AwsRun } from '../run.ts';

const PAGE = 1000;

/** In the region of the run; throws CallError where they cannot be listed. */
export function ownSnapshots(run: AwsRun): AsyncGenerator<Snapshot> {
  const ec2 = run.client(EC2Client);
  return pages(
    'ec2:DescribeSnapshots',
    (NextToken) =>
      ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'], NextToken, MaxResults: PAGE })),
    ({ Snapshots }) => Snapshots,
    ({ NextToken }) => NextToken,
  );
}
