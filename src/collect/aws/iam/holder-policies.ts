/** The policies of a role, user or group: those written into it and those attached to it. */
import type { AttachedPolicy, PolicyDetail } from '@aws-sdk/client-iam';
import type { LiveRecord } from '../../collector.ts';
import { namePrefix } from '../name-prefix.ts';
import { policyDocument } from './policy-document.ts';

interface Holder {
  readonly kind: 'role' | 'user' | 'group';
  readonly name: string | undefined;
  readonly origin?: 'default' | undefined;
  readonly inline: readonly PolicyDetail[] | undefined;
  readonly attached: readonly AttachedPolicy[] | undefined;
}

/** Why `id` of an attachment is not filled. */
export const ATTACHMENT_ID = 'made up by the provider';

/** `aws_iam_<kind>_policy` and `aws_iam_<kind>_policy_attachment` records. */
export function holderPolicies({ kind, name, origin, inline, attached }: Holder): readonly LiveRecord[] {
  return [
    ...(inline ?? []).map(({ PolicyName, PolicyDocument }) => ({
      type: `aws_iam_${kind}_policy`,
      origin,
      values: {
        id: `${name}:${PolicyName}`,
        [kind]: name,
        name: PolicyName,
        name_prefix: namePrefix(PolicyName),
        policy: policyDocument(PolicyDocument),
      },
    })),
    ...(attached ?? []).map(({ PolicyArn }) => ({
      type: `aws_iam_${kind}_policy_attachment`,
      origin,
      values: { [kind]: name, policy_arn: PolicyArn },
    })),
  ];
}
