/** One resource against the same in the cloud, both shaped from what a state and an API would say. */
import { describe, expect, it } from 'vitest';
import { type Compared, compareResource } from '../../../src/drift/compare-resource.ts';
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { Json, JsonObject, Path, Resource } from '../../../src/resource/resource.ts';
import { shape } from '../../../src/resource/shape.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import { userDataHash } from '../../../src/resource/user-data.ts';
import { hashOf, redact } from '../../../src/snapshot/redact.ts';

const provider = 'registry.terraform.io/hashicorp/aws';
const KEY = 'a key of at least sixteen characters';
const hash = (value: Json, path: Path, live: Resource): string => hashOf(value, live, path, KEY);

function shaped(type: string, values: JsonObject, more: Partial<RawResource>): Resource {
  const scope = { account: '111122223333', region: 'eu-west-1' };
  const raw = {
    type,
    provider,
    mode: 'managed',
    address: `${type}.x`,
    scope,
    values,
    ...more,
  } as RawResource;
  return shape(raw, typeSchema(provider, type))[0] as Resource;
}

function compared(
  type: string,
  state: JsonObject,
  live: JsonObject,
  { unread = [], ignored = [] }: { unread?: RawResource['unread']; ignored?: readonly Path[] } = {},
): Compared {
  const found = shaped(type, live, { observed: { from: 'live' }, unread: unread ?? [] });
  return compareResource(shaped(type, state, { observed: { from: 'state' } }), redact(found, { key: KEY }), {
    ignored,
    hash,
  });
}

describe('secrets that the schema does not call sensitive', () => {
  const path = ['values', 'environment', 0, 'variables'];
  const withSecret = { function_name: 'f', environment: [{ variables: { TOKEN: 's3cr3t-value' } }] };

  it.each([
    ['the block is gone', { function_name: 'f', environment: [] }, ['values', 'environment']],
    ['the block is empty', { function_name: 'f', environment: [{ variables: {} }] }, path],
    ['another value', { function_name: 'f', environment: [{ variables: { TOKEN: 'other' } }] }, path],
  ])('are not told: %s', (_, live, at) => {
    expect(compared('aws_lambda_function', withSecret, live)).toEqual({
      changed: [{ path: at, sensitive: true }],
      undecided: [],
    });
  });

  it('are told apart without their values', () => {
    expect(compared('aws_lambda_function', withSecret, withSecret)).toEqual({ changed: [], undecided: [] });
  });
});

describe('user data', () => {
  const script = '#!/bin/bash\necho "grüß dich"\n';
  const encoded = Buffer.from(script).toString('base64');
  const sha1 = '85da1c5acfae6a5c2c79ae2ea8d5fba7e1cbd0b6';
  const ignored = [['values', 'user_data_base64']];
  const none = { id: 'i-1', user_data: null, user_data_base64: null };
  const live = { id: 'i-1', user_data: userDataHash(encoded) as string };

  it.each([
    ['its hash, as provider 5 has it', { user_data: live.user_data }],
    ['its text, as provider 6 has it', { user_data: script }],
    ['base64 that was given as text', { user_data: encoded }],
    ['base64 in its own attribute', { user_data_base64: encoded }],
  ])('is the same as %s', (_, state) => {
    const found = compared('aws_instance', { ...none, ...state }, live, { ignored });
    expect(found).toEqual({ changed: [], undecided: [] });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['another hash', { user_data: sha1 }, live],
    ['another text', { user_data: `${script}#` }, live],
    ['another base64', { user_data_base64: Buffer.from('x').toString('base64') }, live],
    ['none in the state', {}, live],
    ['none in the cloud any more', { user_data: script }, { id: 'i-1' }],
    ['none in the cloud, and base64 in the state', { user_data_base64: encoded }, { id: 'i-1' }],
  ])('is changed where there is %s, and not shown', (_, state, cloud) => {
    expect(compared('aws_instance', { ...none, ...state }, cloud, { ignored })).toEqual({
      changed: [{ path: ['values', 'user_data'], sensitive: true }],
      undecided: [],
    });
  });
});

describe('elements of a set', () => {
  const volume = (name: string, encrypted?: boolean): JsonObject => ({
    device_name: name,
    volume_id: `vol-${name}`,
    ...(encrypted !== undefined && { encrypted }),
  });
  const path = ['ebs_block_device', 0, 'encrypted'];
  const unread = [{ path, reason: 'denied' as const, api: 'ec2:DescribeVolumes' }];
  const undecided = [{ path: ['values', ...path], reason: 'denied', api: 'ec2:DescribeVolumes' }];
  const state = { id: 'i-1', ebs_block_device: [volume('a', true), volume('b', true)] };

  it('of which a place could not be read are undecided there, not changed', () => {
    const live = { id: 'i-1', ebs_block_device: [volume('b'), volume('a', true)] };
    expect(compared('aws_instance', state, live, { unread })).toEqual({ changed: [], undecided });
  });

  it('that differ elsewhere are changed all the same', () => {
    const live = { id: 'i-1', ebs_block_device: [volume('c'), volume('a', true)] };
    const found = compared('aws_instance', state, live, { unread });
    expect(found.changed.map((one) => one.path)).toEqual([['values', 'ebs_block_device']]);
    expect(found.undecided).toEqual(undecided);
  });

  it('are compared without the places that nobody fills', () => {
    const ignored = [['values', 'ebs_block_device', 'encrypted']];
    const live = { id: 'i-1', ebs_block_device: [volume('b'), volume('a')] };
    expect(compared('aws_instance', state, live, { ignored })).toEqual({ changed: [], undecided: [] });
    const other = { id: 'i-1', ebs_block_device: [volume('b'), volume('z')] };
    expect(compared('aws_instance', state, other, { ignored }).changed).toHaveLength(1);
  });

  it('of which nothing else is left are not there', () => {
    const ignored = [['values', 'ebs_block_device', 'encrypted']];
    const only = { id: 'i-1', ebs_block_device: [{ encrypted: true }] };
    expect(compared('aws_instance', only, { id: 'i-1' }, { ignored }).changed).toEqual([]);
  });
});

describe('lists of a document', () => {
  const allow = { Sid: 'z', Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Principal: '*' };
  const deny = { ...allow, Sid: 'm', Effect: 'Deny', Action: 's3:PutObject' };
  const policy = (...Statement: JsonObject[]): JsonObject => ({
    bucket: 'b',
    policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  });

  it('stand in no order', () => {
    expect(compared('aws_s3_bucket_policy', policy(allow, deny), policy(deny, allow)).changed).toEqual([]);
  });

  it('are told whole where one of several elements changed, as both sides have them', () => {
    const [one] = compared(
      'aws_s3_bucket_policy',
      policy(allow, deny),
      policy(deny, { ...allow, Sid: 'a' }),
    ).changed;
    const sids = (value: Json | undefined) =>
      (value as readonly JsonObject[]).map(({ Sid }) => Sid as string);
    expect([one?.path, sids(one?.before), sids(one?.after)]).toEqual([
      ['values', 'policy', 'Statement'],
      ['z', 'm'],
      ['m', 'a'],
    ]);
  });

  it('are told by the place where there is one element', () => {
    const live = policy({ ...allow, Action: ['s3:GetObject', 's3:*'] });
    expect(compared('aws_s3_bucket_policy', policy(allow), live).changed).toEqual([
      {
        path: ['values', 'policy', 'Statement', 0, 'Action'],
        before: ['s3:GetObject'],
        after: ['s3:GetObject', 's3:*'],
      },
    ]);
  });
});

describe('tags', () => {
  it('of a resource without any are told once', () => {
    const live = { id: 'vpc-1', tags: { a: 'b' }, tags_all: { a: 'b' } };
    expect(compared('aws_vpc', { id: 'vpc-1' }, live).changed).toEqual([
      { path: ['values', 'tags'], after: { a: 'b' } },
    ]);
  });

  it('in the state of a provider that had no tags_all are compared as they are', () => {
    const live = { id: 'vpc-1', tags: { a: 'b' }, tags_all: { a: 'b' } };
    expect(compared('aws_vpc', { id: 'vpc-1', tags: { a: 'b' } }, live).changed).toEqual([]);
  });

  it('that are default ones of the provider are none of the resource', () => {
    const state = { id: 'vpc-1', tags_all: { team: 'x' } };
    const live = { id: 'vpc-1', tags: { team: 'x' }, tags_all: { team: 'x' } };
    expect(compared('aws_vpc', state, live).changed).toEqual([]);
  });
});
