/** Links to what only a collector tells, where one account was collected and another is known from a state. */
import { expect, test } from 'vitest';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { Resource } from '../../../../src/resource/resource.ts';
import { inputOf, linksIn, made } from './made-inputs.ts';

const ENTRY = 'driftlock_aws_iam_credential_report_entry';
const PATH = ['referrers', ENTRY, 'user'];
const wanted: Record<string, ReadPath[]> = { aws_iam_user: [[...PATH, null, 'values']] };

function user(account: string | undefined, name: string, from: 'live' | 'state'): Resource {
  const scope = account === undefined ? {} : { account, region: 'global' };
  return made('aws_iam_user', `aws_iam_user.${name}`, { name }, { scope, observed: { from } });
}
const entry = made(
  ENTRY,
  undefined,
  { user: 'alice', arn: 'arn:aws:iam::111122223333:user/alice' },
  { scope: { account: '111122223333', region: 'global' }, observed: { from: 'live' } },
);
const open = [{ path: PATH, reason: 'link-open' }];

test.each([
  ['a user of the account that was collected', user('111122223333', 'bob', 'live'), []],
  ['a user of another account', user('999900001111', 'bob', 'state'), open],
  ['a user of nobody knows which account', user(undefined, 'bob', 'state'), open],
])('%s', (_, of, unknown) => {
  const inputs = [inputOf([user('111122223333', 'alice', 'live'), entry]), inputOf([of])];
  expect(linksIn(wanted, inputs, of, 1).unknown).toEqual(unknown);
});
