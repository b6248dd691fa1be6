/** Settings of a resource, declared inside it, that nobody was allowed to read. */
import { describe, expect, it } from 'vitest';
import { toRawResource } from '../../../src/collect/to-raw-resource.ts';
import { type Drift, detectDrift } from '../../../src/drift/detect-drift.ts';
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';

const provider = 'registry.terraform.io/hashicorp/aws';
const account = '111122223333';
const region = 'eu-west-1';
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}]}';

function declared(type: string, values: JsonObject): Resource[] {
  const raw: RawResource = {
    type,
    provider,
    mode: 'managed',
    address: `${type}.x`,
    scope: { account, region },
    values,
    observed: { from: 'state' },
  };
  return shape(raw, typeSchema(provider, type));
}

function collected(type: string, values: JsonObject, denied?: string): Resource[] {
  const failure = { reason: 'denied' as const, api: denied ?? '', message: 'no' };
  const unread = denied === undefined ? [] : [{ attributes: '*' as const, failure }];
  const raw = toRawResource(
    { type, values, unread },
    { provider, account, region, at: '2026-11-21T00:00:00Z' },
  );
  return shape(raw, typeSchema(provider, type)).map(({ address: _, ...one }) => one);
}

function drift(state: readonly Resource[], live: readonly Resource[]): Drift {
  const types = new Set([...state, ...live].map(({ type }) => type));
  return detectDrift({
    state,
    live,
    account,
    coverage: [...types].map((type) => ({
      source: 's',
      scope: { account },
      type,
      status: 'partial',
      listed: true,
      count: 1,
    })),
    ignored: new Map(),
    hash: undefined,
  });
}

describe('a setting that could not be read is undecided, never changed', () => {
  it.each<[string, string, JsonObject, string]>([
    [
      'versioning',
      'aws_s3_bucket_versioning',
      { versioning: [{ enabled: true, mfa_delete: false }] },
      'bucket',
    ],
    ['logging', 'aws_s3_bucket_logging', { logging: [{ target_bucket: 'x', target_prefix: 'y' }] }, 'bucket'],
    [
      'lifecycle_rule',
      'aws_s3_bucket_lifecycle_configuration',
      { lifecycle_rule: [{ id: 'r', enabled: true, expiration: [{ days: 3 }] }] },
      'bucket',
    ],
    ['website', 'aws_s3_bucket_website_configuration', { website: [{ index_document: 'i' }] }, 'bucket'],
    [
      'cors_rule',
      'aws_s3_bucket_cors_configuration',
      { cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'] }] },
      'bucket',
    ],
    [
      'replication_configuration',
      'aws_s3_bucket_replication_configuration',
      {
        replication_configuration: [
          { role: 'r', rules: [{ id: 'x', status: 'Enabled', destination: [{ bucket: 'arn:aws:s3:::y' }] }] },
        ],
      },
      'bucket',
    ],
    ['policy', 'aws_s3_bucket_policy', { policy: POLICY }, 'bucket'],
  ])('%s', (name, type, values, link) => {
    const state = declared('aws_s3_bucket', { bucket: 'b', ...values });
    const live = [
      ...collected('aws_s3_bucket', { bucket: 'b' }),
      ...collected(type, { [link]: 'b' }, 's3:Get'),
    ];
    const found = drift(state, live);
    expect([found.changed, found.missing, found.unmanaged]).toEqual([[], [], []]);
    expect(found.unknown.map(({ address, attributes }) => [address, attributes])).toEqual([
      ['aws_s3_bucket.x', [{ path: ['values', name], reason: 'denied', api: 's3:Get' }]],
    ]);
  });

  it('and what stands beside it is compared', () => {
    const versioning = [{ enabled: true, mfa_delete: false }];
    const state = declared('aws_s3_bucket', { bucket: 'b', versioning, policy: POLICY });
    const live = [
      ...collected('aws_s3_bucket', { bucket: 'b' }),
      ...collected('aws_s3_bucket_versioning', { bucket: 'b' }, 's3:Get'),
    ];
    const found = drift(state, live);
    expect(found.changed.map(({ attributes }) => attributes.map(({ path }) => path))).toEqual([
      [['values', 'policy']],
    ]);
    expect(found.unknown.map(({ attributes }) => attributes.map(({ path }) => path))).toEqual([
      [['values', 'versioning']],
    ]);
  });
});
