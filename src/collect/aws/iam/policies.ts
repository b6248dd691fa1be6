/** Managed policies of the account with the document that is in force. */
import { GetPolicyCommand, IAMClient, type ManagedPolicyDetail, type Policy } from '@aws-sdk/client-iam';
import type { Failure, LiveRecord } from '../../collector.ts';
import { inOrder } from '../../in-order.ts';
import { type Read, read, unreadOf } from '../../read.ts';
import { namePrefix } from '../name-prefix.ts';
import type { AwsCollector } from '../run.ts';
import { tagsFrom } from '../tags-from.ts';
import { authorizationDetails } from './authorization-details.ts';
import { GONE } from './gone.ts';
import { policyDocument } from './policy-document.ts';

const AT_ONCE = 8;
const NO_DOCUMENT: Failure = {
  reason: 'failed',
  api: 'iam:GetAccountAuthorizationDetails',
  message: 'the answer lacks the default version of a policy',
};

/**
 * The authorization details hold the documents, but no tags: those come with one call for each policy.
 * API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html, API_GetPolicy.html
 */
export const policies: AwsCollector = {
  id: 'aws/iam/policies',
  per: 'account',
  types: ['aws_iam_policy'],
  permissions: ['iam:GetAccountAuthorizationDetails', 'iam:GetPolicy'],
  notFilled: {},
  async *collect(run) {
    const iam = run.client(IAMClient);
    const details = authorizationDetails(run, 'LocalManagedPolicy', ({ Policies }) => Policies);
    const records = inOrder(details, AT_ONCE, async (detail) => {
      const asked = await read(iam.send(new GetPolicyCommand({ PolicyArn: detail.Arn })), ...GONE);
      return policyRecords(detail, asked.failure === undefined ? { value: asked.value?.Policy } : asked);
    });
    for await (const ofPolicy of records) yield* ofPolicy;
  },
};

/** The policy; nothing for one that is gone by now. */
export function policyRecords(detail: ManagedPolicyDetail, described: Read<Policy>): readonly LiveRecord[] {
  const { value: policy, failure } = described;
  if (failure === undefined && policy === undefined) return [];
  const name = detail.PolicyName ?? policy?.PolicyName ?? nameIn(detail.Arn);
  const version = detail.PolicyVersionList?.find(
    ({ IsDefaultVersion, VersionId }) =>
      IsDefaultVersion === true || (VersionId !== undefined && VersionId === detail.DefaultVersionId),
  );
  const description = detail.Description ?? policy?.Description;
  const id = detail.PolicyId ?? policy?.PolicyId;
  const missing = [
    ...(description === undefined ? ['description'] : []),
    ...(id === undefined ? ['policy_id'] : []),
  ];
  const values = {
    id: detail.Arn,
    arn: detail.Arn,
    name,
    name_prefix: namePrefix(name),
    path: detail.Path,
    policy_id: id,
    description,
    attachment_count: detail.AttachmentCount,
    policy: policyDocument(version?.Document),
    ...tagsFrom(policy?.Tags),
  };
  const unread = unreadOf(
    [described, ['tags', 'tags_all', ...missing]],
    [version?.Document === undefined ? { failure: NO_DOCUMENT } : { value: version }, ['policy']],
  );
  return [{ type: 'aws_iam_policy', values, unread }];
}

/** `arn:aws:iam::123456789012:policy/path/name` → `name`. */
function nameIn(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf('/') + 1);
}
