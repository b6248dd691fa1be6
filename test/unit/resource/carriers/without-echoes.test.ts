/** A copy in the parent gives way to the resource that is declared on its own, and to nothing else. */
import { describe, expect, it } from 'vitest';
import { explicitKeys, withoutEchoes } from '../../../../src/resource/carriers/without-echoes.ts';
import type { RawResource } from '../../../../src/resource/raw-resource.ts';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { shaped, state } from '../raw.ts';
import { isRecorded, stateResources } from '../recorded.ts';

function kept(raws: readonly RawResource[]) {
  const records = raws.flatMap((raw) => shaped(raw));
  const before = new Set(records.flatMap((record) => record.statedBefore ?? []));
  const keep = withoutEchoes(new Set(records.flatMap((record) => explicitKeys(record))), before);
  return records.filter(keep);
}

const unscoped = { scope: {} };
const echoed = (raws: readonly RawResource[]) =>
  kept(raws)
    .filter(({ declared }) => declared !== undefined)
    .map(({ address, type, declared }) => `${address} ${type} ${declared?.as}`);

describe('withoutEchoes', () => {
  const bucket = state('aws_s3_bucket', { bucket: 'b', versioning: [{ enabled: true }] }, unscoped);

  it('drops a copy of what is declared on its own', () => {
    const own = (name: string) => state('aws_s3_bucket_versioning', { bucket: name }, unscoped);
    expect(echoed([bucket, own('b')])).toEqual([]);
    expect(echoed([bucket, own('c')])).toEqual(['aws_s3_bucket.x aws_s3_bucket_versioning echo']);
  });

  it('drops an echoed rule, also one that an older rule resource declares', () => {
    const rule = { protocol: 'tcp', from_port: 1, to_port: 2, cidr_blocks: ['10.0.0.0/8', '11.0.0.0/8'] };
    const group = state('aws_security_group', { id: 'sg-1', ingress: [rule] });
    const older = state('aws_security_group_rule', {
      ...{ type: 'ingress', security_group_id: 'sg-1', protocol: '6', from_port: 1, to_port: 2 },
      cidr_blocks: ['10.0.0.0/8'],
    });
    const records = kept([group, older]);
    expect(records.map(({ declared, values }) => [declared?.as, values.cidr_ipv4])).toEqual([
      [undefined, undefined],
      ['echo', '11.0.0.0/8'],
      ['alias', '10.0.0.0/8'],
    ]);
  });

  it('tells accounts apart where both are known', () => {
    const arn = (account: string) => `arn:aws:iam::${account}:role/r`;
    const role = {
      name: 'r',
      arn: arn('111111111111'),
      inline_policy: [{ name: 'p', policy: '{"Statement":[]}' }],
    };
    const policy = { role: 'r', name: 'p', policy: '{"Statement":[]}' };
    const other = state('aws_iam_role_policy', policy, { scope: { account: '222222222222' } });
    expect(echoed([state('aws_iam_role', role, unscoped), other])).toHaveLength(1);
    expect(echoed([state('aws_iam_role', role, unscoped), { ...other, scope: {} }])).toEqual([]);
  });

  it('keeps data sources and deposed objects out of it', () => {
    const own = state('aws_s3_bucket_versioning', { bucket: 'b' }, { ...unscoped, deposed: 'd' });
    expect(echoed([bucket, own])).toHaveLength(1);
    expect(echoed([bucket, { ...own, mode: 'data' }])).toHaveLength(1);
  });
});

describe('of what a plan changes', () => {
  const inPlan = { observed: { from: 'plan' as const }, expressions: {} };
  const rule = { protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['0.0.0.0/0'] };
  const group = state(
    'aws_security_group',
    { id: 'sg-1', ingress: [rule] },
    { ...inPlan, change: { actions: ['no-op'], before: { id: 'sg-1', ingress: [rule] } } },
  );
  const before = { ...rule, type: 'ingress', security_group_id: 'sg-1' };
  const apart = (actions: readonly string[], values: JsonObject, unknown: JsonObject = {}) =>
    state('aws_security_group_rule', values, { ...inPlan, unknown, change: { actions, before } });

  it.each<[string, RawResource, readonly string[]]>([
    ['a rule that turns', apart(['update'], { ...before, cidr_blocks: ['10.0.0.0/8'] }), ['alias']],
    [
      'a rule that will turn out',
      apart(['update'], { ...before, cidr_blocks: null }, { cidr_blocks: true }),
      ['alias'],
    ],
    ['a rule made again', apart(['delete', 'create'], { ...before, from_port: 21 }), ['alias']],
    ['a rule that goes', apart(['delete'], before), ['alias']],
    ['a rule that is left to itself', apart(['forget'], before), ['echo', 'alias']],
    ['a rule of another group', apart(['update'], { ...before, security_group_id: 'sg-2' }), ['alias']],
  ])('an echo of %s', (_, own, left) => {
    const records = kept([group, own]).filter(({ declared }) => declared !== undefined);
    expect(records.map(({ declared }) => declared?.as)).toEqual(left);
  });

  it('keeps an echo of what nobody declares', () => {
    const other = { ...before, from_port: 80, to_port: 80 };
    const own = state('aws_security_group_rule', other, {
      ...inPlan,
      change: { actions: ['update'], before: other },
    });
    expect(kept([group, own]).map(({ declared }) => declared?.as)).toEqual([undefined, 'echo', 'alias']);
  });

  it('keeps what moves into its parent from a resource that goes', () => {
    const moved = { ...group, expressions: { ingress: [{}] } };
    const records = kept([moved, apart(['delete'], before)]);
    expect(records.map(({ declared, change }) => [declared?.as, change?.actions])).toEqual([
      [undefined, ['no-op']],
      ['inline', ['no-op']],
      ['alias', ['delete']],
    ]);
  });
});

describe.skipIf(!isRecorded)('over the refreshed lab', () => {
  it('leaves what no resource declares', () => {
    expect(echoed(stateResources('refreshed.state.json'))).toEqual([
      'aws_default_security_group.d aws_security_group alias',
      'aws_kms_key.main aws_kms_key_policy echo',
      'aws_network_acl.n aws_network_acl_rule echo',
      'aws_route_table.rt aws_route echo',
      'aws_s3_bucket.data aws_s3_bucket_acl echo',
      'aws_s3_bucket.logs aws_s3_bucket_versioning echo',
      'aws_s3_bucket.logs aws_s3_bucket_acl echo',
      'aws_security_group.inline aws_vpc_security_group_ingress_rule echo',
      'aws_security_group.inline aws_vpc_security_group_egress_rule echo',
      'aws_security_group_rule.old aws_vpc_security_group_ingress_rule alias',
      'aws_sns_topic.t aws_sns_topic_policy echo',
    ]);
  });
});
