/** A copy in the parent gives way to the resource that is declared on its own, and to nothing else. */
import { describe, expect, it } from 'vitest';
import { explicitKeys, withoutEchoes } from '../../../../src/resource/carriers/without-echoes.ts';
import type { RawResource } from '../../../../src/resource/raw-resource.ts';
import { shaped, state } from '../raw.ts';
import { isRecorded, stateResources } from '../recorded.ts';

function kept(raws: readonly RawResource[]) {
  const records = raws.flatMap((raw) => shaped(raw));
  const keep = withoutEchoes(new Set(records.flatMap((record) => explicitKeys(record))));
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
