/** IAM users with their policies and the groups that they are in. */
import type { UserDetail } from '@aws-sdk/client-iam';
import type { LiveRecord } from '../../collector.ts';
import type { AwsCollector } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { authorizationDetails } from './authorization-details.ts';
import { ATTACHMENT_ID, holderPolicies } from './holder-policies.ts';

/** API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html */
export const users: AwsCollector = {
  id: 'aws/iam/users',
  per: 'account',
  types: [
    'aws_iam_user',
    'aws_iam_user_policy',
    'aws_iam_user_policy_attachment',
    'aws_iam_user_group_membership',
  ],
  permissions: ['iam:GetAccountAuthorizationDetails'],
  notFilled: {
    aws_iam_user: { force_destroy: 'an argument of the deletion' },
    aws_iam_user_policy_attachment: { id: ATTACHMENT_ID },
    aws_iam_user_group_membership: { id: 'made up by the provider' },
  },
  async *collect(run) {
    for await (const detail of authorizationDetails(run, 'User', ({ UserDetailList }) => UserDetailList))
      yield* userRecords(detail);
  },
};

export function userRecords(detail: UserDetail): readonly LiveRecord[] {
  const { UserName: name, UserPolicyList: inline, AttachedManagedPolicies: attached } = detail;
  return [
    {
      type: 'aws_iam_user',
      values: {
        id: name,
        name,
        arn: detail.Arn,
        path: detail.Path,
        unique_id: detail.UserId,
        permissions_boundary: detail.PermissionsBoundary?.PermissionsBoundaryArn,
        ...tagsFrom(detail.Tags),
      },
    },
    ...holderPolicies({ kind: 'user', name, inline, attached }),
    // One record for each group: which of them a configuration declares together, the cloud does not tell.
    ...(detail.GroupList ?? []).map((group) => ({
      type: 'aws_iam_user_group_membership',
      values: { user: name, groups: [group] },
    })),
  ];
}
