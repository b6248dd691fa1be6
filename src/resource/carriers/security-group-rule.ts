/** `aws_security_group_rule`, the older rule resource: one record per peer, of the newer rule types. */
import type { Json, Path, Reason } from '../resource.ts';
import type { Carrier, Folded } from './carrier.ts';
import { hasPorts } from './protocol.ts';
import { EGRESS_RULE, INGRESS_RULE, PEER_LISTS, ruleBase } from './security-group-rules.ts';
import {
  defined,
  isMark,
  known,
  listOrMark,
  plain,
  reasonOf,
  rename,
  type Tree,
  type TreeObject,
} from './tree.ts';
import { whollyUnknown } from './wholly-unknown.ts';

const { cidr_blocks, ipv6_cidr_blocks, prefix_list_ids } = PEER_LISTS;
const TYPES = new Map<Json | undefined, string>([
  ['ingress', INGRESS_RULE],
  ['egress', EGRESS_RULE],
]);
const LISTS = { cidr_blocks, ipv6_cidr_blocks, prefix_list_ids };

export const securityGroupRule = {
  parents: ['aws_security_group_rule'],
  attributes: { type: [INGRESS_RULE, EGRESS_RULE] },
  alias: true,
  takesUnknown: true,
  link: (parent) => defined({ security_group_id: parent.security_group_id }),
  fold(parent) {
    const type = TYPES.get(known(parent.type));
    if (type === undefined) return eitherDirection(parent, reasonOf(parent.type) ?? 'unsupported');
    const base = ruleBase(parent);
    const peers = peersOf(parent);
    const one = peers.length === 1;
    return peers.map(([path, peer]) => ({
      type,
      path,
      values: defined({
        security_group_id: parent.security_group_id,
        ...base.values,
        ...peer,
        ...(one && {
          security_group_rule_id: parent.security_group_rule_id,
          id: parent.security_group_rule_id,
        }),
      }),
      rest: plain({
        ...base.rest,
        ...rename(parent, { id: 'id', self: 'self', timeouts: 'timeouts', type: 'type' }),
        ...(known(parent.self) === true &&
          rename(parent, { source_security_group_id: 'source_security_group_id' })),
        ...(!one && defined({ security_group_rule_id: parent.security_group_rule_id })),
      }),
    }));
  },
  unfold(records) {
    const { type, values, rest } = records[0] as Folded;
    if (rest?.type === null) return { ...rest, type: values.ip_protocol as Tree };
    const at = (list: string) => {
      const peers = records.filter(({ path }) => path[0] === list);
      const attribute = LISTS[list as keyof typeof LISTS];
      return peers.length > 0 ? peers.flatMap(({ values: own }) => own[attribute] ?? []) : undefined;
    };
    const source = records.find(({ path }) => path[0] === 'source_security_group_id');
    const portless = !hasPorts(known(values.ip_protocol));
    return defined({
      type: type === INGRESS_RULE ? 'ingress' : 'egress',
      security_group_id: values.security_group_id,
      security_group_rule_id: values.security_group_rule_id,
      description: values.description,
      protocol: values.ip_protocol,
      from_port: values.from_port ?? (portless ? 0 : undefined),
      to_port: values.to_port ?? (portless ? 0 : undefined),
      ...Object.fromEntries(Object.keys(LISTS).map((list) => [list, at(list)])),
      source_security_group_id: source?.values.referenced_security_group_id,
      ...rest,
    });
  },
} satisfies Carrier;

/** A rule whose direction is not known may be there, or not, on either side. */
function eitherDirection(parent: TreeObject, reason: Reason): Folded[] {
  const rest = { ...plain(parent), type: null };
  const link = rename(parent, { security_group_id: 'security_group_id' });
  return [INGRESS_RULE, EGRESS_RULE].map((type) => ({
    type,
    path: [],
    values: whollyUnknown(type, link, reason),
    rest,
  }));
}

function peersOf(parent: TreeObject): [Path, TreeObject][] {
  const peers: [Path, TreeObject][] = [];
  for (const [list, attribute] of Object.entries(LISTS)) {
    const value = listOrMark(parent[list]);
    if (isMark(value)) {
      if (value.reason !== 'unset') peers.push([[list], { [attribute]: value }]);
    } else {
      for (const [index, peer] of value.entries()) peers.push([[list, index], { [attribute]: peer }]);
    }
  }
  if (known(parent.self) === true) {
    peers.push([['self'], defined({ referenced_security_group_id: parent.security_group_id })]);
  } else if (
    parent.self !== undefined &&
    known(parent.self) === undefined &&
    reasonOf(parent.self) !== 'unset'
  ) {
    peers.push([['self'], { referenced_security_group_id: parent.self }]);
  }
  const source = parent.source_security_group_id;
  const isGiven = source !== undefined && reasonOf(source) !== 'unset';
  // The provider refuses a source group beside addresses: an unknown one is then its computed copy.
  if (isGiven && (peers.length === 0 || known(source) !== undefined) && known(parent.self) !== true) {
    peers.push([['source_security_group_id'], { referenced_security_group_id: source as Tree }]);
  }
  return peers.length > 0 ? peers : [[[], {}]];
}
