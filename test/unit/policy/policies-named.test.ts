/** What names in files mean where raw policies are not judged by. */
import { expect, test } from 'vitest';
import { namesBesideRaw } from '../../../src/policy/policies-named.ts';

const POLICIES = [{ id: 'aws.s3.bucket_logging', aliases: ['CKV_AWS_18'] }];

test.each([
  ['CKV_AWS_18', false, ['aws.s3.bucket_logging']],
  ['aws.s3.*', true, ['aws.s3.bucket_logging']],
  ['main.deny', false, []],
  ['team.violation_too_open', false, []],
  ['main.warn*', false, []],
  ['main.*', true, []],
])('%s, with raw policies: %s', (pattern, hasRaw, ids) => {
  expect([...namesBesideRaw(POLICIES, hasRaw)({ pattern, where: 'w.yaml:1:1' })]).toEqual(ids);
});

test.each(['main.*', 'deny', 'aws.s3.bucket_loging', 'main.denied.x'])('%s is an error', (pattern) => {
  const named = namesBesideRaw(POLICIES, false);
  expect(() => named({ pattern, where: 'w.yaml:1:1' })).toThrow(
    expect.objectContaining({ code: 'policy-unknown', where: 'w.yaml:1:1' }),
  );
});
