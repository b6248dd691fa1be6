/** Which collected resources stand for what a state declares under one address, blocks inside it included. */
import type { Resource } from '../resource/resource.ts';
import { inlineOwners } from './inline-owners.ts';
import { createLiveIndex } from './live-index.ts';

/** Keys by address: those that were joined, and what the cloud has beyond that of facts declared inside a resource. */
export function liveKeys(
  state: readonly Resource[],
  live: Iterable<Resource>,
  account: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const index = createLiveIndex(live, account);
  const owners = inlineOwners(state);
  const keys = new Map<string, Set<string>>();
  const joined = new Set<Resource>();
  function add({ address }: Resource, { key }: Resource): void {
    if (address === undefined || key === undefined) return;
    const known = keys.get(address);
    if (known === undefined) keys.set(address, new Set([key]));
    else known.add(key);
  }
  for (const one of state) {
    const match = index.match(one);
    if (match === undefined || !('live' in match)) continue;
    joined.add(match.live);
    add(one, match.live);
  }
  for (const one of index.all) {
    const sibling = joined.has(one) ? undefined : owners.sibling(one);
    if (sibling !== undefined) add(sibling, one);
  }
  return keys;
}
