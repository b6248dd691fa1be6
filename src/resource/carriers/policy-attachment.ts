/** `aws_iam_policy_attachment`: one policy on many roles, users and groups; one attachment record for each. */
import type { Carrier, Folded } from './carrier.ts';
import { defined, isMark, listOrMark, plain, rename, type Tree } from './tree.ts';

const TYPES = {
  roles: { type: 'aws_iam_role_policy_attachment', attribute: 'role' },
  users: { type: 'aws_iam_user_policy_attachment', attribute: 'user' },
  groups: { type: 'aws_iam_group_policy_attachment', attribute: 'group' },
} as const;

export const policyAttachment = {
  parents: ['aws_iam_policy_attachment'],
  attributes: { roles: [TYPES.roles.type], users: [TYPES.users.type], groups: [TYPES.groups.type] },
  alias: true,
  takesUnknown: true,
  link: (parent) => rename(parent, { policy_arn: 'policy_arn' }),
  fold(parent) {
    const rest = plain(rename(parent, { name: 'name', id: 'id' }));
    return Object.entries(TYPES).flatMap(([list, { type, attribute }]): Folded[] => {
      const holders = listOrMark(parent[list]);
      const record = (path: Folded['path'], holder: Tree): Folded => ({
        type,
        path,
        values: defined({ policy_arn: parent.policy_arn, [attribute]: holder }),
        rest,
      });
      if (isMark(holders)) return holders.reason === 'unset' ? [] : [record([list], holders)];
      return holders.map((holder, index) => record([list, index], holder));
    });
  },
  unfold(records) {
    const lists = Object.entries(TYPES).map(([list, { type, attribute }]) => {
      const own = records
        .filter((record) => record.type === type)
        .flatMap(({ values }) => values[attribute] ?? []);
      return [list, own.length > 0 ? own : undefined] as const;
    });
    const first = records[0] as Folded;
    return defined({ policy_arn: first.values.policy_arn, ...Object.fromEntries(lists), ...first.rest });
  },
} satisfies Carrier;
