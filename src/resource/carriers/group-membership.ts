/** `aws_iam_group_membership`: the users of one group; one membership of a user for each. */
import type { Carrier, Folded } from './carrier.ts';
import { defined, isMark, items, listOrMark, plain, rename } from './tree.ts';

const TYPE = 'aws_iam_user_group_membership';

export const groupMembership = {
  parents: ['aws_iam_group_membership'],
  attributes: { users: [TYPE] },
  alias: true,
  takesUnknown: true,
  link: (parent) => defined({ groups: parent.group === undefined ? undefined : [parent.group] }),
  fold(parent) {
    const rest = plain(rename(parent, { name: 'name', id: 'id' }));
    const users = listOrMark(parent.users);
    if (isMark(users)) {
      // Of a record that is unknown as a whole, so is the group.
      const groups = [parent.group ?? users];
      return [{ type: TYPE, path: ['users'], values: { user: users, groups }, rest }];
    }
    const groups = parent.group === undefined ? undefined : [parent.group];
    return users.map(
      (user, index): Folded => ({
        type: TYPE,
        path: ['users', index],
        values: defined({ user, groups }),
        rest,
      }),
    );
  },
  unfold(records) {
    const first = records[0] as Folded;
    const users = records.flatMap(({ path, values }) =>
      path.length > 1 && values.user !== undefined ? [values.user] : [],
    );
    const whole = first.path.length === 1 ? first.values.user : undefined;
    return defined({
      group: items(first.values.groups)[0],
      users: whole ?? (users.length > 0 ? users : undefined),
      ...first.rest,
    });
  },
} satisfies Carrier;
