/** Rules written inside a security group: each peer of a rule is a rule record of its own. */
import type { JsonObject, Path } from '../resource.ts';
import type { Carrier, Folded } from './carrier.ts';
import { canonicalProtocol, hasPorts } from './protocol.ts';
import {
  defined,
  fields,
  isMark,
  items,
  known,
  listOrMark,
  mapLeaf,
  plain,
  reasonOf,
  type Tree,
  type TreeObject,
} from './tree.ts';

export const INGRESS_RULE = 'aws_vpc_security_group_ingress_rule';
export const EGRESS_RULE = 'aws_vpc_security_group_egress_rule';

const RULE_TYPES = { ingress: INGRESS_RULE, egress: EGRESS_RULE } as const;

/** List of the older spelling → attribute of the rule record. */
export const PEER_LISTS = {
  cidr_blocks: 'cidr_ipv4',
  ipv6_cidr_blocks: 'cidr_ipv6',
  prefix_list_ids: 'prefix_list_id',
  security_groups: 'referenced_security_group_id',
} as const;

export const securityGroupRules = {
  parents: ['aws_security_group', 'aws_default_security_group'],
  attributes: { ingress: [INGRESS_RULE], egress: [EGRESS_RULE] },
  link,
  fold(parent) {
    const group = link(parent);
    return (['ingress', 'egress'] as const).flatMap((direction) =>
      items(parent[direction]).flatMap((rule, index) =>
        isMark(rule)
          ? [unreadable(RULE_TYPES[direction], [direction, index], group, rule)]
          : foldRule(RULE_TYPES[direction], [direction, index], fields(rule), group),
      ),
    );
  },
  unfold(records, parent) {
    const result: Record<string, Tree> = {};
    for (const direction of ['ingress', 'egress'] as const) {
      const own = records.filter(({ type }) => type === RULE_TYPES[direction]);
      if (own.length > 0) result[direction] = unfoldRules(own, parent);
    }
    return result;
  },
} satisfies Carrier;

/** What rule records of one written rule share: protocol, ports (where the protocol has any), description. */
export function ruleBase(rule: TreeObject): { readonly values: TreeObject; readonly rest: TreeObject } {
  const protocol = rule.protocol === undefined ? undefined : mapLeaf(rule.protocol, canonicalProtocol);
  const ports = { from_port: rule.from_port, to_port: rule.to_port };
  const portless = !hasPorts(known(protocol));
  return {
    values: defined({ ip_protocol: protocol, ...(!portless && ports), description: rule.description }),
    rest: defined({
      ...(known(protocol) !== known(rule.protocol) && { protocol: rule.protocol }),
      ...(portless && ports),
    }),
  };
}

function link(parent: TreeObject): TreeObject {
  return defined({ security_group_id: parent.id });
}

function unreadable(type: string, path: Path, group: TreeObject, rule: Tree): Folded {
  const peers = Object.values(PEER_LISTS).map((name) => [name, rule] as const);
  return {
    type,
    path,
    values: { ...group, ip_protocol: rule, from_port: rule, to_port: rule, ...Object.fromEntries(peers) },
  };
}

function foldRule(type: string, path: Path, rule: TreeObject, group: TreeObject): Folded[] {
  const base = ruleBase(rule);
  const record = (place: Path, peer: TreeObject, rest: JsonObject): Folded => ({
    type,
    path: [...path, ...place],
    values: { ...group, ...base.values, ...peer },
    rest: { ...plain(base.rest), ...rest },
  });
  const own = known(group.security_group_id);
  const all = [
    ...Object.entries(PEER_LISTS).flatMap(([list, attribute]) => {
      const peers = listOrMark(rule[list]);
      if (isMark(peers)) return [record([list], { [attribute]: peers }, {})];
      // Its own group written as a group instead of `self`.
      return peers.map((peer, index) =>
        record([list, index], { [attribute]: peer }, known(peer) === own ? { self: false } : {}),
      );
    }),
    ...selfOf(rule, group).map(([peer, self]) => record(['self'], peer, { self })),
  ];
  return all.length > 0 ? all : [record([], {}, {})];
}

/** The peer that `self` stands for; beside it null where it is not known whether there is one. */
function selfOf({ self }: TreeObject, { security_group_id: own }: TreeObject): [TreeObject, true | null][] {
  if (known(self) === true && own !== undefined) return [[{ referenced_security_group_id: own }, true]];
  if (self === undefined || reasonOf(self) === undefined) return [];
  return [[{ referenced_security_group_id: self }, null]];
}

function unfoldRules(records: readonly Folded[], parent: TreeObject): Tree[] {
  const rules = new Map<string, Folded[]>();
  for (const record of records) {
    const place = JSON.stringify(record.path.slice(0, 2));
    rules.set(place, [...(rules.get(place) ?? []), record]);
  }
  return [...rules.values()].map((together) => unfoldRule(together, parent));
}

function unfoldRule(records: readonly Folded[], parent: TreeObject): Tree {
  const { values, rest } = records[0] as Folded;
  const own = known(parent.id);
  const isSelf = ({ values: { referenced_security_group_id: peer }, rest: more }: Folded) =>
    more?.self === undefined ? own !== undefined && known(peer) === own : more.self !== false;
  const others = records.filter((record) => !isSelf(record));
  const open = records.find((record) => record.rest?.self === null);
  const lists = Object.entries(PEER_LISTS).map(([list, attribute]) => {
    const peers = others.flatMap((record) => record.values[attribute] ?? []);
    return [list, peers.length > 0 ? peers : undefined] as const;
  });
  const portless = !hasPorts(known(values.ip_protocol));
  return defined({
    ...Object.fromEntries(lists),
    description: values.description,
    protocol: rest?.protocol ?? values.ip_protocol,
    from_port: values.from_port ?? rest?.from_port ?? (portless ? 0 : undefined),
    to_port: values.to_port ?? rest?.to_port ?? (portless ? 0 : undefined),
    self: open?.values.referenced_security_group_id ?? others.length < records.length,
  });
}
