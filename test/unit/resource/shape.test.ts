import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../src/resource/resource.ts';
import { created, shaped, state, unknowns } from './raw.ts';

const only = (records: Resource[]) => records[0] as Resource;

describe('absence', () => {
  it('drops null and empties of what is not required, keeps false, 0, required empties and map entries', () => {
    const values = {
      name: '',
      engine: null,
      attribute: [{ name: '', type: 'S' }],
      stream_enabled: false,
      read_capacity: 0,
      hash_key: '',
      local_secondary_index: [],
      tags: { a: '', b: null },
      ttl: [{ attribute_name: '', enabled: false }],
      timeouts: { create: null },
    };
    expect(only(shaped(state('aws_dynamodb_table', values))).values).toEqual({
      name: '',
      attribute: [{ name: '', type: 'S' }],
      stream_enabled: false,
      read_capacity: 0,
      tags: { a: '' },
      ttl: [{ enabled: false }],
    });
  });

  it('goes by the same rules as far as possible without a schema', () => {
    const values = {
      a: null,
      b: '',
      c: [],
      list: [{ x: null, y: '', z: 0 }],
      map: { k: '', l: null },
      n: [1, null],
    };
    const record = only(shaped(state('other_thing', values, { provider: 'example.test/x/other' })));
    expect(record.values).toEqual({ list: [{ z: 0 }], map: { k: '' }, n: [1, null] });
  });

  it('takes hostile names as names', () => {
    const values = JSON.parse(
      '{"__proto__": {"a": 1}, "constructor": "c", "tags": {"__proto__": "t", "toString": "u"}}',
    );
    const record = only(
      shaped(state('aws_vpc', values, { unknown: JSON.parse('{"hasOwnProperty": true}') })),
    );
    expect(JSON.parse(JSON.stringify(record.values))).toEqual(values);
    expect(Object.keys(record.tags)).toEqual(['__proto__', 'toString']);
    expect(unknowns(record)).toContain('values.hasOwnProperty after-apply');
  });
});

describe('unknown', () => {
  const block = { device_name: 'd', encrypted: null, volume_size: null };
  const values = { ami: 'a', user_data: null, monitoring: null, ebs_block_device: [block] };
  const unknown = {
    arn: true,
    id: true,
    public_ip: true,
    private_ip: true,
    tags_all: true,
    ebs_block_device: [{ iops: true }],
  };

  it('is unset where the configuration gives nothing, after-apply where it does or the provider computes', () => {
    const expressions = { ami: {}, private_ip: {}, ebs_block_device: [{ device_name: {}, iops: {} }] };
    expect(unknowns(only(shaped(created('aws_instance', values, { unknown, expressions }))))).toEqual([
      'values.user_data unset',
      'values.monitoring unset',
      'values.ebs_block_device.0.encrypted unset',
      'values.ebs_block_device.0.volume_size unset',
      'values.ebs_block_device.0.iops after-apply',
      'values.arn after-apply',
      'values.id after-apply',
      'values.public_ip after-apply',
      'values.private_ip after-apply',
      'values.tags_all after-apply',
      'tags after-apply',
    ]);
  });

  it('in a block that the configuration does not show is after-apply', () => {
    const record = only(shaped(created('aws_instance', values, { unknown, expressions: { ami: {} } })));
    expect(unknowns(record)).toContain('values.ebs_block_device.0.iops after-apply');
    expect(unknowns(record)).toContain('values.private_ip unset');
    const { expressions: _, ...raw } = created('aws_instance', values, { unknown });
    expect(unknowns(only(shaped(raw)))).toContain('values.private_ip after-apply');
    expect(unknowns(only(shaped(raw)))).toContain('values.user_data unset');
  });

  it('is a block left out on create, which a provider may fill in', () => {
    const [lb] = shaped(
      created('aws_lb', { name: 'l', access_logs: [], subnet_mapping: null, timeouts: null }),
    );
    expect([lb?.values, unknowns(lb)]).toEqual([
      { name: 'l' },
      ['values.access_logs unset', 'values.subnet_mapping unset'],
    ]);
    const update = { change: { actions: ['update'], before: {} }, unknown: {} };
    expect(unknowns(only(shaped(state('aws_lb', { access_logs: [] }, update))))).toEqual([]);
  });

  it('on update is unset where a value went to null, absent where there was none', () => {
    const before = { user_data: 'x', monitoring: null, ebs_block_device: [{ ...block, encrypted: true }] };
    const update = { change: { actions: ['update'], before }, unknown: { public_ip: true }, expressions: {} };
    expect(unknowns(only(shaped(state('aws_instance', values, update))))).toEqual([
      'values.user_data unset',
      'values.ebs_block_device.0.encrypted unset',
      'values.ebs_block_device.0.volume_size unset',
      'values.public_ip after-apply',
    ]);
    const same = { change: { actions: ['no-op'], before: values }, unknown: {}, expressions: {} };
    expect(unknowns(only(shaped(state('aws_instance', values, same))))).toEqual([]);
  });

  it('on replacement is as on creation; on delete, in a state and in data sources null is absent', () => {
    const replace = { change: { actions: ['delete', 'create'], before: values }, expressions: {} };
    expect(unknowns(only(shaped(state('aws_instance', values, replace))))).toContain(
      'values.user_data unset',
    );
    const deleted = { change: { actions: ['delete'], before: values } };
    expect(unknowns(only(shaped(state('aws_instance', values, deleted))))).toEqual([]);
    expect(unknowns(only(shaped(state('aws_instance', values))))).toEqual([]);
    expect(unknowns(only(shaped(created('aws_instance', values, { mode: 'data' }))))).toEqual([]);
  });

  it('keeps places in lists and reaches into maps, objects and blocks', () => {
    const raw = created(
      'aws_instance',
      { security_groups: ['a', null], ebs_block_device: [null, { device_name: 'd' }], tags: { a: 'b' } },
      { unknown: { security_groups: [false, true], ebs_block_device: [true, {}], tags: { c: true } } },
    );
    const record = only(shaped(raw));
    expect(record.values).toEqual({
      security_groups: ['a', null],
      ebs_block_device: [null, { device_name: 'd' }],
      tags: { a: 'b' },
    });
    expect(record.tags).toEqual({ a: 'b' });
    expect(unknowns(record)).toEqual([
      'values.security_groups.1 after-apply',
      'values.ebs_block_device.0 after-apply',
      'values.tags.c after-apply',
      'tags.c after-apply',
    ]);
  });

  it('is a write-only value, which no file holds', () => {
    const wo = { password_wo: null, identifier: 'i' };
    expect(unknowns(only(shaped(state('aws_db_instance', wo))))).toEqual(['values.password_wo redacted']);
    expect(unknowns(only(shaped(created('aws_db_instance', wo))))).toEqual(['values.password_wo unset']);
    const given = only(shaped(created('aws_db_instance', wo, { expressions: { password_wo: {} } })));
    expect(unknowns(given)).toEqual(['values.password_wo redacted']);
    expect(given.sensitive).toEqual([['values', 'password_wo']]);
  });

  it('is a scope that nothing tells', () => {
    const plan = only(shaped(created('aws_vpc', {}, { scope: {} })));
    expect(unknowns(plan)).toEqual(['scope.account after-apply', 'scope.region after-apply']);
    const iam = only(shaped(state('aws_iam_user', { name: 'u' }, { scope: {} })));
    expect([iam.scope, unknowns(iam)]).toEqual([{ region: 'global' }, ['scope.account unsupported']]);
    const arn = 'arn:aws:sns:eu-west-3:210987654321:t';
    const known = only(shaped(state('aws_sns_topic', { arn }, { scope: {} })));
    expect(known.scope).toEqual({ account: '210987654321', region: 'eu-west-3' });
    const bucket = state('aws_s3_bucket', { arn: 'arn:aws:s3:::b', region: 'eu-west-2' }, { scope: {} });
    expect(only(shaped(bucket)).scope).toEqual({ region: 'eu-west-2' });
  });
});

describe('sensitive', () => {
  it('comes from mirrors, listed paths and the schema, where there is a value', () => {
    const values = { password: 'p', identifier: 'i', tags: { a: 's', b: 't' }, domain_dns_ips: ['x', 'y'] };
    const sensitive = {
      identifier: true,
      tags: { a: true, c: true },
      domain_dns_ips: [false, true],
      engine: true,
    };
    const record = only(shaped(state('aws_db_instance', values, { sensitive })));
    expect(record.values).toEqual(values);
    expect(record.sensitive).toEqual([
      ['values', 'password'],
      ['values', 'identifier'],
      ['values', 'tags', 'a'],
      ['values', 'domain_dns_ips', 1],
      ['tags', 'a'],
    ]);
    const listed = state(
      'aws_vpc',
      { id: 'v', tags: { a: 's' } },
      { sensitivePaths: [['tags', 'a'], ['tags', 'z'], ['id']] },
    );
    expect(only(shaped(listed)).sensitive).toEqual([
      ['values', 'tags', 'a'],
      ['values', 'id'],
      ['tags', 'a'],
    ]);
    const whole = only(shaped(state('aws_vpc', { id: 'v' }, { sensitive: true })));
    expect(whole.sensitive).toContainEqual(['values']);
    const unknown = created(
      'aws_db_instance',
      {},
      { unknown: { password: true }, expressions: { password: {} } },
    );
    expect(only(shaped(unknown)).sensitive).toEqual([['values', 'password']]);
  });

  it('is left out of the values before', () => {
    const before = {
      password: 'p',
      identifier: 'i',
      username: 'u',
      tags: { a: 'secret', b: 't' },
      engine: '',
    };
    const raw = state(
      'aws_db_instance',
      { identifier: 'i' },
      {
        change: { actions: ['update'], before, beforeSensitive: { username: true, tags: { a: true } } },
      },
    );
    const record = only(shaped(raw));
    expect(record.change).toEqual({ actions: ['update'], before: { identifier: 'i', tags: { b: 't' } } });
    expect(record.sensitive.map((path) => path.join('.'))).toEqual([
      'change.before.password',
      'change.before.username',
      'change.before.tags.a',
    ]);
    const hidden = state('aws_vpc', {}, { change: { actions: ['delete'], before, beforeSensitive: true } });
    expect(JSON.stringify(shaped(hidden))).not.toContain('secret');
  });
});

describe('documents', () => {
  it('are decoded, and unknown where malformed', () => {
    const policy = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const record = only(shaped(state('aws_iam_policy', { policy, name: 'p' })));
    expect(record.values.policy).toEqual({
      Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
    });
    for (const broken of ['{', '', '[]', '{"statement":[]}']) {
      const malformed = only(shaped(state('aws_iam_policy', { policy: broken, name: 'p' })));
      expect([malformed.values, unknowns(malformed)]).toEqual([{ name: 'p' }, ['values.policy malformed']]);
    }
    const open = only(shaped(created('aws_iam_policy', {}, { unknown: { policy: true } })));
    expect(unknowns(open)).toEqual(['values.policy after-apply']);
  });
});
