/** What each spelling folds into, and that it comes back whole. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { carrierTypes, spellings } from '../../../../src/resource/carriers/index.ts';
import { unfold } from '../../../../src/resource/carriers/unfold.ts';
import type { JsonObject, Resource } from '../../../../src/resource/resource.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';
import { AWS, created, shaped, state, unknowns } from '../raw.ts';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] }] };

interface Case {
  readonly type: string;
  /** As a state has it, absence and documents applied. */
  readonly parent: JsonObject;
  readonly folded: readonly { readonly path: string; readonly type: string; readonly values: JsonObject }[];
}
const folder = path.resolve(import.meta.dirname, '../../../fixtures/resource/carriers');
const CASES = readdirSync(folder).map((file) => [
  file,
  JSON.parse(readFileSync(path.join(folder, file), 'utf8')),
]) as [string, Case][];

const carried = (records: Resource[]) => records.filter(({ declared }) => declared !== undefined);

describe('shape folds', () => {
  it.each(CASES)('%s', (_, { type, parent, folded }) => {
    const records = shaped(state(type, parent));
    expect(
      carried(records).map(({ declared, type: to, values }) => ({
        path: declared?.path.join('.'),
        type: to,
        values,
      })),
    ).toEqual(folded);
    for (const record of carried(records)) {
      const schema = typeSchema(AWS, record.type);
      const names = [...Object.keys(schema?.attributes ?? {}), ...Object.keys(schema?.blocks ?? {})];
      expect(names, record.type).toEqual(expect.arrayContaining(Object.keys(record.values)));
      expect(record.declared).toMatchObject({ type, address: `${type}.x` });
      expect(record.address).toBe(`${type}.x`);
    }
    expect(unfold(records).map(({ values }) => values)).toEqual([parent]);
  });

  it('keeps unknown and sensitive places with the value, and brings them back', () => {
    const rule = {
      cidr_blocks: ['10.0.0.0/8', null],
      protocol: 'tcp',
      from_port: 1,
      to_port: 2,
      self: false,
    };
    const raw = created(
      'aws_security_group',
      { name: 'g', ingress: [rule] },
      {
        unknown: { id: true, ingress: [{ cidr_blocks: [false, true], to_port: true }] },
        sensitive: { ingress: [{ description: true, from_port: true, cidr_blocks: [true] }] },
        expressions: { name: {}, ingress: {} },
      },
    );
    const [group, first, second] = shaped(raw);
    expect(group?.values).toEqual({ name: 'g' });
    expect(unknowns(group)).toEqual(['values.id after-apply']);
    expect(group?.sensitive).toEqual([]);
    expect(first?.values).toEqual({ ip_protocol: 'tcp', from_port: 1, cidr_ipv4: '10.0.0.0/8' });
    expect(unknowns(first)).toEqual(['values.security_group_id after-apply', 'values.to_port after-apply']);
    expect(first?.sensitive).toEqual([
      ['values', 'from_port'],
      ['values', 'cidr_ipv4'],
    ]);
    expect(unknowns(second)).toEqual([
      'values.security_group_id after-apply',
      'values.to_port after-apply',
      'values.cidr_ipv4 after-apply',
    ]);
    const [back] = unfold(shaped(raw));
    expect(back?.values).toEqual({ name: 'g', ingress: [{ ...rule, to_port: undefined }] });
    expect(unknowns(back).sort()).toEqual([
      'values.id after-apply',
      'values.ingress.0.cidr_blocks.1 after-apply',
      'values.ingress.0.to_port after-apply',
    ]);
    expect(back?.sensitive.map((place) => place.join('.')).sort()).toEqual([
      'values.ingress.0.cidr_blocks.0',
      'values.ingress.0.from_port',
    ]);
  });

  it('makes one record with all but the link unknown of an attribute that is unknown as a whole', () => {
    const raw = created(
      'aws_security_group',
      {},
      { unknown: { id: true, ingress: true, egress: true }, expressions: { ingress: {} } },
    );
    const [group, rule, ...more] = shaped(raw);
    expect(more).toEqual([]);
    expect(unknowns(group)).toEqual(['values.id after-apply']);
    expect(rule).toMatchObject({
      type: 'aws_vpc_security_group_ingress_rule',
      values: {},
      declared: { path: ['ingress'], as: 'inline' },
    });
    const schema = typeSchema(AWS, 'aws_vpc_security_group_ingress_rule');
    for (const name of Object.keys(schema?.attributes ?? {}))
      expect(unknowns(rule)).toContain(`values.${name} after-apply`);
    expect(unknowns(unfold(shaped(raw))[0]).sort()).toEqual([
      'values.id after-apply',
      'values.ingress after-apply',
    ]);
  });

  it('makes nothing of what is unset, and unknown records of what no other spelling has a place for', () => {
    const unset = created(
      'aws_s3_bucket',
      { bucket: 'b' },
      { unknown: { versioning: true, policy: true, acl: true } },
    );
    expect(shaped(unset)).toHaveLength(1);
    const open = created(
      'aws_s3_bucket',
      { bucket: 'b', lifecycle_rule: [{ enabled: true, id: 'a' }, null] },
      { unknown: { lifecycle_rule: [{}, true] }, expressions: { bucket: {}, lifecycle_rule: [{}, {}] } },
    );
    const [, lifecycle] = shaped(open);
    expect(lifecycle?.values).toEqual({ bucket: 'b' });
    expect(unknowns(lifecycle)).toContain('values.rule after-apply');
  });

  it('does not take what it cannot read for nothing', () => {
    for (const ingress of ['x', { a: 1 }, true]) {
      const [, rule] = shaped(state('aws_security_group', { id: 'g', ingress }));
      expect(unknowns(rule)).toContain('values.cidr_ipv4 malformed');
    }
    const [, rule] = shaped(state('aws_security_group', { id: 'g', ingress: [5] }));
    expect(unknowns(rule)).toContain('values.cidr_ipv4 malformed');
    const [, acl] = shaped(state('aws_s3_bucket', { bucket: 'b', grant: 'x' }));
    expect(unknowns(acl)).toEqual(['values.access_control_policy malformed']);
  });

  it('gives a malformed document to the carrying record', () => {
    const [queue, policy] = shaped(state('aws_sqs_queue', { id: 'u', policy: '{"Statement":' }));
    expect(unknowns(queue)).toEqual([]);
    expect(policy).toMatchObject({ type: 'aws_sqs_queue_policy', values: { queue_url: 'u' } });
    expect(unknowns(policy)).toEqual(['values.policy malformed']);
  });

  it('tells inline from echo, and defaults among the echoes', () => {
    const versioning = { versioning: [{ enabled: false, mfa_delete: false }] };
    const grant = [{ id: 'o', type: 'CanonicalUser', permissions: ['FULL_CONTROL'] }];
    const told = (records: Resource[]) =>
      carried(records).map(({ declared, origin }) => [declared?.as, origin]);
    expect(told(shaped(state('aws_s3_bucket', { bucket: 'b', ...versioning, grant })))).toEqual([
      ['echo', 'default'],
      ['echo', 'default'],
    ]);
    expect(told(shaped(created('aws_s3_bucket', { bucket: 'b', ...versioning })))).toEqual([
      ['inline', undefined],
    ]);
    expect(told(shaped(state('aws_sqs_queue', { id: 'u', policy: POLICY })))).toEqual([['echo', undefined]]);
    const acl = state('aws_default_network_acl', { id: 'a', ingress: [{ rule_no: 1 }] });
    expect(told(shaped(acl))).toEqual([
      ['alias', undefined],
      ['inline', undefined],
    ]);
  });

  it('says what an update does to a carried record', () => {
    const rule = (port: number) => ({
      cidr_blocks: ['10.0.0.0/8'],
      protocol: 'tcp',
      from_port: port,
      to_port: port,
    });
    const raw = state(
      'aws_security_group',
      { id: 'sg-1', ingress: [rule(1), rule(2)] },
      { change: { actions: ['update'], before: { id: 'sg-1', ingress: [rule(2), rule(3)] } }, unknown: {} },
    );
    const [group, one, two] = shaped(raw);
    expect(group?.change).toEqual({ actions: ['update'], before: { id: 'sg-1' } });
    expect(one?.change).toEqual({ actions: ['create'] });
    expect(two?.change).toEqual({ actions: ['no-op'], before: two?.values });
  });

  it('renames what has an older name, and renames it back', () => {
    const [record, ...more] = shaped(state('aws_alb', { arn: 'a', name: 'n' }));
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      type: 'aws_lb',
      declared: { type: 'aws_alb', address: 'aws_alb.x', as: 'alias' },
    });
    expect(unfold([record as Resource])).toEqual([{ ...record, type: 'aws_alb', declared: undefined }]);
  });

  it('leaves a membership of one group as it is, and tells several apart by key', () => {
    const type = 'aws_iam_user_group_membership';
    const one = { id: 'terraform-1', user: 'u', groups: ['g1'] };
    const [alone, ...others] = shaped(state(type, one));
    expect([alone?.declared, alone?.values, others]).toEqual([undefined, one, []]);
    const two = shaped(state(type, { ...one, groups: ['g1', 'g2'] }));
    const ofGroup = shaped(state('aws_iam_group_membership', { name: 'n', group: 'g2', users: ['u'] }));
    expect(two.map(({ key }) => key)).toEqual([alone?.key, ofGroup[0]?.key]);
    expect(alone?.key).toBe(`["123456789012","global","${type}","u",["g1"]]`);
  });

  it('makes memberships of users and groups that are not known yet', () => {
    const users = { unknown: { users: [false, true] } };
    const team = { name: 'n', group: 'g', users: ['u', null] };
    expect(
      shaped(created('aws_iam_group_membership', team, users)).map(({ values, unknown, key }) => ({
        values,
        unknown,
        key: key !== undefined,
      })),
    ).toEqual([
      { values: { user: 'u', groups: ['g'] }, unknown: [], key: true },
      {
        values: { groups: ['g'] },
        unknown: [{ path: ['values', 'user'], reason: 'after-apply' }],
        key: false,
      },
    ]);
    const [nothing] = shaped(created('aws_iam_group_membership', {}, { unknown: true }));
    expect(nothing?.unknown.slice(0, 2)).toEqual([
      { path: ['values', 'user'], reason: 'after-apply' },
      { path: ['values', 'groups', 0], reason: 'after-apply' },
    ]);
    const type = 'aws_iam_user_group_membership';
    const groups = { unknown: { groups: [false, true] } };
    const [first, second] = shaped(created(type, { user: 'u', groups: ['g', null] }, groups));
    expect(first).toMatchObject({ values: { user: 'u', groups: ['g'] }, unknown: [] });
    expect(first?.key).toBeDefined();
    expect(second).toMatchObject({ values: { user: 'u', groups: [null] } });
    expect(second?.unknown).toEqual([{ path: ['values', 'groups', 0], reason: 'after-apply' }]);
    expect(second?.key).toBeUndefined();
    const [whole, ...none] = shaped(created(type, { user: 'u' }, { unknown: { groups: true } }));
    expect([whole?.values, whole?.unknown, none]).toEqual([
      { user: 'u' },
      [{ path: ['values', 'groups'], reason: 'after-apply' }],
      [],
    ]);
  });

  it('leaves data sources, and an attachment to nobody, alone', () => {
    const values = { id: 'sg-1', ingress: [{ protocol: 'tcp' }] };
    expect(shaped(state('aws_security_group', values, { mode: 'data' }))).toHaveLength(1);
    expect(shaped(state('aws_iam_policy_attachment', { name: 'n', policy_arn: 'p' }))).toMatchObject([
      { type: 'aws_iam_policy_attachment', values: { name: 'n', policy_arn: 'p' } },
    ]);
  });
});

describe('spellings', () => {
  it('names the types that fold into a type', () => {
    expect(spellings('aws_vpc_security_group_ingress_rule')).toEqual([
      'aws_default_security_group',
      'aws_security_group',
      'aws_security_group_rule',
    ]);
    expect(spellings('aws_lb')).toEqual(['aws_alb']);
    expect(spellings('aws_iam_user_group_membership')).toEqual(['aws_iam_group_membership']);
    expect(spellings('aws_vpc')).toEqual(['aws_default_vpc']);
    expect(spellings('aws_eip')).toEqual([]);
    expect(spellings('constructor')).toEqual([]);
  });

  it('is about types of the provider only', () => {
    for (const type of carrierTypes()) {
      expect(typeSchema(AWS, type), type).toBeDefined();
      for (const parent of spellings(type)) expect(typeSchema(AWS, parent), parent).toBeDefined();
    }
  });
});
