/** Replicas of a DynamoDB table, with what only their own regions tell. */
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type ReplicaDescription,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { LiveValues, Unread } from '../../collector.ts';
import { NOT_ASKED, read, unreadOf } from '../../read.ts';
import type { AwsRun } from '../run.ts';
import type { DefaultKeys } from './default-key.ts';
import { recovers } from './table-values.ts';

export interface Replicas {
  readonly blocks: readonly LiveValues[];
  readonly unread: readonly Unread[];
}

/** Two calls for each replica, in its region; what they would have filled is unread where they fail. */
export async function replicaBlocks(
  run: AwsRun,
  TableName: string,
  table: TableDescription | undefined,
  keys: DefaultKeys,
): Promise<Replicas> {
  const replicas = table?.Replicas ?? [];
  const read = await Promise.all(
    replicas.map((replica, at) => replicaBlock(run, TableName, replica, keys, at)),
  );
  return { blocks: read.map(({ block }) => block), unread: read.flatMap(({ unread }) => unread) };
}

async function replicaBlock(
  run: AwsRun,
  TableName: string,
  { RegionName: region = '', KMSMasterKeyId: key }: ReplicaDescription,
  keys: DefaultKeys,
  at: number,
): Promise<{ readonly block: LiveValues; readonly unread: readonly Unread[] }> {
  const dynamodb = run.client(DynamoDBClient, region);
  const [described, backups, ownKey] = await Promise.all([
    read(dynamodb.send(new DescribeTableCommand({ TableName })), 'ResourceNotFoundException'),
    read(
      dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
      'TableNotFoundException',
      'UnknownOperationException',
    ),
    key === undefined ? NOT_ASKED : keys(region),
  ]);
  return {
    block: {
      arn: `arn:${run.partition}:dynamodb:${region}:${run.account}:table/${TableName}`,
      region_name: region,
      kms_key_arn: ownKey.failure !== undefined || key === ownKey.value ? undefined : key,
      point_in_time_recovery: backups.failure === undefined ? recovers(backups.value) : undefined,
      stream_arn: described.value?.Table?.LatestStreamArn,
      stream_label: described.value?.Table?.LatestStreamLabel,
    },
    unread: unreadOf(
      [described, [`replica.${at}.stream_arn`, `replica.${at}.stream_label`]],
      [backups, [`replica.${at}.point_in_time_recovery`]],
      [ownKey, [`replica.${at}.kms_key_arn`]],
    ),
  };
}
