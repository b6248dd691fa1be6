import { describe, expect, it } from 'vitest';
import { tables } from '../../../../../src/collect/aws/dynamodb/tables.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const HOSTILE = '"<b>&\'\u202e';
const arnOf = (name: string, region = 'us-east-1') => `arn:aws:dynamodb:${region}:111122223333:table/${name}`;
const RICH = {
  TableName: 'rich',
  TableArn: arnOf('rich'),
  DeletionProtectionEnabled: true,
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
  ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
  OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 20 },
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  LatestStreamArn: 'arn:stream',
  LatestStreamLabel: '2026',
  AttributeDefinitions: [
    { AttributeName: 'owner', AttributeType: 'S' },
    { AttributeName: HOSTILE, AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'owner', KeyType: 'HASH' },
    { AttributeName: HOSTILE, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'g',
      KeySchema: [{ AttributeName: HOSTILE, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['size'] },
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'l',
      KeySchema: [
        { AttributeName: 'owner', KeyType: 'HASH' },
        { AttributeName: HOSTILE, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: 'arn:own-key' },
  Replicas: [{ RegionName: 'eu-west-1', KMSMasterKeyId: 'arn:replica-key', ReplicaStatus: 'ACTIVE' }],
};
const RECOVERED = {
  ContinuousBackupsDescription: {
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 7 },
  },
};
const ANSWERS = {
  ListTables: { TableNames: ['rich'] },
  DescribeTable: { Table: RICH },
  DescribeContinuousBackups: RECOVERED,
  DescribeTimeToLive: {
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
  },
  ListTagsOfResource: ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? { Tags: [{ Key: 'Name', Value: HOSTILE }], NextToken: 'n' }
      : { Tags: [{ Key: 'second', Value: 'page' }] },
  DescribeKey: { KeyMetadata: { Arn: 'arn:aws-key' } },
};
const REPLICA = {
  arn: arnOf('rich', 'eu-west-1'),
  region_name: 'eu-west-1',
  kms_key_arn: 'arn:replica-key',
  point_in_time_recovery: true,
  stream_arn: 'arn:stream',
  stream_label: '2026',
};
const tags = { Name: HOSTILE, second: 'page' };
const VALUES = {
  id: 'rich',
  arn: arnOf('rich'),
  name: 'rich',
  billing_mode: 'PAY_PER_REQUEST',
  deletion_protection_enabled: true,
  table_class: 'STANDARD_INFREQUENT_ACCESS',
  read_capacity: 3,
  write_capacity: 4,
  on_demand_throughput: [{ max_read_request_units: 10, max_write_request_units: 20 }],
  stream_enabled: true,
  stream_view_type: 'KEYS_ONLY',
  stream_arn: 'arn:stream',
  stream_label: '2026',
  attribute: [
    { name: 'owner', type: 'S' },
    { name: HOSTILE, type: 'N' },
  ],
  hash_key: 'owner',
  range_key: HOSTILE,
  global_secondary_index: [
    {
      name: 'g',
      hash_key: HOSTILE,
      projection_type: 'INCLUDE',
      non_key_attributes: ['size'],
      read_capacity: 1,
      write_capacity: 2,
    },
  ],
  local_secondary_index: [{ name: 'l', range_key: HOSTILE, projection_type: 'KEYS_ONLY' }],
  server_side_encryption: [{ enabled: true, kms_key_arn: 'arn:own-key' }],
  point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 7 }],
  ttl: [{ attribute_name: 'expires', enabled: true }],
  replica: [REPLICA],
  tags,
  tags_all: tags,
};

async function collected(answers: Readonly<Record<string, unknown>>) {
  return (await collectedBy(tables, fakeRun({ ...ANSWERS, ...answers }))).records;
}

describe('tables', () => {
  it('gives what the provider writes', async () => {
    expect(await collected({})).toEqual([{ type: 'aws_dynamodb_table', values: VALUES, unread: [] }]);
  });

  it('an old table says nothing of its billing and class; no encryption block is a key of DynamoDB', async () => {
    const [record] = await collected({
      DescribeTable: { Table: { TableName: 'rich', TableArn: arnOf('rich') } },
      DescribeContinuousBackups: {},
      DescribeTimeToLive: { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } },
      ListTagsOfResource: {},
    });
    expect(record?.values).toEqual({
      id: 'rich',
      arn: arnOf('rich'),
      name: 'rich',
      billing_mode: 'PROVISIONED',
      table_class: 'STANDARD',
      stream_enabled: false,
      point_in_time_recovery: [{ enabled: false }],
      ttl: [{ enabled: false }],
      replica: [],
      tags: {},
      tags_all: {},
    });
  });

  it('the key that AWS keeps for DynamoDB is not named, here and in replicas', async () => {
    const run = fakeRun({
      ...ANSWERS,
      ListTables: { TableNames: ['rich', 'rich'] },
      DescribeKey: { KeyMetadata: { Arn: 'arn:own-key' } },
    });
    const { records } = await collectedBy(tables, run);
    expect(records[0]?.values.server_side_encryption).toEqual([{ enabled: true }]);
    // Once for each region, not for each table.
    expect(run.calls.filter(([operation]) => operation === 'DescribeKey')).toEqual([
      ['DescribeKey', { KeyId: 'alias/aws/dynamodb' }],
      ['DescribeKey', { KeyId: 'alias/aws/dynamodb' }],
    ]);
  });

  it('asks for replicas and their key where they lie', async () => {
    const run = fakeRun(ANSWERS);
    const asked: (string | undefined)[] = [];
    const client: typeof run.client = (service, region) => {
      asked.push(region);
      return run.client(service, region);
    };
    await collectedBy(tables, { ...run, client });
    // One client for both calls about the replica, one for each default key.
    expect(asked.filter((region) => region !== undefined).sort()).toEqual([
      'eu-west-1',
      'eu-west-1',
      'us-east-1',
    ]);
  });

  it('goes through the pages', async () => {
    const run = fakeRun({
      ...ANSWERS,
      ListTables: ({ ExclusiveStartTableName }: { ExclusiveStartTableName?: string }) =>
        ExclusiveStartTableName === undefined
          ? { TableNames: ['a'], LastEvaluatedTableName: 'a' }
          : { TableNames: ['b'] },
      DescribeTable: ({ TableName }: { TableName: string }) => ({ Table: { TableName } }),
    });
    const { records } = await collectedBy(tables, run);
    expect(records.map(({ values }) => values.id)).toEqual(['a', 'b']);
  });

  it('leaves out one that is gone', async () => {
    const gone = failing('dynamodb:DescribeTable', 'ResourceNotFoundException', 'failed');
    expect(await collected({ DescribeTable: gone })).toEqual([]);
  });
});

describe('tables: what is denied is unread, and nothing else', () => {
  const of = (api: string, ...attributes: readonly string[]) => ({
    attributes,
    failure: { reason: 'denied', api, message: 'AccessDeniedException' },
  });
  const denied = (api: string) => failing(api, 'AccessDeniedException');

  it.each([
    ['DescribeTimeToLive', 'dynamodb', ['ttl']],
    ['ListTagsOfResource', 'dynamodb', ['tags', 'tags_all']],
  ] as const)('%s', async (operation, service, attributes) => {
    const api = `${service}:${operation}`;
    const [record] = await collected({ [operation]: denied(api) });
    const rest = Object.entries(VALUES).filter(([name]) => !attributes.some((one) => one === name));
    expect(record?.values).toEqual(Object.fromEntries(rest));
    expect(record?.unread).toEqual([of(api, ...attributes)]);
  });

  it('backups, of the table and of its replica', async () => {
    const api = 'dynamodb:DescribeContinuousBackups';
    const [record] = await collected({ DescribeContinuousBackups: denied(api) });
    const { point_in_time_recovery: _, ...rest } = VALUES;
    const { point_in_time_recovery: __, ...replica } = REPLICA;
    expect(record?.values).toEqual({ ...rest, replica: [replica] });
    expect(record?.unread).toEqual([
      of(api, 'point_in_time_recovery'),
      of(api, 'replica.0.point_in_time_recovery'),
    ]);
  });

  it("which key is AWS's own: a key of theirs must not pass for one of ours", async () => {
    const [record] = await collected({ DescribeKey: denied('kms:DescribeKey') });
    expect(record?.values).not.toHaveProperty('server_side_encryption');
    expect(record?.unread).toEqual([
      of('kms:DescribeKey', 'server_side_encryption'),
      of('kms:DescribeKey', 'replica.0.kms_key_arn'),
    ]);
  });

  it('the table itself: what other calls tell stays', async () => {
    const [record] = await collected({ DescribeTable: denied('dynamodb:DescribeTable') });
    expect(record?.values).toEqual({
      id: 'rich',
      name: 'rich',
      arn: arnOf('rich'),
      point_in_time_recovery: VALUES.point_in_time_recovery,
      ttl: VALUES.ttl,
      tags,
      tags_all: tags,
    });
    const unread = record?.unread?.[0]?.attributes as readonly string[];
    expect([...Object.keys(record?.values ?? {}), ...unread].sort()).toEqual(Object.keys(VALUES).sort());
  });

  it('the listing is a gap', async () => {
    const run = fakeRun({ ...ANSWERS, ListTables: denied('dynamodb:ListTables') });
    expect((await collectedBy(tables, run)).failure?.api).toBe('dynamodb:ListTables');
  });
});
