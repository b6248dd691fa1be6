/** Routes written inside a route table. */
import type { Carrier, Folded } from './carrier.ts';
import { defined, fields, isMark, items, rename, type Tree, type TreeObject } from './tree.ts';

const ROUTE = 'aws_route';
const TARGETS = [
  'carrier_gateway_id',
  'core_network_arn',
  'egress_only_gateway_id',
  'gateway_id',
  'instance_id',
  'local_gateway_id',
  'nat_gateway_id',
  'network_interface_id',
  'transit_gateway_id',
  'vpc_endpoint_id',
  'vpc_peering_connection_id',
];
/** Attribute of the record → attribute inside the table. */
const NAMES: Readonly<Record<string, string>> = {
  destination_cidr_block: 'cidr_block',
  destination_ipv6_cidr_block: 'ipv6_cidr_block',
  destination_prefix_list_id: 'destination_prefix_list_id',
  ...Object.fromEntries(TARGETS.map((name) => [name, name])),
};
const BACK = Object.fromEntries(Object.entries(NAMES).map(([record, inside]) => [inside, record]));

export const routes = {
  parents: ['aws_route_table', 'aws_default_route_table'],
  attributes: { route: [ROUTE] },
  link,
  fold(parent) {
    const table = link(parent);
    return items(parent.route).map((route, index): Folded => {
      const values = isMark(route)
        ? Object.fromEntries(Object.keys(NAMES).map((name) => [name, route as Tree]))
        : rename(fields(route), NAMES);
      return { type: ROUTE, path: ['route', index], values: { ...table, ...values } };
    });
  },
  unfold: (records) => ({ route: records.map(({ values }) => rename(values, BACK)) }),
} satisfies Carrier;

function link(parent: TreeObject): TreeObject {
  return defined({ route_table_id: parent.id ?? parent.default_route_table_id });
}
