/** Lists of links that nobody declares anything for and that may not be empty in the cloud. */
import { describe, expect, test } from 'vitest';
import type { DocumentedDefaults } from '../../../src/evaluate/documented-defaults.ts';
import { unsetLists } from '../../../src/evaluate/unset-lists.ts';
import type { LinkedResource, Links, Resource } from '../../../src/resource/resource.ts';

const BLOCK = 'aws_s3_bucket_public_access_block';
const VERSIONING = 'aws_s3_bucket_versioning';
const PATH = ['referrers', BLOCK, 'bucket'];

const defaults: DocumentedDefaults = {
  attributes: {},
  undeclared: {
    aws_s3_bucket: {
      [`${BLOCK}.bucket`]: {
        values: { block_public_acls: true },
        source: 'https://a.b/',
        date: '2026-11-21',
      },
    },
  },
};

const bucket: Resource = {
  type: 'aws_s3_bucket',
  provider: 'registry.terraform.io/hashicorp/aws',
  mode: 'managed',
  schema: { provider: 'registry.terraform.io/hashicorp/aws' },
  scope: {},
  values: {},
  tags: {},
  unknown: [],
  sensitive: [],
  change: { actions: ['create'] },
  observed: { from: 'plan' },
};

const record: LinkedResource = { scope: {}, tags: {}, values: {}, unknown: [], sensitive: [] };
const EMPTY: Links = { refs: {}, referrers: { [BLOCK]: { bucket: [] } }, unknown: [], assumes: [] };

function listsOf(links: Links, resource: Resource = bucket, read = () => defaults) {
  const rest = { referencesOf: () => undefined, declares: () => false };
  return unsetLists({ resource, links, defaults: read, ...rest }).map(({ path, reason }) => [path, reason]);
}

describe('of the resource itself', () => {
  test('an empty list of a new resource is unset where AWS makes the record', () => {
    const referrers = { [BLOCK]: { bucket: [], account: [] }, [VERSIONING]: { bucket: [] } };
    expect(listsOf({ ...EMPTY, referrers })).toEqual([[PATH, 'unset']]);
  });

  test.each<[string, Links, Resource]>([
    ['declared', { ...EMPTY, referrers: { [BLOCK]: { bucket: [record] } } }, bucket],
    ['open', { ...EMPTY, unknown: [{ path: PATH, reason: 'link-open' }] }, bucket],
    ['open as all are', { ...EMPTY, unknown: [{ path: ['referrers'], reason: 'link-open' }] }, bucket],
    ['not read', { ...EMPTY, referrers: {} }, bucket],
    ['of a bucket in the cloud', EMPTY, { ...bucket, observed: { from: 'live' } }],
    ['of another type', EMPTY, { ...bucket, type: 'aws_sqs_queue' }],
  ])('one that is %s is not', (_note, links, resource) => {
    expect(listsOf(links, resource)).toEqual([]);
  });

  test.each<[string, Resource]>([
    ['that stays', { ...bucket, change: { actions: ['no-op'] } }],
    ['in a state', { ...bucket, change: undefined as never, observed: { from: 'state' } }],
  ])('one of a bucket %s is open: it may be from before AWS made the record', (_note, resource) => {
    expect(listsOf(EMPTY, resource)).toEqual([[PATH, 'link-open']]);
  });
});

test('a bucket behind a link is one as well, where its own links are read and the plan creates it', () => {
  const links = (actions: readonly string[], unknown: Links['unknown'] = []): Links => ({
    refs: {
      bucket: [record, { ...record, source: { type: 'aws_s3_bucket', input: 0, actions }, links: EMPTY }],
    },
    referrers: {},
    unknown,
    assumes: [],
  });
  const trail = { ...bucket, type: 'aws_cloudtrail' };
  const path = ['refs', 'bucket', 1, ...PATH];
  expect(listsOf(links(['create']), trail)).toEqual([[path, 'unset']]);
  expect(listsOf(links(['update']), trail)).toEqual([[path, 'link-open']]);
  expect(listsOf(links(['create'], [{ path, reason: 'link-open' }]), trail)).toEqual([]);
});

test('the defaults are not read where nothing could be filled', () => {
  const unread = (): DocumentedDefaults => {
    throw new Error('they were read');
  };
  expect(listsOf({ ...EMPTY, referrers: {} }, bucket, unread)).toEqual([]);
  expect(listsOf({ ...EMPTY, referrers: { [BLOCK]: { bucket: [record] } } }, bucket, unread)).toEqual([]);
  expect(listsOf(EMPTY, { ...bucket, observed: { from: 'live' } }, unread)).toEqual([]);
});
