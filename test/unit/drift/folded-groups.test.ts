import { expect, it } from 'vitest';
import { compareFolded } from '../../../src/drift/folded-groups.ts';
import type { JsonObject, Resource, Unknown } from '../../../src/resource/resource.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

function record(type: string, values: JsonObject, rest: Partial<Resource> = {}): Resource {
  const scope = { account: '111122223333', region: 'eu-west-1' };
  const about = { provider: AWS, mode: 'managed' as const, schema: { provider: AWS }, scope, tags: {} };
  return { ...about, type, values, unknown: [], sensitive: [], observed: { from: 'state' }, ...rest };
}

function inline(type: string, attribute: string, values: JsonObject): Resource {
  const address = 'aws_s3_bucket.b';
  const declared = { type: 'aws_s3_bucket', address, path: [attribute, 0], as: 'inline' as const };
  return record(type, { bucket: 'b', ...values }, { address, declared });
}

/** As a collector yields it whose call was denied. */
function denied(type: string, api: string): Resource {
  const schema = typeSchema(AWS, type);
  const names = [...Object.keys(schema?.attributes ?? {}), ...Object.keys(schema?.blocks ?? {})];
  const unknown = names
    .filter((name) => name !== 'bucket' && name !== 'id')
    .map((name): Unknown => ({ path: ['values', name], reason: 'denied', api }));
  return record(type, { bucket: 'b' }, { unknown, observed: { from: 'live' } });
}

const VERSIONING = 'aws_s3_bucket_versioning';
const CORS = 'aws_s3_bucket_cors_configuration';
const owner = record('aws_s3_bucket', { bucket: 'b', id: 'b' }, { address: 'aws_s3_bucket.b' });
const versioning = inline(VERSIONING, 'versioning', { versioning_configuration: [{ status: 'Enabled' }] });
const cors = inline(CORS, 'cors_rule', {
  cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'] }],
});

it('what could not be read of a resource is undecided in it, and no change', () => {
  const pairs = [
    { state: versioning, live: denied(VERSIONING, 's3:GetBucketVersioning') },
    { state: cors, live: denied(CORS, 's3:GetBucketCors') },
  ];
  expect(compareFolded({ owner, pairs }, { ignored: [], hash: undefined })).toEqual({
    changed: [],
    undecided: [
      { path: ['values', 'versioning'], reason: 'denied', api: 's3:GetBucketVersioning' },
      { path: ['values', 'cors_rule'], reason: 'denied', api: 's3:GetBucketCors' },
    ],
  });
});

it('the rest of it is compared all the same', () => {
  const off = { ...versioning, values: { bucket: 'b', versioning_configuration: [{ status: 'Suspended' }] } };
  const pairs = [
    { state: versioning, live: off },
    { state: cors, live: denied(CORS, 's3:GetBucketCors') },
  ];
  const found = compareFolded({ owner, pairs }, { ignored: [], hash: undefined });
  expect(found.changed.map(({ path }) => path)).toEqual([['values', 'versioning']]);
  expect(found.undecided.map(({ path }) => path)).toEqual([['values', 'cors_rule']]);
});
