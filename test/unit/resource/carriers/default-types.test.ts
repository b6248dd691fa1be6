/** What AWS made with a VPC and snapshots however made, under the types that carry them; rules without ports under one key. */
import { describe, expect, it } from 'vitest';
import { unfold } from '../../../../src/resource/carriers/unfold.ts';
import type { Json, JsonObject } from '../../../../src/resource/resource.ts';
import { type AttributeType, typeSchema } from '../../../../src/resource/type-schema.ts';
import { AWS, created, shaped, state, unknowns } from '../raw.ts';

describe('aws_default_* types', () => {
  it('takes what AWS made with a VPC for what it is, and gives it back', () => {
    const own = { id: 'acl-1', vpc_id: 'vpc-1', ingress: [{ rule_no: 1, protocol: '-1' }] };
    const values = { ...own, default_network_acl_id: 'acl-1' };
    const records = shaped(state('aws_default_network_acl', values));
    const [acl, rule] = records;
    expect(acl).toMatchObject({
      type: 'aws_network_acl',
      key: '["123456789012","eu-west-1","aws_network_acl","acl-1"]',
      declared: {
        type: 'aws_default_network_acl',
        address: 'aws_default_network_acl.x',
        path: [],
        as: 'alias',
        rest: { default_network_acl_id: 'acl-1' },
      },
    });
    expect(acl?.values).toEqual({ id: 'acl-1', vpc_id: 'vpc-1' });
    expect(rule?.declared).toEqual({
      type: 'aws_default_network_acl',
      address: 'aws_default_network_acl.x',
      path: ['ingress', 0],
      as: 'inline',
    });
    const back = unfold([...records, ...shaped(state('aws_default_vpc', { id: 'v', force_destroy: true }))]);
    expect(back.map(({ type, values: own, declared }) => [type, own, declared])).toEqual([
      ['aws_default_network_acl', values, undefined],
      ['aws_default_vpc', { id: 'v', force_destroy: true }, undefined],
    ]);
  });

  it('knows in a plan what a default resource is', () => {
    const group = shaped(
      created(
        'aws_default_security_group',
        { vpc_id: 'vpc-1' },
        { unknown: { id: true, name: true, name_prefix: true } },
      ),
    );
    expect(group[0]?.values).toEqual({ vpc_id: 'vpc-1', name: 'default' });
    expect(unknowns(group[0])).toContain('values.id after-apply');
    expect(unknowns(group[0]).filter((line) => line.startsWith('values.name'))).toEqual([]);
    const [table] = shaped(
      created('aws_default_route_table', { default_route_table_id: 'rtb-1' }, { unknown: { id: true } }),
    );
    expect([table?.id, table?.values]).toEqual(['rtb-1', { id: 'rtb-1' }]);
    expect(table?.key).toBe('["123456789012","eu-west-1","aws_route_table","rtb-1"]');
    const [later] = shaped(
      created('aws_default_route_table', {}, { unknown: { id: true, default_route_table_id: true } }),
    );
    expect(unknowns(later)).toEqual(
      expect.arrayContaining(['values.id after-apply', 'values.default_route_table_id after-apply']),
    );
  });
});

describe('snapshots that were copied or imported', () => {
  const snapshotArn = 'arn:aws:ec2:eu-west-1::snapshot/snap-1';
  const common = { arn: snapshotArn, id: 'snap-1', volume_size: 8, encrypted: true };

  it.each([
    [
      'aws_ebs_snapshot_copy',
      { source_region: 'us-east-1', source_snapshot_id: 'snap-0', completion_duration_minutes: 60 },
    ],
    [
      'aws_ebs_snapshot_import',
      { role_name: 'vmimport', disk_container: [{ format: 'VHD', url: 's3://b/k' }] },
    ],
  ])('%s is a snapshot, and comes back as it was', (type, own: JsonObject) => {
    const records = shaped(state(type, { ...common, ...own }));
    expect(records.map((one) => [one.type, one.values, one.key, one.declared])).toEqual([
      [
        'aws_ebs_snapshot',
        common,
        shaped(state('aws_ebs_snapshot', common))[0]?.key,
        { type, address: `${type}.x`, path: [], as: 'alias', rest: own },
      ],
    ]);
    expect(unfold(records).map((one) => [one.type, one.values])).toEqual([[type, { ...common, ...own }]]);
  });

  it.each(['aws_ebs_snapshot_copy', 'aws_ebs_snapshot_import'])(
    '%s has no attribute that is neither its own nor a snapshot’s',
    (type) => {
      const schema = typeSchema(AWS, type);
      const names = [...Object.keys(schema?.attributes ?? {}), ...Object.keys(schema?.blocks ?? {})];
      const all = Object.fromEntries(
        names.map((name) => [name, sampleOf(schema?.attributes[name]?.type ?? 'block')]),
      );
      const carried = typeSchema(AWS, 'aws_ebs_snapshot');
      const kept = Object.keys(shaped(state(type, all))[0]?.values ?? {});
      expect(kept.filter((name) => !carried?.attributes[name] && !carried?.blocks[name])).toEqual([]);
    },
  );

  function sampleOf(type: AttributeType | 'block'): Json {
    if (type === 'string') return 'x';
    if (type === 'number') return 1;
    if (type === 'bool') return true;
    return Array.isArray(type) && type[0] === 'map' ? { a: 'b' } : [{}];
  }
});

describe('protocols', () => {
  it('gives the same key to a rule without ports however it is written', () => {
    const keys = (type: string, values: JsonObject) =>
      shaped(state(type, values)).flatMap(({ type: to, key }) => (/_rule$/.test(to) ? [key] : []));
    const base = { security_group_id: 'sg-1', cidr_ipv4: '10.0.0.0/8' };
    const key = (protocol: string) =>
      JSON.stringify([
        ...['123456789012', 'eu-west-1', 'aws_vpc_security_group_ingress_rule', 'sg-1', protocol],
        ...[null, null, '10.0.0.0/8', null, null, null],
      ]);
    for (const [written, protocol] of [
      ['all', '-1'],
      ['50', '50'],
    ] as const) {
      const ports = { from_port: -1, to_port: -1 };
      const old = { protocol: written, from_port: 0, to_port: 0, cidr_blocks: ['10.0.0.0/8'] };
      const rule = { type: 'ingress', security_group_id: 'sg-1', ...old };
      for (const found of [
        keys('aws_vpc_security_group_ingress_rule', { ...base, ip_protocol: written, ...ports }),
        keys('aws_vpc_security_group_ingress_rule', { ...base, ip_protocol: written }),
        keys('aws_security_group', { id: 'sg-1', ingress: [old] }),
        keys('aws_security_group_rule', rule),
      ])
        expect(found).toEqual([key(protocol)]);
    }
  });
});
