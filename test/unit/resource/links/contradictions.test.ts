/** Several records of what can stand only once: which of them holds is not known, unless they say the same. */
import { describe, expect, test } from 'vitest';
import { isOncePerOwner } from '../../../../src/resource/keys/once-per-owner.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { JsonObject, Resource } from '../../../../src/resource/resource.ts';
import { BUCKET, inputOf, linksIn, made, PATH, READ, unknownAt, VERSIONING } from './made-inputs.ts';

const bucket = made(BUCKET, 'aws_s3_bucket.b', { bucket: 'b', arn: 'arn:aws:s3:::b' });
const setting = (name: string, values: JsonObject, more: Partial<Resource> = {}): Resource =>
  made(VERSIONING, `${VERSIONING}.${name}`, { bucket: 'b', ...values }, more);

function unknownOf(resources: readonly Resource[], read: ReadPath = READ, target = bucket): unknown {
  return linksIn({ [target.type]: [read] }, [inputOf([target, ...resources])], target).unknown;
}

const OPEN = [{ path: PATH, reason: 'contradiction' }];

describe('two settings of one bucket', () => {
  const enabled = setting('one', { status: 'Enabled', mfa: 'on', id: 'b' });

  test('that differ in what is read are open, in either order', () => {
    const suspended = setting('two', { status: 'Suspended' });
    expect(unknownOf([enabled, suspended])).toEqual(OPEN);
    expect(unknownOf([suspended, enabled])).toEqual(OPEN);
  });
  test('that say the same change nothing, however they spell what they belong to', () => {
    const same = setting('two', { bucket: 'arn:aws:s3:::b', status: 'Enabled', mfa: 'on', id: 'b,1' });
    expect(unknownOf([enabled, same])).toEqual([]);
    expect(unknownOf([enabled, same], PATH)).toEqual([]);
  });
  test('that differ in what nobody reads change nothing', () => {
    expect(unknownOf([enabled, setting('two', { status: 'Enabled', mfa: 'off' })])).toEqual([]);
  });
  test('one of which sets what the other leaves out are open', () => {
    expect(unknownOf([enabled, setting('two', {})])).toEqual(OPEN);
  });
  test('of which one belongs to another bucket change nothing', () => {
    expect(unknownOf([enabled, setting('two', { bucket: 'c', status: 'Suspended' })])).toEqual([]);
  });
  test('settled by references are open alike', () => {
    const referring = (name: string, status: string): Resource =>
      made(VERSIONING, `${VERSIONING}.${name}`, { status }, { unknown: [unknownAt('bucket')] });
    const input = inputOf([bucket, referring('one', 'Enabled'), referring('two', 'Suspended')], {
      references: () => ({
        targets: [{ block: 'aws_s3_bucket.b', attribute: 'id', instance: 'aws_s3_bucket.b' }],
        open: false,
      }),
    });
    expect(linksIn({ [BUCKET]: [READ] }, [input], bucket).unknown).toEqual(OPEN);
  });
});

test('types with more to their key than the owner may stand several times', () => {
  const ATTACHMENT = 'aws_iam_role_policy_attachment';
  const role = made('aws_iam_role', 'aws_iam_role.r', { name: 'r' });
  const attached = (policy: string): Resource =>
    made(ATTACHMENT, `${ATTACHMENT}.${policy}`, { role: 'r', policy_arn: policy });
  const read: ReadPath = ['referrers', ATTACHMENT, 'role', null, 'values', 'policy_arn'];
  expect(unknownOf([attached('p'), attached('q')], read, role)).toEqual([]);
});

describe('what stands once in an account or region', () => {
  const account = made('driftlock_aws_account', undefined, {}, { scope: { account: '1' } });
  const ebs = 'aws_ebs_encryption_by_default';
  const block = 'aws_s3_account_public_access_block';
  const of = (type: string, name: string, region: string, value: boolean): Resource =>
    made(type, `${type}.${name}`, { enabled: value }, { scope: { account: '1', region } });
  const read = (type: string): ReadPath => ['referrers', type, 'account', null, 'values', 'enabled'];

  test('differing within it is open, from one region to the next it is not', () => {
    const twice = [of(block, 'a', 'global', true), of(block, 'b', 'global', false)];
    expect(unknownOf(twice, read(block), account)).toEqual([
      { path: ['referrers', block, 'account'], reason: 'contradiction' },
    ]);
    const regions = [of(ebs, 'eu', 'eu-west-1', true), of(ebs, 'us', 'us-east-1', false)];
    expect(unknownOf(regions, read(ebs), account)).toEqual([]);
    expect(unknownOf([...regions, of(ebs, 'us2', 'us-east-1', true)], read(ebs), account)).toEqual([
      { path: ['referrers', ebs, 'account'], reason: 'contradiction' },
    ]);
  });
});

test('a list that may go on contradicts itself all the same', () => {
  const settings = ['Enabled', 'Suspended'].map((status) => setting(status, { status }));
  const input = inputOf([bucket, ...settings], { openTypes: new Set([VERSIONING]) });
  expect(linksIn({ [BUCKET]: [READ] }, [input], bucket).unknown).toEqual([
    { path: PATH, reason: 'contradiction' },
  ]);
});

test('the settings of a bucket, the policies of a queue and of a key stand once, as the keys say', () => {
  const pairs = [
    [VERSIONING, 'bucket', true],
    ['aws_s3_bucket_public_access_block', 'bucket', true],
    ['aws_sqs_queue_policy', 'queue_url', true],
    ['aws_kms_key_policy', 'key_id', true],
    ['aws_s3_bucket_logging', 'target_bucket', false],
    ['aws_s3_object', 'bucket', false],
    ['aws_iam_role_policy', 'role', false],
    ['aws_lb_listener', 'load_balancer_arn', false],
    ['constructor', 'bucket', false],
  ] as const;
  expect(pairs.map(([type, link]) => [type, link, isOncePerOwner(type, link)])).toEqual(pairs);
});
