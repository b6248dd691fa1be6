/** What DynamoDB says of a table, in the attributes of `aws_dynamodb_table`. */
import type {
  DescribeContinuousBackupsOutput,
  DescribeTimeToLiveOutput,
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  LocalSecondaryIndexDescription,
  OnDemandThroughput,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { LiveValues } from '../../collector.ts';

/** All but encryption, replicas, tags and what other calls tell. */
export function tableValues(table: TableDescription): LiveValues {
  const { ProvisionedThroughput: throughput, StreamSpecification: stream } = table;
  return {
    id: table.TableName,
    arn: table.TableArn,
    name: table.TableName,
    // Tables from before there was a choice say nothing.
    billing_mode: table.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    deletion_protection_enabled: table.DeletionProtectionEnabled,
    table_class: table.TableClassSummary?.TableClass ?? 'STANDARD',
    read_capacity: throughput?.ReadCapacityUnits,
    write_capacity: throughput?.WriteCapacityUnits,
    on_demand_throughput: onDemand(table.OnDemandThroughput),
    stream_enabled: stream?.StreamEnabled ?? false,
    stream_view_type: stream?.StreamViewType,
    stream_arn: table.LatestStreamArn,
    stream_label: table.LatestStreamLabel,
    attribute: table.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => ({
      name: AttributeName,
      type: AttributeType,
    })),
    ...keysOf(table.KeySchema),
    global_secondary_index: table.GlobalSecondaryIndexes?.map(globalIndex),
    local_secondary_index: table.LocalSecondaryIndexes?.map(localIndex),
  };
}

/** A table that is encrypted with a key of DynamoDB's own has no block; AWS's key in KMS (`defaultKey`) is not named. */
export function encryptionBlock(
  table: TableDescription | undefined,
  defaultKey: string | undefined,
): readonly LiveValues[] | undefined {
  const { Status, KMSMasterKeyArn: key } = table?.SSEDescription ?? {};
  if (table?.SSEDescription === undefined) return undefined;
  return [{ enabled: Status === 'ENABLED', kms_key_arn: key === defaultKey ? undefined : key }];
}

export function recoveryBlock(backups: DescribeContinuousBackupsOutput | undefined): readonly LiveValues[] {
  const recovery = backups?.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  return [{ enabled: recovers(backups), recovery_period_in_days: recovery?.RecoveryPeriodInDays }];
}

export function recovers(backups: DescribeContinuousBackupsOutput | undefined): boolean {
  const recovery = backups?.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  return recovery?.PointInTimeRecoveryStatus === 'ENABLED';
}

export function expiryBlock(expiry: DescribeTimeToLiveOutput | undefined): readonly LiveValues[] {
  const { AttributeName, TimeToLiveStatus } = expiry?.TimeToLiveDescription ?? {};
  return [{ attribute_name: AttributeName, enabled: TimeToLiveStatus === 'ENABLED' }];
}

function globalIndex(index: GlobalSecondaryIndexDescription): LiveValues {
  const { Projection: projection, ProvisionedThroughput: throughput } = index;
  return {
    name: index.IndexName,
    ...keysOf(index.KeySchema),
    projection_type: projection?.ProjectionType,
    non_key_attributes: projection?.NonKeyAttributes,
    read_capacity: throughput?.ReadCapacityUnits,
    write_capacity: throughput?.WriteCapacityUnits,
    on_demand_throughput: onDemand(index.OnDemandThroughput),
  };
}

/** Local indexes have the table's hash key. */
function localIndex(index: LocalSecondaryIndexDescription): LiveValues {
  const { range_key } = keysOf(index.KeySchema);
  return {
    name: index.IndexName,
    range_key,
    projection_type: index.Projection?.ProjectionType,
    non_key_attributes: index.Projection?.NonKeyAttributes,
  };
}

function keysOf(schema: readonly KeySchemaElement[] = []) {
  const nameOf = (type: string) => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  return { hash_key: nameOf('HASH'), range_key: nameOf('RANGE') };
}

function onDemand(throughput: OnDemandThroughput | undefined): readonly LiveValues[] | undefined {
  return (
    throughput && [
      {
        max_read_request_units: throughput.MaxReadRequestUnits,
        max_write_request_units: throughput.MaxWriteRequestUnits,
      },
    ]
  );
}
