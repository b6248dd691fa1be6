/** Which resources of a state declare a kind of fact inside themselves, so that more of it in the cloud is their change. */
import { ownerLink } from '../resource/links/link-table.ts';
import { scopesMeet } from '../resource/links/scope-match.ts';
import type { Resource } from '../resource/resource.ts';

export interface InlineOwners {
  /** A record that was folded out of the owner of this collected one; undefined where its owner declares none inline. */
  sibling(live: Resource): Resource | undefined;
}

/**
 * From the records of a state that are left once echoes of what is declared on its own are taken out. A name is an
 * owner's within its account and region; a state that does not tell these may mean the owner in any.
 */
export function inlineOwners(state: Iterable<Resource>): InlineOwners {
  const siblings = new Map<string, Resource[]>();
  for (const resource of state) {
    const as = resource.declared?.as;
    const name = as === 'inline' || as === 'echo' ? ownerName(resource) : undefined;
    if (name === undefined || resource.origin !== undefined) continue;
    const known = siblings.get(name);
    if (known === undefined) siblings.set(name, [resource]);
    else if (!known.some(({ scope }) => isSamePlace(scope, resource.scope))) known.push(resource);
  }
  return {
    sibling(live) {
      const alike = siblings.get(ownerName(live) ?? '') ?? [];
      const here = alike.find(({ scope }) => isSamePlace(scope, live.scope));
      return here ?? alike.find(({ scope }) => scopesMeet(scope, live.scope));
    },
  };
}

function isSamePlace(one: Resource['scope'], other: Resource['scope']): boolean {
  return one.account === other.account && one.region === other.region;
}

function ownerName({ type, values }: Resource): string | undefined {
  const attribute = ownerLink(type)?.attribute;
  const owner = attribute === undefined ? undefined : values[attribute];
  return typeof owner === 'string' ? JSON.stringify([type, owner]) : undefined;
}
