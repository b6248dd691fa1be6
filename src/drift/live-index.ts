/** Finds the collected resource that a resource of a state is. */
import { naturalKey } from '../resource/keys/natural-key.ts';
import type { Json, Resource } from '../resource/resource.ts';

/** `open`: the state does not tell enough to say which, or whether there is one. */
export type Match = { readonly live: Resource } | { readonly open: true } | undefined;

export interface LiveIndex {
  match(state: Resource): Match;
  readonly all: readonly Resource[];
}

/**
 * `account` is the snapshot's own: what a state does not tell the account of, lies in it. A region that is not told is
 * any that holds such a resource.
 */
export function createLiveIndex(resources: Iterable<Resource>, account: string): LiveIndex {
  const all: Resource[] = [];
  const byKey = new Map<string, Resource>();
  const byName = new Map<string, Resource[]>();
  for (const resource of resources) {
    all.push(resource);
    if (resource.key === undefined) continue;
    byKey.set(resource.key, resource);
    const name = nameOf(resource.key);
    const alike = byName.get(name);
    if (alike === undefined) byName.set(name, [resource]);
    else alike.push(resource);
  }
  function match(state: Resource): Match {
    const key = state.key ?? keyIn(state, account);
    if (key === undefined) return { open: true };
    const exact = byKey.get(key);
    if (exact !== undefined) return { live: exact };
    if (state.key !== undefined) return undefined;
    const alike = (byName.get(nameOf(key)) ?? []).filter(({ scope }) => isPossible(state, scope.region));
    const [only] = alike;
    if (only === undefined) return undefined;
    return alike.length === 1 ? { live: only } : { open: true };
  }
  return { match, all };
}

/** The key that the resource has if it lies in that account, and in no region that it does not tell. */
function keyIn(state: Resource, account: string): string | undefined {
  return naturalKey({ ...state, scope: { account, region: '', ...state.scope } });
}

function isPossible({ scope }: Resource, region: string | undefined): boolean {
  return scope.region === undefined || scope.region === region;
}

/** The key without account and region. */
function nameOf(key: string): string {
  const [, , ...name] = JSON.parse(key) as readonly Json[];
  return JSON.stringify(name);
}
