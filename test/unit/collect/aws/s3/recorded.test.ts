/** Holds the mappings against what the real S3 answered, and what the provider made of the same buckets. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import type { AwsCollector } from '../../../../../src/collect/aws/run.ts';
import { accountPublicAccessBlock } from '../../../../../src/collect/aws/s3/account-public-access-block.ts';
import { buckets } from '../../../../../src/collect/aws/s3/buckets.ts';
import type { LiveRecord } from '../../../../../src/collect/collector.ts';
import { toRawResource } from '../../../../../src/collect/to-raw-resource.ts';
import { comparableBlock } from '../../../../../src/resource/comparable.ts';
import type { Json, JsonObject } from '../../../../../src/resource/resource.ts';
import { shape } from '../../../../../src/resource/shape.ts';
import { type BlockSchema, typeSchema } from '../../../../../src/resource/type-schema.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';
const RECORDED = path.resolve(import.meta.dirname, '../../../../../../shared/oracles/aws');
const isRecorded = existsSync(RECORDED);
if (!isRecorded) console.warn(`SKIPPED: what the real S3 answered: ${RECORDED} is absent`);

/** By type, the operation that answers it. */
const OPERATIONS: Readonly<Record<string, string>> = {
  aws_s3_bucket_accelerate_configuration: 'GetBucketAccelerateConfiguration',
  aws_s3_bucket_acl: 'GetBucketAcl',
  aws_s3_bucket_cors_configuration: 'GetBucketCors',
  aws_s3_bucket_server_side_encryption_configuration: 'GetBucketEncryption',
  aws_s3_bucket_lifecycle_configuration: 'GetBucketLifecycleConfiguration',
  aws_s3_bucket_logging: 'GetBucketLogging',
  aws_s3_bucket_notification: 'GetBucketNotificationConfiguration',
  aws_s3_bucket_object_lock_configuration: 'GetObjectLockConfiguration',
  aws_s3_bucket_ownership_controls: 'GetBucketOwnershipControls',
  aws_s3_bucket_policy: 'GetBucketPolicy',
  aws_s3_bucket_public_access_block: 'GetPublicAccessBlock',
  aws_s3_bucket_replication_configuration: 'GetBucketReplication',
  aws_s3_bucket_request_payment_configuration: 'GetBucketRequestPayment',
  aws_s3_bucket_versioning: 'GetBucketVersioning',
  aws_s3_bucket_website_configuration: 'GetBucketWebsite',
};

type Bodies = Readonly<Record<string, readonly object[]>>;
const s3: Bodies = isRecorded ? read('bodies/s3.json') : {};
const control: Bodies = isRecorded ? read('bodies/s3-control.json') : {};

describe.skipIf(!isRecorded)('every recorded body', () => {
  it.each(Object.entries(OPERATIONS))('%s takes those of %s', async (type, operation) => {
    const bodies = s3[operation] ?? [];
    if (bodies.length === 0) console.warn(`not held against AWS: no body of ${operation} is recorded`);
    for (const body of bodies) {
      const records = await collected(buckets, type, { [operation]: body });
      expect(records).toHaveLength(1);
      expectInSchema(records);
    }
  });

  it('tags, and pages of buckets', async () => {
    for (const body of s3.GetBucketTagging ?? []) {
      const [record] = await collected(buckets, 'aws_s3_bucket', { GetBucketTagging: body });
      expect(Object.keys(record?.values.tags ?? {}).length).toBe(
        (body as { TagSet: unknown[] }).TagSet.length,
      );
    }
    for (const body of s3.ListBuckets ?? []) {
      const records = await collected(buckets, 'aws_s3_bucket', { ListBuckets: body });
      expect(records).toHaveLength((body as { Buckets: unknown[] }).Buckets.length);
      expectInSchema(records);
    }
  });

  it("the account's block", async () => {
    for (const body of control.GetPublicAccessBlock ?? []) {
      const records = await collected(accountPublicAccessBlock, 'aws_s3_account_public_access_block', {
        GetPublicAccessBlock: body,
      });
      expect(records).toHaveLength(1);
      expectInSchema(records);
    }
  });
});

interface Pair {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly values: JsonObject;
  }[];
  readonly responses: readonly { readonly operation: string; readonly n: number; readonly data: object }[];
}

describe.skipIf(!isRecorded)('what the provider wrote of the same buckets', () => {
  const bedrock: Pair = isRecorded
    ? pair('bedrock_evaluation_job__bedrock_evaluation_job_output_bucket')
    : none();
  const owned: Pair = isRecorded ? pair('s3_ownership__test_s3_ownership_defined') : none();

  it.each([
    ['aws_s3_bucket_lifecycle_configuration', 'output', bedrock, 1, []],
    // The provider's reading has `Disabled` here, the recorded answer has nothing.
    ['aws_s3_bucket_versioning', 'output', bedrock, 1, ['mfa_delete']],
    ['aws_s3_bucket_ownership_controls', 'owner_preferred', owned, 2, []],
    ['aws_s3_bucket_ownership_controls', 'owner_enforced', owned, 3, []],
  ])('%s.%s', async (type, name, { resources, responses }, n, unlike) => {
    const operation = OPERATIONS[type] ?? '';
    const wrote = resources.find((one) => one.type === type && one.name === name)?.values ?? {};
    const answer = responses.find((one) => one.operation === operation && one.n === n)?.data ?? {};
    const Buckets = [{ Name: wrote.bucket, BucketRegion: 'us-east-1' }];
    const [live] = await collected(buckets, type, { ListBuckets: { Buckets }, [operation]: answer });
    const schema = typeSchema(AWS, type);
    const known = Object.fromEntries(Object.entries(wrote).filter(([key]) => isIn(schema, key)));
    expect(comparableBlock(shaped(live as LiveRecord), schema)).toEqual(
      comparableBlock(without(known, unlike) as JsonObject, schema),
    );
  });

  it('every aws_s3_bucket: its names, zone and region', async () => {
    const files = readdirSync(path.join(RECORDED, 'pairs')).map((file) => pair(file.replace(/\.json$/, '')));
    const wrote = files.flatMap(({ resources }) => resources.filter(({ type }) => type === 'aws_s3_bucket'));
    expect(wrote.length).toBeGreaterThan(10);
    for (const { values } of wrote) {
      const Buckets = [{ Name: values.bucket, BucketRegion: values.bucket_region ?? values.region }];
      const [live] = await collected(buckets, 'aws_s3_bucket', { ListBuckets: { Buckets } });
      const { id, arn, region, bucket_domain_name, hosted_zone_id } = values;
      expect(live?.values).toMatchObject({ id, arn, region, bucket_domain_name, hosted_zone_id });
      // Providers before 5 left the region out in us-east-1.
      const regional = String(values.bucket_regional_domain_name).replace(
        /\.s3\.amazonaws/,
        '.s3.us-east-1.amazonaws',
      );
      expect(live?.values.bucket_regional_domain_name).toBe(regional);
    }
  });
});

function read(file: string) {
  return JSON.parse(readFileSync(path.join(RECORDED, file), 'utf8'));
}

function pair(name: string): Pair {
  return read(`pairs/${name}.json`);
}

function none(): Pair {
  return { resources: [], responses: [] };
}

function collected(collector: AwsCollector, type: string, answers: Record<string, object>) {
  const run = fakeRun({
    ListBuckets: { Buckets: [{ Name: 'data', BucketRegion: 'us-east-1' }] },
    GetBucketLocation: {},
    GetBucketTagging: failing('s3:GetBucketTagging', 'NoSuchTagSet', 'failed'),
    GetObjectLockConfiguration: {},
    ...(withDates(answers) as object),
  });
  return all(collector.collect(run, (asked) => asked === type));
}

/** As the client has them: recordings keep times as texts. */
function withDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === 'Date' && typeof item === 'string' ? new Date(item) : withDates(item),
    ]),
  );
}

function shaped(record: LiveRecord): JsonObject {
  const raw = toRawResource(record, { provider: AWS, account: '111122223333', region: 'us-east-1', at: '' });
  const [resource, ...others] = shape(raw, typeSchema(AWS, record.type));
  expect(others).toEqual([]);
  expect(resource?.unknown).toEqual([]);
  return resource?.values ?? {};
}

function expectInSchema(records: readonly LiveRecord[]): void {
  for (const record of records) {
    expect(strangers(record.values as Json, typeSchema(AWS, record.type), record.type)).toEqual([]);
    shaped(record);
  }
}

function isIn(schema: BlockSchema | undefined, name: string): boolean {
  return Object.hasOwn(schema?.attributes ?? {}, name) || Object.hasOwn(schema?.blocks ?? {}, name);
}

/** Names that the schema does not have; values that are not of its types are `malformed` in the shape. */
function strangers(value: Json, schema: BlockSchema | undefined, at: string): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => strangers(item, schema, at));
  return Object.entries(value as JsonObject).flatMap(([name, item]) => {
    const nested = schema?.blocks[name];
    if (nested !== undefined && item !== undefined) return strangers(item, nested.block, `${at}.${name}`);
    return isIn(schema, name) ? [] : [`${at}.${name}`];
  });
}

function without(value: Json, names: readonly string[]): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => without(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).filter(([name]) => !names.includes(name));
  return Object.fromEntries(entries.map(([name, item]) => [name, without(item, names)]));
}
