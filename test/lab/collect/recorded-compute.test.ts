/** Compute and database collectors against what the real AWS has answered, and what the provider made of it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tables } from '../../../src/collect/aws/dynamodb/tables.ts';
import { ebsDefaultKey } from '../../../src/collect/aws/ec2/ebs-default-key.ts';
import { ebsEncryption } from '../../../src/collect/aws/ec2/ebs-encryption.ts';
import { instances } from '../../../src/collect/aws/ec2/instances.ts';
import { snapshotPermissions } from '../../../src/collect/aws/ec2/snapshot-permissions.ts';
import { snapshots } from '../../../src/collect/aws/ec2/snapshots.ts';
import { volumes } from '../../../src/collect/aws/ec2/volumes.ts';
import { functions } from '../../../src/collect/aws/lambda/functions.ts';
import { instances as databases } from '../../../src/collect/aws/rds/instances.ts';
import { subnetGroups } from '../../../src/collect/aws/rds/subnet-groups.ts';
import type { AwsCollector } from '../../../src/collect/aws/run.ts';
import type { LiveRecord } from '../../../src/collect/collector.ts';
import { comparableBlock } from '../../../src/resource/comparable.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';
import { conforms } from '../../../src/resource/shape/fit.ts';
import { type BlockSchema, typeSchema } from '../../../src/resource/type-schema.ts';
import { collectedBy } from '../../unit/collect/collected-by.ts';
import { failing, fakeRun } from '../../unit/collect/fake-run.ts';

/** Who was recorded. */
const RECORDED = '644160558196';
const AWS = 'registry.terraform.io/hashicorp/aws';
const ORACLES = path.resolve(import.meta.dirname, '../../../../shared/oracles/aws');
const absent = !existsSync(ORACLES);
if (absent) console.warn('SKIPPED: recorded answers of compute services: ../shared/oracles is not there');

type Body = Readonly<Record<string, never>>;
type Answers = Readonly<Record<string, unknown>>;

/** All that one operation was seen to answer, as the SDK gives it: times are dates, pages are the last. */
function bodies(service: string, operation: string): readonly Body[] {
  const file = path.join(ORACLES, 'bodies', `${service}.json`);
  const all = JSON.parse(readFileSync(file, 'utf8'), revived) as Record<string, Body[]>;
  return all[operation] ?? [];
}

function revived(this: unknown, name: string, value: unknown): unknown {
  if (['NextToken', 'Marker', 'NextMarker', 'LastEvaluatedTableName'].includes(name)) return undefined;
  const isTime = /(Time|Date|Until)$/.test(name) && typeof value === 'string';
  return isTime ? new Date(value) : value;
}

/** For each collector: the answers of its calls, one set for each recorded body. */
const CASES: Readonly<Record<string, readonly [AwsCollector, () => readonly Answers[]]>> = {
  DescribeVolumes: [volumes, () => each('ec2', 'DescribeVolumes')],
  DescribeSnapshots: [snapshots, () => each('ec2', 'DescribeSnapshots')],
  GetEbsEncryptionByDefault: [ebsEncryption, () => each('ec2', 'GetEbsEncryptionByDefault')],
  GetEbsDefaultKmsKeyId: [ebsDefaultKey, () => each('ec2', 'GetEbsDefaultKmsKeyId')],
  DescribeSnapshotAttribute: [
    snapshotPermissions,
    () =>
      each('ec2', 'DescribeSnapshotAttribute').map((answers) => ({
        ...answers,
        DescribeSnapshots: { Snapshots: [{ SnapshotId: 'snap-1' }] },
      })),
  ],
  DescribeInstances: [
    instances,
    () => bodies('ec2', 'DescribeInstances').map((body, at) => aroundInstances(body, at)),
  ],
  DescribeDBInstances: [databases, () => each('rds', 'DescribeDBInstances')],
  DescribeDBSubnetGroups: [
    subnetGroups,
    () =>
      each('rds', 'DescribeDBSubnetGroups').map((answers, at) => ({
        ...answers,
        ListTagsForResource: bodies('rds', 'ListTagsForResource')[at],
      })),
  ],
  ListFunctions: [
    functions,
    () =>
      each('lambda', 'ListFunctions').map((answers) => ({
        ...answers,
        ListCodeSigningConfigs: {},
        GetFunction: failing('lambda:GetFunction', 'AccessDeniedException'),
      })),
  ],
  GetFunction: [
    functions,
    () =>
      bodies('lambda', 'GetFunction').map((GetFunction) => ({
        ListFunctions: { Functions: [GetFunction.Configuration] },
        ListCodeSigningConfigs: {},
        GetFunction,
      })),
  ],
  DescribeTable: [
    tables,
    () =>
      bodies('dynamodb', 'DescribeTable').map((DescribeTable, at) => ({
        ListTables: { TableNames: ['one'] },
        DescribeTable,
        DescribeContinuousBackups: bodies('dynamodb', 'DescribeContinuousBackups')[at % 2],
        DescribeTimeToLive: {},
        ListTagsOfResource: bodies('dynamodb', 'ListTagsOfResource')[at % 3],
        DescribeKey: {},
      })),
  ],
};

function each(service: string, operation: string): readonly Answers[] {
  return bodies(service, operation).map((body) => ({ [operation]: body }));
}

function aroundInstances(DescribeInstances: Body, at: number, DescribeVolumes?: object): Answers {
  return {
    DescribeInstances,
    DescribeVolumes: DescribeVolumes ?? bodies('ec2', 'DescribeVolumes')[at],
    DescribeInstanceAttribute: bodies('ec2', 'DescribeInstanceAttribute')[at],
    DescribeVpcs: { Vpcs: [] },
    DescribeInstanceCreditSpecifications: {},
    DescribeSpotInstanceRequests: {},
  };
}

/** Attributes that the schema does not have, or with another type. */
function misfits(values: JsonObject, schema: BlockSchema, at = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const place = `${at}${name}`;
    const attribute = schema.attributes[name];
    if (attribute !== undefined) return conforms(value, attribute.type) ? [] : [place];
    const nested = schema.blocks[name];
    if (nested === undefined || !Array.isArray(value)) return [place];
    return (value as JsonObject[]).flatMap((block, number) =>
      misfits(block, nested.block, `${place}.${number}.`),
    );
  });
}

describe.skipIf(absent)('what the real AWS has answered', () => {
  it.each(Object.entries(CASES))('%s: every body gives records of the schema', async (operation, entry) => {
    const [collector, cases] = entry;
    let count = 0;
    for (const answers of cases()) {
      const { records, failure } = await collectedBy(collector, fakeRun(answers));
      expect(failure).toBeUndefined();
      count += records.length;
      for (const { type, values } of records) {
        const schema = typeSchema(AWS, type);
        expect(schema).toBeDefined();
        expect(misfits(values as JsonObject, schema as BlockSchema)).toEqual([]);
      }
    }
    console.info(`${operation}: ${cases().length} recorded bodies, ${count} records`);
    expect(count).toBeGreaterThan(0);
  });
});

interface Pair {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly values: JsonObject;
  }[];
  readonly responses: readonly { readonly operation: string; readonly data: Body }[];
}

/** Attributes of the provider's record that differ from ours, and how many are equal. */
async function compared(
  file: string,
  collector: AwsCollector,
  answersOf: (pair: Pair) => readonly Answers[],
) {
  const pair = JSON.parse(readFileSync(path.join(ORACLES, 'pairs', file), 'utf8'), revived) as Pair;
  const records: LiveRecord[] = [];
  for (const answers of answersOf(pair))
    records.push(...(await collectedBy(collector, { ...fakeRun(answers), account: RECORDED })).records);
  const differences = new Set<string>();
  let equal = 0;
  for (const { type, values } of pair.resources.filter((one) => collector.types.includes(one.type))) {
    const schema = typeSchema(AWS, type);
    const found = records.find((record) => record.type === type && record.values.id === values.id);
    expect(found, `${type} ${values.id as string}`).toBeDefined();
    const theirs = comparableBlock(values, schema) ?? {};
    const ours = comparableBlock(found?.values as JsonObject, schema) ?? {};
    for (const [name, value] of Object.entries(theirs)) {
      if (Object.hasOwn(collector.notFilled[type] ?? {}, name)) continue;
      if (JSON.stringify(ours[name]) === JSON.stringify(value)) equal++;
      else differences.add(`${name}: ${text(value)} → ${text(ours[name])}`);
    }
  }
  return { equal, differences: [...differences].sort() };
}

function text(value: Json | undefined): string {
  return JSON.stringify(value)?.slice(0, 200) ?? 'absent';
}

function responses({ responses: all }: Pair, operation: string): readonly Body[] {
  return all.filter((one) => one.operation === operation).map(({ data }) => data);
}

/** Attributes of which the two tell different things, and why that is so. */
const UNTOLD = 'told by a call that was not recorded';
const EXPLAINED: Readonly<Record<string, string>> = {
  architectures: 'the API did not tell it yet',
  credit_specification: UNTOLD,
  disable_api_stop: UNTOLD,
  disable_api_termination: UNTOLD,
  instance_initiated_shutdown_behavior: UNTOLD,
  metadata_options: 'http_protocol_ipv6 is of later versions of the provider',
  region: 'of later versions of the provider',
  reserved_concurrent_executions: UNTOLD,
  root_block_device: UNTOLD,
};

const PAIRS: readonly (readonly [string, AwsCollector, (pair: Pair) => readonly Answers[]])[] = [
  [
    'ebs_modify_iops_percent.json',
    volumes,
    (pair) => [{ DescribeVolumes: responses(pair, 'DescribeVolumes')[0] }],
  ],
  ['ec2_stop_protection_disabled.json', instances, ofInstances],
  ['tag_action_filter_call.json', instances, ofInstances],
  [
    'rds_delete_aurora_filter.json',
    databases,
    (pair) => [{ DescribeDBInstances: responses(pair, 'DescribeDBInstances')[0] }],
  ],
  [
    'aws_lambda_check_permissions.json',
    functions,
    (pair) => [
      {
        ListFunctions: responses(pair, 'ListFunctions')[0],
        ListCodeSigningConfigs: {},
        GetFunction: failing('lambda:GetFunction', 'AccessDeniedException'),
      },
    ],
  ],
];

/** The first answer alone: the tests that were recorded change things. */
function ofInstances(pair: Pair): readonly Answers[] {
  return responses(pair, 'DescribeInstances')
    .slice(0, 1)
    .map((body) => aroundInstances(body, 0, {}));
}

describe.skipIf(absent)('what the provider has made of the same resources', () => {
  it.each(PAIRS)('%s', async (file, collector, answersOf) => {
    const { equal, differences } = await compared(file, collector, answersOf);
    console.info(`${file}: ${equal} equal, ${differences.length} explained`);
    expect(equal).toBeGreaterThan(8);
    const names = differences.map((line) => line.slice(0, line.indexOf(':')));
    expect(differences.filter((_, at) => !Object.hasOwn(EXPLAINED, names[at] ?? ''))).toEqual([]);
  });
});
