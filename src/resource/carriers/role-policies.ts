/** Policies written inside a role: inline ones and attachments of managed ones. */
import type { Carrier, Folded } from './carrier.ts';
import { defined, fields, isMark, items, rename, type Tree, type TreeObject } from './tree.ts';

const INLINE = 'aws_iam_role_policy';
const ATTACHMENT = 'aws_iam_role_policy_attachment';

export const rolePolicies = {
  parents: ['aws_iam_role'],
  attributes: { inline_policy: [INLINE], managed_policy_arns: [ATTACHMENT] },
  echoedBlocks: true,
  link,
  fold(parent) {
    const role = link(parent);
    const inline = items(parent.inline_policy).map((policy, index): Folded => {
      const path = ['inline_policy', index];
      if (isMark(policy)) return { type: INLINE, path, values: { ...role, name: policy, policy } };
      return {
        type: INLINE,
        path,
        values: { ...role, ...rename(fields(policy), { name: 'name', policy: 'policy' }) },
      };
    });
    const attached = items(parent.managed_policy_arns).map((arn, index): Folded => {
      return { type: ATTACHMENT, path: ['managed_policy_arns', index], values: { ...role, policy_arn: arn } };
    });
    // An empty block is how a configuration says that there are to be none: it is no policy.
    return [
      ...inline.filter(({ values }) => values.name !== undefined || values.policy !== undefined),
      ...attached,
    ];
  },
  unfold(records) {
    const inline = records.filter(({ type }) => type === INLINE);
    const attached = records.filter(({ type }) => type === ATTACHMENT);
    return defined({
      inline_policy:
        inline.length > 0
          ? inline.map(({ values }) => rename(values, { name: 'name', policy: 'policy' }))
          : undefined,
      managed_policy_arns:
        attached.length > 0 ? attached.map(({ values }) => values.policy_arn as Tree) : undefined,
    });
  },
} satisfies Carrier;

function link(parent: TreeObject): TreeObject {
  return defined({ role: parent.name ?? parent.id });
}
