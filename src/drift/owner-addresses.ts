/** Whose settings a resource of a state holds: the bucket of a versioning, the group of a rule, the role of a policy. */
import { identitiesOf, ownerLink } from '../resource/links/link-table.ts';
import { scopesMeet } from '../resource/links/scope-match.ts';
import type { Resource } from '../resource/resource.ts';

/**
 * Addresses of owners by the address of what belongs to them, as far as the state holds both. Names are those of one
 * account and region: where several have the name, the owner is any that may be in the same.
 */
export function ownerAddresses(state: readonly Resource[]): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Resource[]>();
  for (const resource of state) {
    if (resource.address === undefined) continue;
    for (const name of namesOf(resource)) {
      const alike = named.get(name);
      if (alike === undefined) named.set(name, [resource]);
      else alike.push(resource);
    }
  }
  const owners = new Map<string, Set<string>>();
  for (const { type, address, values, scope } of state) {
    const link = ownerLink(type);
    const name = link === undefined ? undefined : values[link.attribute];
    if (link === undefined || address === undefined || typeof name !== 'string') continue;
    for (const owner of link.targets.flatMap((target) => named.get(`${target} ${name}`) ?? [])) {
      if (owner.address === undefined || owner.address === address || !scopesMeet(owner.scope, scope))
        continue;
      owners.set(address, (owners.get(address) ?? new Set()).add(owner.address));
    }
  }
  return owners;
}

function namesOf({ type, values }: Resource): ReadonlySet<string> {
  const names = ['id', 'arn', ...identitiesOf(type)].map((attribute) => values[attribute]);
  return new Set(names.filter((name) => typeof name === 'string').map((name) => `${type} ${name}`));
}
