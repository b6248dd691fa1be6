/** Links of what lies in regions, where a snapshot holds only some of an account's regions. */
import { describe, expect, test } from 'vitest';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { Resource, Scope } from '../../../../src/resource/resource.ts';
import { inputOf, linksIn, made } from './made-inputs.ts';

const ACCOUNT = '111122223333';
const live = (type: string, values: Resource['values'], region: string): Resource => {
  const scope: Scope = { account: ACCOUNT, region };
  return made(type, undefined, values, { scope, observed: { from: 'live' } });
};

const TRAIL = 'aws_cloudtrail';
const account = live('driftlock_aws_account', { account_id: ACCOUNT }, 'global');
const role = live('aws_iam_role', { name: 'r', arn: `arn:aws:iam::${ACCOUNT}:role/r` }, 'global');
const bucket = live('aws_s3_bucket', { bucket: 'b' }, 'eu-west-1');
const key = live('aws_kms_key', { key_id: 'k', arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k` }, 'eu-west-1');
const trail = live(
  TRAIL,
  { name: 't', s3_bucket_name: 'b', kms_key_id: `arn:aws:kms:us-east-1:${ACCOUNT}:key/x` },
  'eu-west-1',
);
const all = [account, role, bucket, key, trail];

function open(wanted: Record<string, ReadPath[]>, of: Resource, types: readonly string[]): unknown {
  const input = inputOf(all, { openElsewhere: new Set(types) });
  return linksIn(wanted, [input], of).unknown.map(({ path, reason }) => [path, reason]);
}

describe('where regions were left out', () => {
  test.each<[string, Resource, ReadPath, readonly string[], readonly number[]]>([
    ['an account', account, ['referrers', 'aws_flow_log', 'account'], ['aws_flow_log'], []],
    ['a role', role, ['referrers', 'aws_lambda_function', 'role'], ['aws_lambda_function'], []],
    // Its one trail is certain, and there may be more.
    ['a bucket', bucket, ['referrers', TRAIL, 's3_bucket_name'], [TRAIL], [1]],
    ['what an ARN names', trail, ['refs', 'kms_key_id'], ['aws_kms_key'], []],
  ])('the list of %s is open', (_, of, path, types, beyond) => {
    const wanted = { [of.type]: [[...path, null, 'values']] };
    expect(open(wanted, of, types)).toEqual([[[...path, ...beyond], 'link-open']]);
    expect(open(wanted, of, [])).toEqual([]);
    expect(open(wanted, of, ['aws_vpc'])).toEqual([]);
  });

  test('what was found of an account is certain, and more may lie elsewhere', () => {
    const reads: ReadPath[] = [['referrers', TRAIL, 'account', null, 'values']];
    const wanted = { driftlock_aws_account: reads };
    expect(open(wanted, account, [TRAIL])).toEqual([[['referrers', TRAIL, 'account', 1], 'link-open']]);
    expect(open(wanted, account, [])).toEqual([]);
    const far = { [TRAIL]: reads.map((read) => ['refs', 'account', null, ...read]) };
    expect(open(far, trail, [TRAIL])).toEqual([
      [['refs', 'account', 0, 'referrers', TRAIL, 'account', 1], 'link-open'],
    ]);
  });

  test('what names a thing of a region that was read is known', () => {
    const wanted = { aws_kms_key: [['referrers', TRAIL, 'kms_key_id', null, 'values']] };
    expect(open(wanted, key, [TRAIL])).toEqual([]);
  });
});
