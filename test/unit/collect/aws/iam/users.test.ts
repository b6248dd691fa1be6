import { expect, it } from 'vitest';
import { users } from '../../../../../src/collect/aws/iam/users.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const DOCUMENT = '{"Statement":[]}';

it('users, their policies and one membership for each group, by one call', async () => {
  const run = fakeRun({
    GetAccountAuthorizationDetails: {
      UserDetailList: [
        {
          Path: '/people/',
          UserName: 'rich,user+1=2@example.com',
          UserId: 'AIDA1',
          Arn: 'arn:aws:iam::111122223333:user/people/rich,user+1=2@example.com',
          CreateDate: new Date(0),
          UserPolicyList: [{ PolicyName: 'i', PolicyDocument: encodeURIComponent(DOCUMENT) }],
          GroupList: ['a', 'b'],
          AttachedManagedPolicies: [{ PolicyName: 'p', PolicyArn: 'arn:aws:iam::aws:policy/p' }],
          PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/limit' },
          Tags: [{ Key: 'Empty', Value: '' }],
        },
        { UserName: 'plain' },
      ],
      IsTruncated: false,
    },
  });
  const user = 'rich,user+1=2@example.com';
  expect(await collectedBy(users, run)).toEqual({
    records: [
      {
        type: 'aws_iam_user',
        values: {
          id: user,
          name: user,
          arn: 'arn:aws:iam::111122223333:user/people/rich,user+1=2@example.com',
          path: '/people/',
          unique_id: 'AIDA1',
          permissions_boundary: 'arn:aws:iam::111122223333:policy/limit',
          tags: { Empty: '' },
          tags_all: { Empty: '' },
        },
      },
      { type: 'aws_iam_user_policy', values: { id: `${user}:i`, user, name: 'i', policy: DOCUMENT } },
      { type: 'aws_iam_user_policy_attachment', values: { user, policy_arn: 'arn:aws:iam::aws:policy/p' } },
      { type: 'aws_iam_user_group_membership', values: { user, groups: ['a'] } },
      { type: 'aws_iam_user_group_membership', values: { user, groups: ['b'] } },
      { type: 'aws_iam_user', values: { id: 'plain', name: 'plain' } },
    ],
  });
  expect(run.calls).toEqual([['GetAccountAuthorizationDetails', { Filter: ['User'], MaxItems: 1000 }]]);
});

it('a second page that is throttled leaves the first, and the failure', async () => {
  const run = fakeRun({
    GetAccountAuthorizationDetails: ({ Marker }: { Marker?: string }) =>
      Marker === undefined
        ? { UserDetailList: [{ UserName: 'first' }], IsTruncated: true, Marker: 'm' }
        : failing('iam:GetAccountAuthorizationDetails', 'Throttling', 'throttled')(),
  });
  const { records, failure } = await collectedBy(users, run);
  expect(records.map(({ values }) => values.name)).toEqual(['first']);
  expect(failure?.reason).toBe('throttled');
});
