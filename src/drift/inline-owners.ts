/** Which resources of a state declare a kind of fact inside themselves, so that more of it in the cloud is their change. */
import { ownerLink } from '../resource/links/link-table.ts';
import type { Resource } from '../resource/resource.ts';

export interface InlineOwners {
  /** A record that was folded out of the owner of this collected one; undefined where its owner declares none inline. */
  sibling(live: Resource): Resource | undefined;
}

/** From the records of a state that are left once echoes of what is declared on its own are taken out. */
export function inlineOwners(state: Iterable<Resource>): InlineOwners {
  const siblings = new Map<string, Resource>();
  for (const resource of state) {
    const as = resource.declared?.as;
    const name = as === 'inline' || as === 'echo' ? ownerName(resource) : undefined;
    if (name !== undefined && resource.origin === undefined && !siblings.has(name))
      siblings.set(name, resource);
  }
  return {
    sibling(live) {
      const name = ownerName(live);
      return name === undefined ? undefined : siblings.get(name);
    },
  };
}

function ownerName({ type, values }: Resource): string | undefined {
  const attribute = ownerLink(type)?.attribute;
  const owner = attribute === undefined ? undefined : values[attribute];
  return typeof owner === 'string' ? JSON.stringify([type, owner]) : undefined;
}
