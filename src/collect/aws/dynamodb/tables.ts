/** DynamoDB tables with indexes, backups, expiry, encryption and replicas. */
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import { all } from '../../all.ts';
import type { LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { pages } from '../../pages.ts';
import { NOT_ASKED, read, unreadOf } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { createDefaultKeys, type DefaultKeys } from './default-key.ts';
import { replicaBlocks } from './replicas.ts';
import { encryptionBlock, expiryBlock, recoveryBlock, tableValues } from './table-values.ts';

const PAGE = 100;
const AT_ONCE = 8;
const GONE = 'ResourceNotFoundException';
const BY_CREATION = 'an argument of the creation';

/** API: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html */
export const tables: AwsCollector = {
  id: 'aws/dynamodb/tables',
  per: 'region',
  types: ['aws_dynamodb_table'],
  permissions: [
    'dynamodb:ListTables',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:ListTagsOfResource',
    'kms:DescribeKey',
  ],
  notFilled: {
    aws_dynamodb_table: {
      import_table: BY_CREATION,
      restore_date_time: BY_CREATION,
      restore_source_name: BY_CREATION,
      restore_source_table_arn: BY_CREATION,
      restore_to_latest_time: BY_CREATION,
      'replica.propagate_tags': 'an argument: who has tagged a replica, no API tells',
    },
  },
  async *collect(run) {
    const dynamodb = run.client(DynamoDBClient);
    const listed = pages(
      'dynamodb:ListTables',
      (ExclusiveStartTableName) =>
        dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName, Limit: PAGE })),
      ({ TableNames }) => TableNames,
      ({ LastEvaluatedTableName }) => LastEvaluatedTableName,
    );
    const keys = createDefaultKeys(run);
    for await (const record of inOrder(listed, AT_ONCE, (name) => recordOf(run, name, keys)))
      if (record !== undefined) yield record;
  },
};

/** Undefined for one that is gone since it was listed. */
async function recordOf(run: AwsRun, TableName: string, keys: DefaultKeys): Promise<LiveRecord | undefined> {
  const arn = `arn:${run.partition}:dynamodb:${run.region}:${run.account}:table/${TableName}`;
  const [described, backups, expiry, tags] = await answersOf(run, TableName, arn);
  const { value: { Table: table } = {}, failure } = described;
  if (table === undefined && failure === undefined) return undefined;
  const key = table?.SSEDescription?.KMSMasterKeyArn;
  const ownKey = key === undefined ? NOT_ASKED : await keys(run.region);
  const replicas = await replicaBlocks(run, TableName, table, keys);
  return {
    type: 'aws_dynamodb_table',
    values: {
      ...(table === undefined ? { id: TableName, name: TableName, arn } : tableValues(table)),
      server_side_encryption: ownKey.failure ? undefined : encryptionBlock(table, ownKey.value),
      point_in_time_recovery: backups.failure ? undefined : recoveryBlock(backups.value),
      ttl: expiry.failure ? undefined : expiryBlock(expiry.value),
      replica: table === undefined ? undefined : replicas.blocks,
      ...(tags.failure === undefined && tagsFrom(tags.value ?? [])),
    },
    unread: [
      ...unreadOf(
        [backups, ['point_in_time_recovery']],
        [expiry, ['ttl']],
        [tags, ['tags', 'tags_all']],
        [ownKey, ['server_side_encryption']],
        [described, OF_TABLE],
      ),
      ...replicas.unread,
    ],
  };
}

/** Regions that lack a feature do not know its operation. */
function answersOf(run: AwsRun, TableName: string, arn: string) {
  const dynamodb = run.client(DynamoDBClient);
  return Promise.all([
    read(dynamodb.send(new DescribeTableCommand({ TableName })), GONE),
    read(
      dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
      'TableNotFoundException',
      'UnknownOperationException',
    ),
    read(dynamodb.send(new DescribeTimeToLiveCommand({ TableName })), GONE, 'UnknownOperationException'),
    read(allTags(run, arn), GONE, 'UnknownOperationException'),
  ]);
}

const OF_TABLE = [
  'attribute',
  'billing_mode',
  'deletion_protection_enabled',
  'global_secondary_index',
  'hash_key',
  'local_secondary_index',
  'on_demand_throughput',
  'range_key',
  'read_capacity',
  'replica',
  'server_side_encryption',
  'stream_arn',
  'stream_enabled',
  'stream_label',
  'stream_view_type',
  'table_class',
  'write_capacity',
];

function allTags(run: AwsRun, ResourceArn: string) {
  const listed = pages(
    'dynamodb:ListTagsOfResource',
    (NextToken) => run.client(DynamoDBClient).send(new ListTagsOfResourceCommand({ ResourceArn, NextToken })),
    ({ Tags }) => Tags,
    ({ NextToken }) => NextToken,
  );
  return all(listed);
}
