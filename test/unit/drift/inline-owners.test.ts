/** Owners of one name in several accounts: what the cloud has beside what they declare is one account's. */
import { describe, expect, it } from 'vitest';
import { inlineOwners } from '../../../src/drift/inline-owners.ts';
import { ownerAddresses } from '../../../src/drift/owner-addresses.ts';
import type { Resource, Scope } from '../../../src/resource/resource.ts';
import { ACCOUNT, collected, declared, driftOf } from './made.ts';

const OTHER = '999900001111';
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

function role(account: string | undefined, address: string): Resource[] {
  const arn = { arn: `arn:aws:iam::${account}:role/deploy` };
  const inline_policy = [{ name: 'declared', policy: POLICY }];
  const values = { id: 'deploy', name: 'deploy', ...(account !== undefined && arn), inline_policy };
  return declared('aws_iam_role', values, { address, scope: {} });
}

function policy(name: string): Resource[] {
  return collected('aws_iam_role_policy', { id: `deploy:${name}`, role: 'deploy', name, policy: POLICY });
}

describe('the owner of what the cloud has beside', () => {
  const [added] = policy('added') as [Resource];
  const here = role(ACCOUNT, 'aws_iam_role.here');
  const there = role(OTHER, 'aws_iam_role.there');

  it.each([
    ['the same account', [there, here], 'aws_iam_role.here'],
    ['the same account, whatever comes first', [here, there], 'aws_iam_role.here'],
    ['no other account', [there], undefined],
    [
      'an account that is not told',
      [there, role(undefined, 'aws_iam_role.somewhere')],
      'aws_iam_role.somewhere',
    ],
    ['the same before one not told', [role(undefined, 'aws_iam_role.somewhere'), here], 'aws_iam_role.here'],
  ])('is of %s', (_, state, address) => {
    expect(inlineOwners(state.flat()).sibling(added)?.address).toBe(address);
  });

  it('is never a role of that name in another account', () => {
    const live = [
      ...collected('aws_iam_role', {
        id: 'deploy',
        name: 'deploy',
        arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
      }),
      ...policy('declared'),
      added,
    ];
    const ours = driftOf([...there, ...here], live);
    expect(ours.changed.map((one) => one.address)).toEqual(['aws_iam_role.here']);
    expect([ours.missing, ours.unmanaged, ours.unknown]).toEqual([[], [], []]);
    const theirs = driftOf(there, live);
    expect(theirs.changed).toEqual([]);
    expect(theirs.unmanaged.map(({ type }) => type)).toEqual([
      'aws_iam_role',
      'aws_iam_role_policy',
      'aws_iam_role_policy',
    ]);
  });

  it('that tells no account is none where the state lies in another', () => {
    const untold = role(undefined, 'aws_iam_role.untold');
    const topic = { id: 't', arn: `arn:aws:sns:eu-west-1:${OTHER}:t`, name: 't' };
    const state = [...untold, ...declared('aws_sns_topic', topic, { scope: {} })];
    const found = driftOf(state, policy('added'));
    expect([found.changed, found.unmanaged.map(({ type }) => type)]).toEqual([[], ['aws_iam_role_policy']]);
  });
});

describe('addresses of owners', () => {
  const [bare] = role(ACCOUNT, 'aws_iam_role.here') as [Resource];
  const [other] = role(OTHER, 'aws_iam_role.there') as [Resource];
  const own = (scope: Scope): Resource[] =>
    declared('aws_iam_role_policy', { id: 'deploy:p', role: 'deploy', name: 'p' }, { scope });

  it.each([
    [{ account: ACCOUNT }, ['aws_iam_role.here']],
    [{ account: OTHER }, ['aws_iam_role.there']],
    [{}, ['aws_iam_role.here', 'aws_iam_role.there']],
  ])('are those of the account %o', (scope, addresses) => {
    const owners = ownerAddresses([bare, other, ...own(scope)]);
    expect([...(owners.get('aws_iam_role_policy.x') ?? [])]).toEqual(addresses);
  });
});
