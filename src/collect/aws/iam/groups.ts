/** IAM groups with their policies; who is in them, the users tell. */
import type { GroupDetail } from '@aws-sdk/client-iam';
import type { LiveRecord } from '../../collector.ts';
import type { AwsCollector } from '../run.ts';
import { authorizationDetails } from './authorization-details.ts';
import { ATTACHMENT_ID, holderPolicies } from './holder-policies.ts';

/** API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html */
export const groups: AwsCollector = {
  id: 'aws/iam/groups',
  per: 'account',
  types: ['aws_iam_group', 'aws_iam_group_policy', 'aws_iam_group_policy_attachment'],
  permissions: ['iam:GetAccountAuthorizationDetails'],
  notFilled: { aws_iam_group_policy_attachment: { id: ATTACHMENT_ID } },
  async *collect(run) {
    for await (const detail of authorizationDetails(run, 'Group', ({ GroupDetailList }) => GroupDetailList))
      yield* groupRecords(detail);
  },
};

export function groupRecords(detail: GroupDetail): readonly LiveRecord[] {
  const { GroupName: name, GroupPolicyList: inline, AttachedManagedPolicies: attached } = detail;
  const values = { id: name, name, arn: detail.Arn, path: detail.Path, unique_id: detail.GroupId };
  return [{ type: 'aws_iam_group', values }, ...holderPolicies({ kind: 'group', name, inline, attached })];
}
