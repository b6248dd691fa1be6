/** Whose settings a resource of a state holds: the bucket of a versioning, the group of a rule, the role of a policy. */
import { identitiesOf, ownerLink } from '../resource/links/link-table.ts';
import type { Resource } from '../resource/resource.ts';

/** Addresses of owners by the address of what belongs to them, as far as the state holds both. */
export function ownerAddresses(state: readonly Resource[]): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, string>();
  for (const { type, address, values } of state) {
    if (address === undefined) continue;
    for (const attribute of ['id', 'arn', ...identitiesOf(type)]) {
      const name = values[attribute];
      if (typeof name === 'string') named.set(`${type} ${name}`, address);
    }
  }
  const owners = new Map<string, Set<string>>();
  for (const { type, address, values } of state) {
    const link = ownerLink(type);
    const name = link === undefined ? undefined : values[link.attribute];
    if (link === undefined || address === undefined || typeof name !== 'string') continue;
    for (const target of link.targets) {
      const owner = named.get(`${target} ${name}`);
      if (owner === undefined || owner === address) continue;
      owners.set(address, (owners.get(address) ?? new Set()).add(owner));
    }
  }
  return owners;
}
