/** `aws_iam_user_group_membership` of several groups: one of them for each, as which groups it names together is free. */
import type { Carrier, Folded } from './carrier.ts';
import { defined, isMark, listOrMark, plain, rename } from './tree.ts';

const TYPE = 'aws_iam_user_group_membership';

export const userGroupMembership = {
  parents: [TYPE],
  attributes: { groups: [TYPE] },
  alias: true,
  takesUnknown: true,
  link: (parent) => rename(parent, { user: 'user' }),
  fold(parent) {
    const groups = listOrMark(parent.groups);
    if (isMark(groups)) return [];
    const rest = plain(rename(parent, { id: 'id' }));
    return groups.map(
      (group, index): Folded => ({
        type: TYPE,
        path: ['groups', index],
        values: defined({ user: parent.user, groups: [group] }),
        rest,
      }),
    );
  },
  unfold(records) {
    const first = records[0] as Folded;
    const groups = records.flatMap(({ values }) => (Array.isArray(values.groups) ? values.groups : []));
    return defined({ user: first.values.user, groups, ...first.rest });
  },
} satisfies Carrier;
