/** The subnets listed in a network ACL: each has exactly one ACL, and is an association of its own. */
import type { Carrier } from './carrier.ts';
import { defined, items, type TreeObject } from './tree.ts';

const ASSOCIATION = 'aws_network_acl_association';

export const networkAclSubnets = {
  parents: ['aws_network_acl', 'aws_default_network_acl'],
  attributes: { subnet_ids: [ASSOCIATION] },
  link,
  fold(parent) {
    const acl = link(parent);
    return items(parent.subnet_ids).map((subnet_id, index) => ({
      type: ASSOCIATION,
      path: ['subnet_ids', index],
      values: { ...acl, subnet_id },
    }));
  },
  unfold: (records) => ({ subnet_ids: records.flatMap(({ values }) => values.subnet_id ?? []) }),
} satisfies Carrier;

function link(parent: TreeObject): TreeObject {
  return defined({ network_acl_id: parent.id ?? parent.default_network_acl_id });
}
