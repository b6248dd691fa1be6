import { expect, it } from 'vitest';
import { groups } from '../../../../../src/collect/aws/iam/groups.ts';
import { collectedBy } from '../../collected-by.ts';
import { fakeRun } from '../../fake-run.ts';

it('groups and their policies, by one call', async () => {
  const run = fakeRun({
    GetAccountAuthorizationDetails: {
      GroupDetailList: [
        {
          Path: '/teams/',
          GroupName: 'g',
          GroupId: 'AGPA1',
          Arn: 'arn:aws:iam::111122223333:group/teams/g',
          GroupPolicyList: [
            { PolicyName: 'x-20261121155653249800000008', PolicyDocument: '%7B%22Version%22%3A%22v%22%7D' },
          ],
          AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/p' }],
        },
      ],
    },
  });
  expect(await collectedBy(groups, run)).toEqual({
    records: [
      {
        type: 'aws_iam_group',
        values: {
          id: 'g',
          name: 'g',
          arn: 'arn:aws:iam::111122223333:group/teams/g',
          path: '/teams/',
          unique_id: 'AGPA1',
        },
      },
      {
        type: 'aws_iam_group_policy',
        values: {
          id: 'g:x-20261121155653249800000008',
          group: 'g',
          name: 'x-20261121155653249800000008',
          name_prefix: 'x-',
          policy: '{"Version":"v"}',
        },
      },
      {
        type: 'aws_iam_group_policy_attachment',
        values: { group: 'g', policy_arn: 'arn:aws:iam::aws:policy/p' },
      },
    ],
  });
  expect(run.calls).toEqual([['GetAccountAuthorizationDetails', { Filter: ['Group'], MaxItems: 1000 }]]);
});
