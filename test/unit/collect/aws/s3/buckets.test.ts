import { describe, expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import type { AwsRun } from '../../../../../src/collect/aws/run.ts';
import { buckets } from '../../../../../src/collect/aws/s3/buckets.ts';
import { CallError } from '../../../../../src/collect/call-error.ts';
import type { LiveRecord, Wants } from '../../../../../src/collect/collector.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const NOTHING = {
  ListBuckets: { Buckets: [{ Name: 'data', BucketRegion: 'eu-central-1' }] },
  GetBucketTagging: failing('s3:GetBucketTagging', 'NoSuchTagSet', 'failed'),
  GetObjectLockConfiguration: failing(
    's3:GetObjectLockConfiguration',
    'ObjectLockConfigurationNotFoundError',
    'failed',
  ),
  GetBucketAccelerateConfiguration: {},
  GetBucketAcl: { Owner: { ID: 'me' }, Grants: [] },
  GetBucketCors: failing('s3:GetBucketCors', 'NoSuchCORSConfiguration', 'failed'),
  GetBucketEncryption: failing(
    's3:GetBucketEncryption',
    'ServerSideEncryptionConfigurationNotFoundError',
    'failed',
  ),
  GetBucketLifecycleConfiguration: failing(
    's3:GetBucketLifecycleConfiguration',
    'NoSuchLifecycleConfiguration',
    'failed',
  ),
  GetBucketLogging: {},
  GetBucketNotificationConfiguration: {},
  GetBucketOwnershipControls: failing(
    's3:GetBucketOwnershipControls',
    'OwnershipControlsNotFoundError',
    'failed',
  ),
  GetBucketPolicy: failing('s3:GetBucketPolicy', 'NoSuchBucketPolicy', 'failed'),
  GetPublicAccessBlock: failing('s3:GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', 'failed'),
  GetBucketReplication: failing('s3:GetBucketReplication', 'ReplicationConfigurationNotFoundError', 'failed'),
  GetBucketRequestPayment: { Payer: 'BucketOwner' },
  GetBucketVersioning: {},
  GetBucketWebsite: failing('s3:GetBucketWebsite', 'NoSuchWebsiteConfiguration', 'failed'),
};

const DATA = {
  type: 'aws_s3_bucket',
  region: 'eu-central-1',
  values: {
    id: 'data',
    bucket: 'data',
    arn: 'arn:aws:s3:::data',
    region: 'eu-central-1',
    bucket_domain_name: 'data.s3.amazonaws.com',
    bucket_regional_domain_name: 'data.s3.eu-central-1.amazonaws.com',
    hosted_zone_id: 'Z21DNDUVLTQW6Q',
    object_lock_enabled: false,
    tags: {},
    tags_all: {},
  },
  unread: [],
};

async function collected(answers: Record<string, unknown>, wants?: Wants) {
  const run = fakeRun({ ...NOTHING, ...answers });
  return { records: await all(buckets.collect(run, wants)), calls: run.calls };
}

function only(type: string): Wants {
  return (asked) => asked === type;
}

describe('buckets', () => {
  it('a bucket without settings is one record, and its owner-only list', async () => {
    const { records, calls } = await collected({});
    expect(records).toEqual([
      DATA,
      {
        type: 'aws_s3_bucket_acl',
        region: 'eu-central-1',
        values: { id: 'data', bucket: 'data', access_control_policy: [{ grant: [], owner: [{ id: 'me' }] }] },
        origin: undefined,
      },
    ]);
    const [list, ...perBucket] = calls.map(([operation]) => operation);
    expect(list).toBe('ListBuckets');
    // Each operation once, and the bucket's region is not asked for, as the listing tells it.
    expect(perBucket.sort()).toEqual(
      Object.keys(NOTHING)
        .filter((name) => name !== 'ListBuckets')
        .sort(),
    );
  });

  it('tags and object lock, in whatever letters', async () => {
    const { records } = await collected(
      {
        GetBucketTagging: {
          TagSet: [
            { Key: '<b>&"\u202e', Value: '\u0000; rm -rf' },
            { Key: '__proto__', Value: 'x' },
            { Key: 'aws:cloudformation:stack-name', Value: 'hidden' },
          ],
        },
        GetObjectLockConfiguration: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
      },
      only('aws_s3_bucket'),
    );
    const tags = Object.fromEntries([
      ['<b>&"\u202e', '\u0000; rm -rf'],
      ['__proto__', 'x'],
    ]);
    expect(records).toEqual([
      { ...DATA, values: { ...DATA.values, object_lock_enabled: true, tags, tags_all: tags } },
    ]);
  });

  it('goes through all pages, and asks each for regions', async () => {
    const { records, calls } = await collected(
      {
        ListBuckets: ({ ContinuationToken }: { ContinuationToken?: string }) =>
          ContinuationToken === undefined
            ? { Buckets: [{ Name: 'one', BucketRegion: 'us-east-1' }], ContinuationToken: 'more' }
            : { Buckets: [{ Name: 'two', BucketRegion: 'us-west-2' }] },
      },
      only('aws_s3_bucket'),
    );
    expect(records.map(({ values, region }) => [values.bucket, region])).toEqual([
      ['one', 'us-east-1'],
      ['two', 'us-west-2'],
    ]);
    expect(calls.filter(([operation]) => operation === 'ListBuckets').map(([, input]) => input)).toEqual([
      { MaxBuckets: 10_000, ContinuationToken: undefined },
      { MaxBuckets: 10_000, ContinuationToken: 'more' },
    ]);
  });

  it('a listing that fails is no empty account', async () => {
    await expect(collected({ ListBuckets: failing('s3:ListBuckets', 'AccessDenied') })).rejects.toThrow(
      CallError,
    );
  });

  it.each([
    [undefined, 'us-east-1'],
    ['', 'us-east-1'],
    ['EU', 'eu-west-1'],
    ['ap-south-1', 'ap-south-1'],
  ])('asks for the location (%o) where the listing does not tell', async (LocationConstraint, region) => {
    const { records } = await collected(
      { ListBuckets: { Buckets: [{ Name: 'data' }] }, GetBucketLocation: { LocationConstraint } },
      only('aws_s3_bucket'),
    );
    expect(records.map((record) => [record.region, record.values.region])).toEqual([[region, region]]);
  });

  it('a bucket whose region is denied is there, and unread', async () => {
    const { records, calls } = await collected(
      {
        ListBuckets: { Buckets: [{ Name: 'data' }] },
        GetBucketLocation: failing('s3:GetBucketLocation', 'AccessDenied'),
      },
      (type) => type === 'aws_s3_bucket' || type === 'aws_s3_bucket_policy',
    );
    const failure = { reason: 'denied', api: 's3:GetBucketLocation', message: 'AccessDenied' };
    const { id, bucket, arn, bucket_domain_name } = DATA.values;
    expect(records).toEqual([
      {
        type: 'aws_s3_bucket',
        values: { id, bucket, arn, bucket_domain_name },
        unread: [
          {
            attributes: [
              'region',
              'bucket_regional_domain_name',
              'hosted_zone_id',
              'object_lock_enabled',
              'tags',
              'tags_all',
            ],
            failure,
          },
        ],
      },
      {
        type: 'aws_s3_bucket_policy',
        region: undefined,
        values: { id, bucket },
        unread: [{ attributes: '*', failure }],
      },
    ]);
    expect(calls.map(([operation]) => operation)).toEqual(['ListBuckets', 'GetBucketLocation']);
  });

  it('each bucket is asked by the client of its own region', async () => {
    const run = fakeRun({ ...NOTHING, GetBucketVersioning: { Status: 'Enabled' } });
    const regions: (string | undefined)[] = [];
    const routed: AwsRun = {
      ...run,
      client: (service, region) => {
        regions.push(region);
        return run.client(service);
      },
    };
    await all(buckets.collect(routed, only('aws_s3_bucket_versioning')));
    expect(regions).toEqual([undefined, 'eu-central-1']);
  });

  it('leaves out a bucket that is gone before all is asked', async () => {
    const { records } = await collected({
      ListBuckets: {
        Buckets: [
          { Name: 'gone', BucketRegion: 'us-east-1' },
          { Name: 'data', BucketRegion: 'eu-central-1' },
        ],
      },
      GetBucketLogging: ({ Bucket }: { Bucket: string }) =>
        Bucket === 'gone' ? failing('s3:GetBucketLogging', 'NoSuchBucket', 'failed')() : {},
    });
    expect(records.map(({ values }) => values.bucket)).toEqual(['data', 'data']);
  });

  it('throws what is no answer of the cloud', async () => {
    const broken = () => {
      throw new TypeError('ours');
    };
    await expect(collected({ GetBucketLogging: broken })).rejects.toThrow('ours');
  });
});

describe('calls that are denied', () => {
  it.each([
    ['GetBucketTagging', ['tags', 'tags_all']],
    ['GetObjectLockConfiguration', ['object_lock_enabled']],
  ])('%s: exactly %o of the bucket', async (operation, attributes) => {
    const { records } = await collected(
      { [operation]: failing(`s3:${operation}`, 'AccessDenied') },
      only('aws_s3_bucket'),
    );
    const failure = { reason: 'denied', api: `s3:${operation}`, message: 'AccessDenied' };
    const rest = Object.entries(DATA.values).filter(([name]) => !attributes.includes(name));
    expect(records).toEqual([
      { ...DATA, values: Object.fromEntries(rest), unread: [{ attributes, failure }] },
    ]);
  });

  const settings = [
    ['aws_s3_bucket_accelerate_configuration', 'GetBucketAccelerateConfiguration'],
    ['aws_s3_bucket_acl', 'GetBucketAcl'],
    ['aws_s3_bucket_cors_configuration', 'GetBucketCors'],
    ['aws_s3_bucket_server_side_encryption_configuration', 'GetBucketEncryption'],
    ['aws_s3_bucket_lifecycle_configuration', 'GetBucketLifecycleConfiguration'],
    ['aws_s3_bucket_logging', 'GetBucketLogging'],
    ['aws_s3_bucket_notification', 'GetBucketNotificationConfiguration'],
    ['aws_s3_bucket_object_lock_configuration', 'GetObjectLockConfiguration'],
    ['aws_s3_bucket_ownership_controls', 'GetBucketOwnershipControls'],
    ['aws_s3_bucket_policy', 'GetBucketPolicy'],
    ['aws_s3_bucket_public_access_block', 'GetPublicAccessBlock'],
    ['aws_s3_bucket_replication_configuration', 'GetBucketReplication'],
    ['aws_s3_bucket_request_payment_configuration', 'GetBucketRequestPayment'],
    ['aws_s3_bucket_versioning', 'GetBucketVersioning'],
    ['aws_s3_bucket_website_configuration', 'GetBucketWebsite'],
  ] as const;

  it('are tried for every type', () => {
    expect(['aws_s3_bucket', ...settings.map(([type]) => type)]).toEqual(buckets.types);
  });

  it.each(settings)('%s: a record that is unread, and no other call than %s', async (type, operation) => {
    const { records, calls } = await collected(
      { [operation]: failing(`s3:${operation}`, 'AccessDenied') },
      only(type),
    );
    const unread: LiveRecord = {
      type,
      region: 'eu-central-1',
      values: { id: 'data', bucket: 'data' },
      unread: [
        { attributes: '*', failure: { reason: 'denied', api: `s3:${operation}`, message: 'AccessDenied' } },
      ],
    };
    expect(records).toEqual([unread]);
    expect(calls.map(([name]) => name)).toEqual(['ListBuckets', operation]);
  });
});
