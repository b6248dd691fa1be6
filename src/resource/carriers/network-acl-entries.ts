/** Entries written inside a network ACL. */
import type { Carrier, Folded } from './carrier.ts';
import { canonicalProtocol } from './protocol.ts';
import {
  defined,
  fields,
  isMark,
  items,
  known,
  mapLeaf,
  plain,
  rename,
  type Tree,
  type TreeObject,
} from './tree.ts';

const RULE = 'aws_network_acl_rule';
const SAME = ['cidr_block', 'ipv6_cidr_block', 'from_port', 'to_port', 'icmp_code', 'icmp_type', 'protocol'];
/** Attribute of the record → attribute inside the ACL. */
const NAMES: Readonly<Record<string, string>> = {
  rule_number: 'rule_no',
  rule_action: 'action',
  ...Object.fromEntries(SAME.map((name) => [name, name])),
};
const BACK = Object.fromEntries(Object.entries(NAMES).map(([record, inside]) => [inside, record]));

export const networkAclEntries = {
  parents: ['aws_network_acl', 'aws_default_network_acl'],
  attributes: { ingress: [RULE], egress: [RULE] },
  link,
  fold(parent) {
    const acl = link(parent);
    return (['ingress', 'egress'] as const).flatMap((direction) =>
      items(parent[direction]).map((entry, index): Folded => {
        const rule = isMark(entry)
          ? Object.fromEntries(Object.keys(NAMES).map((name) => [name, entry as Tree]))
          : rename(fields(entry), NAMES);
        const protocol = rule.protocol === undefined ? undefined : mapLeaf(rule.protocol, canonicalProtocol);
        return {
          type: RULE,
          path: [direction, index],
          values: defined({ ...acl, egress: direction === 'egress', ...rule, protocol }),
          rest: known(protocol) === known(rule.protocol) ? {} : plain({ protocol: rule.protocol }),
        };
      }),
    );
  },
  unfold(records) {
    const side = (egress: boolean) => {
      const own = records.filter(({ values }) => (known(values.egress) === true) === egress);
      return own.length > 0
        ? own.map(({ values, rest }) => ({ ...rename(values, BACK), ...rest }))
        : undefined;
    };
    return defined({ ingress: side(false), egress: side(true) });
  },
} satisfies Carrier;

function link(parent: TreeObject): TreeObject {
  return defined({ network_acl_id: parent.id ?? parent.default_network_acl_id });
}
