/** Tells the policy that SNS writes for a topic that was given none. */
import { isDeepStrictEqual } from 'node:util';

const ACTIONS = [
  'SNS:AddPermission',
  'SNS:DeleteTopic',
  'SNS:GetTopicAttributes',
  'SNS:ListSubscriptionsByTopic',
  'SNS:Publish',
  'SNS:RemovePermission',
  'SNS:SetTopicAttributes',
  'SNS:Subscribe',
];
/** Part of the policies of older topics. */
const OLDER_ACTION = 'SNS:Receive';

/**
 * Whether the policy is the written default to the letter, for this topic and its owner. Its ids alone do not tell:
 * consoles and tools change statements and keep them.
 */
export function isDefaultPolicy(policy: string, topicArn: string, owner: string | undefined): boolean {
  let given: unknown;
  try {
    given = JSON.parse(policy);
  } catch {
    // The shape says that it does not parse; it is not the default.
    return false;
  }
  const { Statement: statements } = (given ?? {}) as { readonly Statement?: unknown };
  const [statement] = Array.isArray(statements) ? (statements as unknown[]) : [];
  const { Action } = (statement ?? {}) as { readonly Action?: unknown };
  if (!Array.isArray(Action)) return false;
  const actions = [...(Action as unknown[])].filter((action) => action !== OLDER_ACTION).sort();
  return (
    isDeepStrictEqual(actions, ACTIONS) &&
    isDeepStrictEqual(given, {
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action,
          Resource: topicArn,
          Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
        },
      ],
    })
  );
}
