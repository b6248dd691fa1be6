/** Resources of a state that do not tell which one in the cloud they are: neither may be called unmanaged. */
import { describe, expect, it } from 'vitest';
import type { Drift } from '../../../src/drift/detect-drift.ts';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';
import { ACCOUNT, collected, declared, driftOf, REGION } from './made.ts';

function told({ changed, missing, unmanaged, unknown }: Drift) {
  return {
    changed: changed.map(({ address }) => address),
    missing: missing.map(({ address }) => address),
    unmanaged: unmanaged.map(({ key }) => JSON.parse(key ?? '[]').slice(3)),
    unknown: unknown.map(({ address, key, mayBe, attributes }) => [
      address ?? JSON.parse(key ?? '[]').slice(3),
      mayBe,
      attributes,
    ]),
  };
}

const OPEN = (path: readonly string[]) => [{ path, reason: 'link-open' }];
const POLICY = 'aws_iam_role_policy';
const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';
const live = (role: string, name: string): Resource[] =>
  collected(POLICY, { id: `${role}:${name}`, role, name, policy: DOCUMENT });

describe('a record without a key', () => {
  it('leaves undecided each one that it may be, by every part of the key that it tells', () => {
    const state = declared(POLICY, { role: 'r', policy: DOCUMENT });
    const found = driftOf(state, [...live('r', 'a'), ...live('r', 'b'), ...live('other', 'a')]);
    expect(told(found)).toEqual({
      changed: [],
      missing: [],
      unmanaged: [['other', 'a']],
      unknown: [
        [`${POLICY}.x`, undefined, OPEN(['values'])],
        [['r', 'a'], [`${POLICY}.x`], OPEN(['values'])],
        [['r', 'b'], [`${POLICY}.x`], OPEN(['values'])],
      ],
    });
    expect(found.summary).toMatchObject({ compared: 1, unchanged: 0, unmanaged: 1, unknown: 3 });
  });

  it('is none that another record is', () => {
    const open = declared(POLICY, { role: 'r', policy: DOCUMENT }, { address: 'open' });
    const state = [...open, ...declared(POLICY, { role: 'r', name: 'a', policy: DOCUMENT })];
    const found = driftOf(state, [...live('r', 'a'), ...live('r', 'b')]);
    expect(told(found).unknown).toEqual([
      ['open', undefined, OPEN(['values'])],
      [['r', 'b'], ['open'], OPEN(['values'])],
    ]);
    expect(told(found).unmanaged).toEqual([]);
  });

  it('names each record that it may be', () => {
    const state = ['one', 'two'].flatMap((address) => declared(POLICY, { role: 'r' }, { address }));
    const found = driftOf(state, live('r', 'a'));
    expect(found.unknown.flatMap(({ mayBe }) => mayBe ?? [])).toEqual(['one', 'two']);
  });

  it.each<[string, string, JsonObject, JsonObject, boolean]>([
    ['an unset part', 'aws_sqs_queue', {}, { name: 'q' }, true],
    ['an optional part that is left out', 'aws_route', { destination_cidr_block: '::/0' }, {}, false],
    ['a type without a row: its ARN', 'aws_batch_job_queue', {}, { arn: 'arn:aws:batch:x:1:y' }, true],
    ['a type without a row: its id', 'aws_dx_gateway', {}, { id: 'dx-1' }, true],
  ])('%s', (_, type, values, other, isOpen) => {
    const rest: JsonObject = type === 'aws_route' ? { gateway_id: 'igw-1' } : {};
    const found = driftOf(declared(type, { ...rest, ...values }), collected(type, { ...rest, ...other }));
    expect(told(found).unmanaged).toHaveLength(isOpen ? 0 : 1);
    expect(found.unknown.filter(({ mayBe }) => mayBe !== undefined)).toHaveLength(isOpen ? 1 : 0);
  });

  it('is nothing that lies in another account or region', () => {
    const there = { account: ACCOUNT, region: 'us-east-1' };
    const state = declared('aws_sqs_queue', {}, { scope: there });
    const found = driftOf(state, collected('aws_sqs_queue', { name: 'q' }));
    expect(told(found).unmanaged).toEqual([['q']]);
  });

  it('may be a collected one that does not tell its own', () => {
    const [queue] = collected('aws_sqs_queue', { name: 'q', delay_seconds: 3 }) as [Resource];
    const { key: _, ...untold } = queue;
    const unread: Resource = {
      ...untold,
      values: { delay_seconds: 3 },
      unknown: [{ path: ['values', 'name'], reason: 'redacted' }],
    };
    const open = declared('aws_sqs_queue', { delay_seconds: 3 });
    expect(driftOf(open, [unread, queue]).unmanaged).toEqual([]);
    const denied = { source: 's', type: 'aws_sqs_queue', status: 'denied' as const, count: 0 };
    const coverage = [{ ...denied, scope: { account: ACCOUNT } }];
    const named = declared('aws_sqs_queue', { name: 'other' });
    const found = driftOf(named, [unread, queue], { coverage });
    expect([found.unmanaged.map(({ id }) => id), found.unknown.map(({ mayBe }) => mayBe)]).toEqual([
      [queue.id],
      [undefined, ['aws_sqs_queue.x']],
    ]);
  });

  it('may be any where the part is sensitive, since one that is equal would tell it', () => {
    const state = declared('aws_sqs_queue', { name: 'hush' }, { sensitive: { name: true } });
    const live = ['hush', 'other'].flatMap((name) => collected('aws_sqs_queue', { name }));
    const found = driftOf(state, live);
    expect([found.unmanaged, found.unknown.map(({ mayBe }) => mayBe)]).toEqual([
      [],
      [undefined, ['aws_sqs_queue.x'], ['aws_sqs_queue.x']],
    ]);
  });
});

describe('inside another resource', () => {
  const RULE = 'aws_vpc_security_group_ingress_rule';
  const rule = { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 22, to_port: 22 };

  it('the place of it is undecided, and what the cloud has there is no change of the owner', () => {
    const ingress = [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: 'malformed' }];
    const state = declared('aws_security_group', { id: 'sg-1', name: 'g', ingress }, { address: 'g' });
    const found = driftOf(state, [
      ...collected('aws_security_group', { id: 'sg-1', name: 'g' }),
      ...collected(RULE, { ...rule, cidr_ipv4: '10.0.0.0/8' }),
      ...collected(RULE, { ...rule, to_port: 23, cidr_ipv4: '10.0.0.0/8' }),
    ]);
    const parts = ['sg-1', 'tcp', 22, 22, '10.0.0.0/8', null, null, null];
    expect(told(found)).toEqual({
      changed: ['g'],
      missing: [],
      unmanaged: [],
      unknown: [
        ['g', undefined, OPEN(['values', 'ingress'])],
        [parts, ['g'], OPEN(['values'])],
      ],
    });
    expect(found.changed.map(({ attributes }) => attributes.map(({ after }) => after))).toEqual([
      [[{ cidr_blocks: ['10.0.0.0/8'], protocol: 'tcp', from_port: 22, to_port: 23, self: false }]],
    ]);
  });
});

it('where several regions have one of the name, each may be it', () => {
  const state = declared('aws_sqs_queue', { name: 'q' }, { scope: { account: ACCOUNT } });
  const [here] = collected('aws_sqs_queue', { name: 'q' }) as [Resource];
  const scope = { account: ACCOUNT, region: 'us-east-1' };
  const there: Resource = { ...here, scope, key: (here.key ?? '').replace(REGION, 'us-east-1') };
  const found = driftOf(state, [here, there]);
  expect([found.unmanaged, found.unknown.map(({ mayBe }) => mayBe)]).toEqual([
    [],
    [undefined, ['aws_sqs_queue.x'], ['aws_sqs_queue.x']],
  ]);
});
