/** Values of the wrong type: converted as Terraform converts, else unknown, never silently absent. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fingerprints } from '../../../../src/finding/fingerprint.ts';
import type { Json } from '../../../../src/resource/resource.ts';
import { conforms, fitted } from '../../../../src/resource/shape/fit.ts';
import type { AttributeType } from '../../../../src/resource/type-schema.ts';
import { created, shaped, state, unknowns } from '../raw.ts';

describe('fitted', () => {
  // What `terraform console` (1.11) answers to tobool(), tonumber(), tostring() and tolist() of the value.
  test.each<[Json, AttributeType, Json | undefined]>([
    ['true', 'bool', true],
    ['false', 'bool', false],
    ['1', 'bool', true],
    ['0', 'bool', false],
    ['True', 'bool', undefined],
    ['', 'bool', undefined],
    [0, 'bool', undefined],
    [{ a: 1 }, 'bool', undefined],
    ['22', 'number', 22],
    ['-1.5', 'number', -1.5],
    ['1e3', 'number', 1000],
    ['0x10', 'number', undefined],
    [' 1', 'number', undefined],
    ['', 'number', undefined],
    ['Infinity', 'number', undefined],
    ['9007199254740993', 'number', undefined],
    [true, 'number', undefined],
    [5, 'string', '5'],
    [0.5, 'string', '0.5'],
    [1e300, 'string', undefined],
    [true, 'string', 'true'],
    [['a'], 'string', undefined],
    ['a', ['list', 'string'], undefined],
    [{ a: 'b' }, ['set', 'string'], undefined],
    [['a'], ['map', 'string'], undefined],
    ['a', ['map', 'string'], undefined],
    [{ a: 1 }, 'dynamic', { a: 1 }],
  ])('%j as %j', (value, type, expected) => {
    expect(fitted(value, type)).toEqual(expected);
  });

  it('gives what conforms, and leaves it as it is', () => {
    const type = fc.constantFrom<AttributeType>(
      'string',
      'number',
      'bool',
      ['list', 'number'],
      ['map', 'bool'],
    );
    fc.assert(
      fc.property(fc.jsonValue(), type, (value, of) => {
        const fit = fitted(value as Json, of);
        if (typeof of === 'string') expect(fit === undefined || conforms(fit, of)).toBe(true);
        if (conforms(value as Json, of)) expect(fit).toBe(value);
      }),
    );
  });
});

describe('shape', () => {
  test.each<[Json, Json | undefined]>([
    ['false', false],
    ['true', true],
    [{ a: 1 }, undefined],
    [0, undefined],
    [[], undefined],
    ['', undefined],
  ])('encrypted of a volume: %j', (encrypted, value) => {
    const [volume] = shaped(created('aws_ebs_volume', { encrypted }));
    expect(volume?.values).toEqual(value === undefined ? {} : { encrypted: value });
    expect(unknowns(volume)).toEqual(value === undefined ? ['values.encrypted malformed'] : []);
  });

  it('looks into lists, maps and objects', () => {
    const [volume] = shaped(state('aws_ebs_volume', { tags: { a: 5, b: ['x'] } }));
    expect(volume?.values).toEqual({ tags: { a: '5' } });
    expect(unknowns(volume)).toEqual(['values.tags.b malformed', 'tags.b malformed']);
    const [instance] = shaped(
      state('aws_instance', {
        vpc_security_group_ids: ['sg-1', ['sg-2']],
        root_block_device: { encrypted: true },
      }),
    );
    expect(instance?.values).toEqual({ vpc_security_group_ids: ['sg-1', null] });
    expect(unknowns(instance)).toEqual([
      'values.vpc_security_group_ids.1 malformed',
      'values.root_block_device malformed',
    ]);
    const [other] = shaped(state('aws_instance', { root_block_device: 'x', ebs_block_device: ['y', {}] }));
    expect(unknowns(other)).toEqual([
      'values.root_block_device malformed',
      'values.ebs_block_device.0 malformed',
    ]);
  });

  it('names the secret that it does not show', () => {
    const [db] = shaped(state('aws_db_instance', { password: ['secret'] }));
    expect([db?.values, db?.sensitive, unknowns(db)]).toEqual([
      {},
      [['values', 'password']],
      ['values.password malformed'],
    ]);
  });

  it('leaves a type without a schema as it is', () => {
    const [thing] = shaped(
      state('acme_thing', { a: 'true', b: [1, 'x'] }, { provider: 'acme.io/acme/acme' }),
    );
    expect([thing?.values, unknowns(thing)]).toEqual([{ a: 'true', b: [1, 'x'] }, []]);
  });
});

describe('carriers', () => {
  const rule = { from_port: 22, to_port: 22, protocol: 'tcp' };

  test.each<Json>(['0.0.0.0/0', '', { a: '0.0.0.0/0' }, 5])('cidr_blocks: %j', (cidr_blocks) => {
    for (const ingress of [[{ ...rule, cidr_blocks }], { ...rule, cidr_blocks }]) {
      const [, ...rules] = shaped(created('aws_security_group', { name: 'x', ingress }));
      expect(rules.map(({ type }) => type)).toEqual(['aws_vpc_security_group_ingress_rule']);
      expect(unknowns(rules[0])).toContain('values.cidr_ipv4 malformed');
    }
    const [older] = shaped(created('aws_security_group_rule', { ...rule, type: 'ingress', cidr_blocks }));
    expect(unknowns(older)).toContain('values.cidr_ipv4 malformed');
  });

  it('keep a record of lists that cannot be read, without a schema too', () => {
    const provider = 'acme.io/acme/aws';
    const ingress = [{ ...rule, cidr_blocks: '0.0.0.0/0' }];
    const [, inline] = shaped(state('aws_security_group', { id: 'g', ingress }, { provider }));
    expect(unknowns(inline)).toEqual(['values.cidr_ipv4 malformed']);
    const [attachment] = shaped(
      state('aws_iam_policy_attachment', { policy_arn: 'p', roles: 'r' }, { provider }),
    );
    expect(unknowns(attachment)).toEqual(['values.role malformed']);
    const grant = [{ type: 'Group', uri: 'u', permissions: 'READ' }];
    const [, acl] = shaped(state('aws_s3_bucket', { bucket: 'b', grant }, { provider }));
    expect(unknowns(acl)).toEqual(['values.access_control_policy.0.grant.0.permission malformed']);
  });

  it('stand for what a resource without readable values may hold', () => {
    const flat = state('aws_security_group', {}, { unknown: true, unknownReason: 'unsupported' });
    const [group, ...rules] = shaped(flat);
    expect(unknowns(group)).toEqual(['values unsupported']);
    expect(rules.map(({ type }) => type)).toEqual([
      'aws_vpc_security_group_ingress_rule',
      'aws_vpc_security_group_egress_rule',
    ]);
    for (const one of rules) expect(unknowns(one)).toContain('values.cidr_ipv4 unsupported');
  });

  it('give each record of a block a place of its own', () => {
    const peers = { cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'], ipv6_cidr_blocks: ['::/0'], self: true };
    const [, ...rules] = shaped(state('aws_security_group', { id: 'g', ingress: [{ ...rule, ...peers }] }));
    expect(rules.map(({ declared }) => declared?.path)).toEqual([
      ['ingress', 0, 'cidr_blocks', 0],
      ['ingress', 0, 'cidr_blocks', 1],
      ['ingress', 0, 'ipv6_cidr_blocks', 0],
      ['ingress', 0, 'self'],
    ]);
    const unkeyed = rules.map(({ key: _, ...one }) => fingerprints('p', one, ''));
    expect(new Set(unkeyed.flat()).size).toBe(4);
  });
});
