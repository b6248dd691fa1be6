/** Documented defaults: of which places, under which conditions, and told how. */
import { describe, expect, test } from 'vitest';
import { type Assuming, assumedValues } from '../../../src/evaluate/assumed-values.ts';
import type { DocumentedDefaults } from '../../../src/evaluate/documented-defaults.ts';
import type { LinkedResource, Links, Path, Resource } from '../../../src/resource/resource.ts';
import { assuming, made, NO_LINKS, place } from './made-assuming.ts';

const DOCUMENTED = { source: 'https://docs.example.com/page', date: '2026-11-21' };
const SAID = '(docs.example.com, 2026-11-21)';
const defaults: DocumentedDefaults = {
  attributes: {
    aws_ebs_volume: {
      encrypted: {
        value: false,
        unless: ['snapshot_id'],
        overriddenBy: ['aws_ebs_encryption_by_default'],
        ...DOCUMENTED,
      },
      type: { value: 'gp2', ...DOCUMENTED },
      kms_key_id: DOCUMENTED,
      throughput: { value: 125, where: { type: ['gp3'] }, ...DOCUMENTED },
    },
    aws_instance: {
      'ebs_block_device.encrypted': {
        value: false,
        unless: ['snapshot_id', '/launch_template'],
        ...DOCUMENTED,
      },
    },
    aws_s3_bucket_versioning: { 'versioning_configuration.mfa_delete': { value: 'Disabled', ...DOCUMENTED } },
  },
  undeclared: {
    aws_s3_bucket: {
      'aws_s3_bucket_public_access_block.bucket': { values: { block_public_acls: true }, ...DOCUMENTED },
    },
  },
};

function fillsOf(resource: Resource, path: Path, more: Partial<Assuming> = {}) {
  const { fills, set } = assumedValues(assuming(resource, { defaults: () => defaults, ...more }), [
    place(path),
  ]);
  expect(set).toEqual([]);
  return fills;
}

describe('documented defaults', () => {
  const encrypted = ['values', 'encrypted'];

  test('an unset attribute of a new resource has its value, told with its source', () => {
    expect(fillsOf(made(), ['values', 'type'])).toEqual([
      {
        path: ['values', 'type'],
        value: 'gp2',
        assumption: {
          kind: 'documented-default',
          path: ['values', 'type'],
          detail: `"gp2" unless set ${SAID}`,
        },
      },
    ]);
  });

  test('what nobody tags has no tags', () => {
    const fill = {
      path: ['tags'],
      value: {},
      assumption: {
        kind: 'documented-default',
        path: ['tags'],
        detail: '{} unless set (docs.aws.amazon.com, 2026-11-21)',
      },
    };
    expect(fillsOf(made(), ['tags'])).toEqual([fill]);
    expect(fillsOf(made(), ['tags', 'owner'])).toEqual([]);
    expect(fillsOf(made({ type: 'google_compute_disk' }), ['tags'])).toEqual([]);
    expect(fillsOf(made({ change: { actions: ['update'] } }), ['tags'])).toEqual([]);
  });

  test('nothing is documented as nothing', () => {
    const [fill] = fillsOf(made(), ['values', 'kms_key_id']);
    expect(fill).toEqual({
      path: ['values', 'kms_key_id'],
      assumption: {
        kind: 'documented-default',
        path: ['values', 'kms_key_id'],
        detail: `absent unless set ${SAID}`,
      },
    });
  });

  test('a setting of the account that would change it is named', () => {
    expect(fillsOf(made(), encrypted).map(({ assumption }) => assumption.detail)).toEqual([
      `false unless set or changed by aws_ebs_encryption_by_default ${SAID}`,
    ]);
  });

  test('and where some input has such a setting, nothing is assumed', () => {
    const asked: string[] = [];
    const declares = (type: string) => asked.push(type) > 0;
    expect(fillsOf(made(), encrypted, { declares })).toEqual([]);
    expect(asked).toEqual(['aws_ebs_encryption_by_default']);
  });

  test.each<[string, Partial<Resource>]>([
    ['an update', { change: { actions: ['update'] } }],
    ['no change', { change: { actions: ['no-op'] } }],
    ['a state', { change: undefined as never, observed: { from: 'state' } }],
    ['a type without', { type: 'aws_sqs_queue' }],
    ['a type named like a member of every object', { type: 'constructor' }],
  ])('none for %s', (_note, changes) => {
    expect(fillsOf(made(changes), ['values', 'type'])).toEqual([]);
  });

  test('a replaced resource is a new one', () => {
    expect(fillsOf(made({ change: { actions: ['delete', 'create'] } }), ['values', 'type'])).toHaveLength(1);
  });

  test.each<[string, Path]>([
    ['an attribute named like a member of every object', ['values', 'toString']],
    ['all values', ['values']],
    ['tags', ['tags', 'type']],
    ['the scope', ['scope', 'region']],
    ['a link that there is not', ['refs', 'role', 3, 'values', 'type']],
    ['nothing', []],
  ])('none for %s', (_note, path) => {
    expect(fillsOf(made(), path)).toEqual([]);
  });

  test.each<[string, Partial<Resource>, number]>([
    ['left out', {}, 1],
    ['unset', { unknown: [place(['values', 'snapshot_id'])] }, 1],
    ['given', { values: { snapshot_id: 'snap-1' } }, 0],
    ['known after apply', { unknown: [place(['values', 'snapshot_id'], 'after-apply')] }, 0],
    ['known after apply as all is', { unknown: [place(['values'], 'after-apply')] }, 0],
  ])('unless what is beside it is %s', (_note, changes, count) => {
    expect(fillsOf(made(changes), encrypted)).toHaveLength(count);
  });

  test.each<[string, Partial<Resource>, number]>([
    ['that value', { values: { type: 'gp3' } }, 1],
    ['another', { values: { type: 'io1' } }, 0],
    ['not known', { unknown: [place(['values', 'type'])] }, 0],
    ['left out', {}, 0],
  ])('where what is beside it is %s', (_note, changes, count) => {
    expect(fillsOf(made(changes), ['values', 'throughput'])).toHaveLength(count);
  });

  test('conditions inside a block are about that element, or about the resource', () => {
    const path = ['values', 'ebs_block_device', 1, 'encrypted'];
    const blocks = (...devices: readonly Record<string, string>[]): Partial<Resource> => ({
      type: 'aws_instance',
      values: { ebs_block_device: devices },
    });
    expect(fillsOf(made(blocks({ snapshot_id: 's' }, {})), path)).toHaveLength(1);
    expect(fillsOf(made(blocks({}, { snapshot_id: 's' })), path)).toEqual([]);
    const template = {
      ...blocks({}, {}),
      values: { ...blocks({}, {}).values, launch_template: [{ id: 'lt' }] },
    };
    expect(fillsOf(made(template), path)).toEqual([]);
  });
});

describe('what other records say', () => {
  const VERSIONING = 'aws_s3_bucket_versioning';
  const at = ['referrers', VERSIONING, 'bucket', 0, 'values', 'versioning_configuration', 0, 'mfa_delete'];

  function linked(changes: Partial<LinkedResource>): Links {
    const record = { scope: {}, tags: {}, values: {}, unknown: [], sensitive: [], ...changes };
    return { ...NO_LINKS, referrers: { [VERSIONING]: { bucket: [record] } } };
  }
  const bucket = made({ type: 'aws_s3_bucket', address: 'aws_s3_bucket.b', values: { bucket: 'logs' } });

  test('a linked record that the plan creates has its defaults', () => {
    const links = linked({ source: { type: VERSIONING, input: 0, actions: ['create'] } });
    expect(fillsOf(bucket, at, { links }).map(({ path, value }) => [path, value])).toEqual([
      [at, 'Disabled'],
    ]);
  });

  test('one that it does not create, or of which that is not told, has none', () => {
    const kept = linked({ source: { type: VERSIONING, input: 0, actions: ['no-op'] } });
    expect(fillsOf(bucket, at, { links: kept })).toEqual([]);
    expect(fillsOf(bucket, at, { links: linked({}) })).toEqual([]);
  });

  test('conditions on it are not known to hold, as only what policies read of it is at hand', () => {
    const volume: LinkedResource = {
      scope: {},
      tags: {},
      values: {},
      unknown: [],
      sensitive: [],
      source: { type: 'aws_ebs_volume', input: 0, actions: ['create'] },
    };
    const links: Links = { ...NO_LINKS, refs: { volume_id: [volume] } };
    expect(fillsOf(bucket, ['refs', 'volume_id', 0, 'values', 'type'], { links })).toHaveLength(1);
    expect(fillsOf(bucket, ['refs', 'volume_id', 0, 'values', 'encrypted'], { links })).toEqual([]);
  });

  test('what is left out, and stays so, names nothing', () => {
    const links: Links = { ...NO_LINKS, refs: { kms_key_id: [] } };
    expect(fillsOf(made(), ['refs', 'kms_key_id'], { links }).map(({ value }) => value)).toEqual([[]]);
    expect(fillsOf(made(), ['refs', 'snapshot_id'], { links })).toEqual([]);
  });

  test('where nobody declares it, a new bucket has the record that AWS makes', () => {
    const path = ['referrers', 'aws_s3_bucket_public_access_block', 'bucket'];
    const [fill] = fillsOf({ ...bucket, scope: { region: 'eu-west-1' } }, path);
    expect(fill).toEqual({
      path,
      value: [
        { scope: { region: 'eu-west-1' }, tags: {}, values: { bucket: 'logs', block_public_acls: true } },
      ],
      assumption: {
        kind: 'documented-default',
        path,
        detail: `{"block_public_acls":true} unless set ${SAID}`,
      },
    });
    expect(fillsOf({ ...bucket, change: { actions: ['update'] } }, path)).toEqual([]);
    expect(fillsOf(bucket, ['referrers', VERSIONING, 'bucket'])).toEqual([]);
  });
});
