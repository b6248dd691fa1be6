/** Keys: every recorded resource and every carried type has one, and none where a part is not known. */
import { describe, expect, it } from 'vitest';
import { carrierTypes } from '../../../../src/resource/carriers/index.ts';
import { KEY_PARTS } from '../../../../src/resource/keys/key-parts.ts';
import { naturalKey } from '../../../../src/resource/keys/natural-key.ts';
import type { Resource, Scope } from '../../../../src/resource/resource.ts';
import { typeSchema } from '../../../../src/resource/type-schema.ts';
import { AWS, created, shaped, state } from '../raw.ts';
import { isRecorded, stateResources } from '../recorded.ts';

describe('naturalKey', () => {
  const key = (...args: Parameters<typeof state>) => shaped(state(...args))[0]?.key;

  it('joins account, region, type and natural key', () => {
    expect(key('aws_sqs_queue', { name: 'jobs' })).toBe(
      '["123456789012","eu-west-1","aws_sqs_queue","jobs"]',
    );
    expect(key('aws_iam_role_policy', { role: 'r', name: 'n' })).toBe(
      '["123456789012","global","aws_iam_role_policy","r","n"]',
    );
    expect(key('driftlock_aws_iam_credential_report_entry', { user: '<root_account>' })).toBe(
      '["123456789012","global","driftlock_aws_iam_credential_report_entry","<root_account>"]',
    );
    expect(key('driftlock_aws_iam_account_summary', { users: 1 })).toBe(
      '["123456789012","global","driftlock_aws_iam_account_summary"]',
    );
    expect(key('aws_ebs_encryption_by_default', { enabled: true, id: 'invented' })).toBe(
      '["123456789012","eu-west-1","aws_ebs_encryption_by_default"]',
    );
    expect(key('aws_s3_bucket_versioning', { bucket: 'b' }, { scope: {} })).toBe(
      '[null,null,"aws_s3_bucket_versioning","b"]',
    );
  });

  it('tells statements of the same name on several functions apart', () => {
    const permission = (function_name: string, more = {}) =>
      key('aws_lambda_permission', { id: 'AllowSns', statement_id: 'AllowSns', function_name, ...more });
    expect(permission('f')).toBe('["123456789012","eu-west-1","aws_lambda_permission","f",null,"AllowSns"]');
    expect(new Set([permission('f'), permission('g'), permission('f', { qualifier: 'live' })]).size).toBe(3);
  });

  it.each([
    ['aws_network_acl_rule', 'egress', false, true, { network_acl_id: 'acl-1', rule_number: 100 }],
    ['aws_cloudwatch_event_rule', 'event_bus_name', 'default', 'other', { name: 'r' }],
    ['aws_config_configuration_recorder', 'name', 'default', 'other', {}],
    ['aws_config_delivery_channel', 'name', 'default', 'other', {}],
  ])(
    'of a %s is the same whether %s is left out or has its default',
    (type, name, byDefault, other, rest) => {
      expect(key(type, rest)).toBeDefined();
      expect(key(type, { ...rest, [name]: null })).toBe(key(type, { ...rest, [name]: byDefault }));
      expect(key(type, { ...rest, [name]: other })).not.toBe(key(type, rest));
      expect(shaped(created(type, rest))[0]?.key).toBe(key(type, rest));
      const open = created(type, rest, { unknown: { [name]: true }, expressions: { [name]: {} } });
      expect(shaped(open)[0]?.key).toBeUndefined();
    },
  );

  it('of an entry is the same inside a network ACL and on its own', () => {
    const entry = { rule_no: 100, action: 'allow', protocol: '-1', cidr_block: '0.0.0.0/0' };
    const [, inline] = shaped(state('aws_network_acl', { id: 'acl-1', ingress: [entry] }));
    expect(inline?.key).toBe(key('aws_network_acl_rule', { network_acl_id: 'acl-1', rule_number: 100 }));
  });

  it('has a default only for what the schema makes optional and the provider does not compute', () => {
    for (const [type, parts] of Object.entries(KEY_PARTS)) {
      for (const name of parts.split(' ').filter((part) => part.includes('='))) {
        const attribute = typeSchema(AWS, type)?.attributes[name.replace(/=.*$/, '')];
        expect([attribute?.optional, attribute?.computed], `${type}.${name}`).toEqual([true, false]);
      }
    }
  });

  it('is the same for every spelling of a rule, and another for another rule', () => {
    const inline = (values: object) =>
      shaped(
        state('aws_security_group', {
          id: 'sg-1',
          ingress: [{ from_port: 0, to_port: 0, self: false, ...values }],
        }),
      )[1]?.key;
    const rule = { security_group_id: 'sg-1', ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' };
    const explicit = key('aws_vpc_security_group_ingress_rule', rule);
    const older = { security_group_id: 'sg-1', type: 'ingress', protocol: 'all', from_port: -1, to_port: -1 };
    expect(explicit).toBe(
      '["123456789012","eu-west-1","aws_vpc_security_group_ingress_rule","sg-1","-1",null,null,"0.0.0.0/0",null,null,null]',
    );
    expect(inline({ protocol: '-1', cidr_blocks: ['0.0.0.0/0'] })).toBe(explicit);
    expect(key('aws_security_group_rule', { ...older, cidr_blocks: ['0.0.0.0/0'] })).toBe(explicit);
    expect(inline({ protocol: '-1', cidr_blocks: ['0.0.0.0/1'] })).not.toBe(explicit);
    expect(key('aws_vpc_security_group_egress_rule', rule)).not.toBe(explicit);
  });

  it('is by ARN, else by id, for types without a row', () => {
    const arn = 'arn:aws:batch:eu-west-3:210987654321:job-queue/q';
    expect(key('aws_batch_job_queue', { arn, id: 'x' }, { scope: {} })).toBe(
      JSON.stringify(['210987654321', 'eu-west-3', 'aws_batch_job_queue', arn]),
    );
    expect(key('aws_dx_gateway', { id: 'i' })).toBe('["123456789012","eu-west-1","aws_dx_gateway","i"]');
  });

  it('knows KMS keys by id or ARN', () => {
    const policy = '{"Statement":[]}';
    const byArn = key('aws_kms_key_policy', { key_id: 'arn:aws:kms:eu-west-1:123456789012:key/k', policy });
    expect(byArn).toBe(key('aws_kms_key_policy', { key_id: 'k', policy }));
  });

  it('is not there when a part is unknown, for data sources and for deposed objects', () => {
    expect(key('aws_sqs_queue', { name: 'jobs' }, { scope: { region: 'eu-west-1' } })).toBeUndefined();
    expect(key('aws_sqs_queue', {})).toBeUndefined();
    expect(key('aws_sqs_queue', { name: 'jobs' }, { mode: 'data' })).toBeUndefined();
    expect(key('aws_sqs_queue', { name: 'jobs' }, { deposed: 'abc' })).toBeUndefined();
    const rule = { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 1, to_port: 2, cidr_ipv6: null };
    const unknown = { cidr_ipv4: true };
    const plan = created('aws_vpc_security_group_ingress_rule', rule, {
      unknown,
      expressions: { cidr_ipv4: {} },
    });
    expect(shaped(plan)[0]?.key).toBeUndefined();
    const known = created('aws_vpc_security_group_ingress_rule', { ...rule, cidr_ipv4: '10.0.0.0/8' });
    expect(shaped(known)[0]?.key).toBeDefined();
  });

  it('is not there when a part is sensitive, and no other value makes it go', () => {
    expect(key('aws_sqs_queue', { name: 'hush-jobs' }, { sensitive: { name: true } })).toBeUndefined();
    expect(key('aws_sqs_queue', { name: 'hush-jobs' }, { sensitive: true })).toBeUndefined();
    expect(
      key('aws_sqs_queue', { name: 'jobs', policy: '{}' }, { sensitive: { policy: true } }),
    ).toBeDefined();
    const arn = 'arn:aws:batch:eu-west-3:210987654321:job-queue/hush';
    expect(key('aws_batch_job_queue', { name: 'hush', arn }, { sensitive: { name: true } })).toBeUndefined();
  });

  it('has rows of attributes that exist, and one for each carried type', () => {
    for (const [type, parts] of Object.entries(KEY_PARTS)) {
      const names = parts.split(' ').filter((name) => name !== '');
      for (const name of names) {
        expect(typeSchema(AWS, type)?.attributes, `${type}.${name}`).toHaveProperty(
          name.replace(/^[*?]|=.*$/g, ''),
        );
      }
    }
    expect(carrierTypes().filter((type) => KEY_PARTS[type] === undefined)).toEqual([]);
  });
});

describe.skipIf(!isRecorded)('over the lab', () => {
  it('gives every resource a key of its own', () => {
    const scope = { account: '123456789012', region: 'us-east-1' };
    const records = stateResources('refreshed.state.json').flatMap((raw) => shaped({ ...raw, scope }));
    expect(records.filter(({ key }) => key === undefined).map(({ address }) => address)).toEqual([]);
    for (const record of records) expect(record.key).toBe(naturalKey(record));
    const own = records.filter(({ declared }) => declared === undefined || declared.as === 'alias');
    expect(new Set(own.map(({ key }) => key)).size).toBe(own.length);
  });
});

describe('accounts and regions', () => {
  const record = (type: string, scope: Scope): Resource => ({
    ...(shaped(state('aws_vpc', {}))[0] as Resource),
    type,
    scope,
    values: {},
  });

  it('have a key once the account is known', () => {
    expect(naturalKey(record('driftlock_aws_account', { account: '123456789012', region: 'global' }))).toBe(
      '["123456789012","global","driftlock_aws_account"]',
    );
    expect(naturalKey(record('driftlock_aws_region', { account: '123456789012', region: 'eu-west-1' }))).toBe(
      '["123456789012","eu-west-1","driftlock_aws_region"]',
    );
    expect(naturalKey(record('driftlock_aws_account', { region: 'global' }))).toBe(undefined);
    expect(naturalKey(record('driftlock_aws_region', { region: 'eu-west-1' }))).toBe(undefined);
  });
});
