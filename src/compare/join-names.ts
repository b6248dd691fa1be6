/** By which names a record of a plan and one of the state before it are known to be the same. */
import type { Resource } from '../resource/resource.ts';

/** Whether it stands inside another resource. */
export function isFolded({ declared }: Resource): boolean {
  return declared !== undefined && declared.as !== 'alias';
}

/**
 * Names, the surest first: of a resource its address, then its key, as the next run knows it by; of a record inside another
 * its key alone, since places in a list move, and where it has none, its place. In the state that a plan starts from a
 * resource that it moves has its new address already (seen with Terraform 1.11.4). What the plan creates was at no address.
 */
export function joinNames(resource: Resource, side: 'before' | 'after'): string[] {
  const { type, id = '', providerConfig = '', key, address, declared, deposed = '', change } = resource;
  const byKey = key === undefined ? [] : [JSON.stringify(['key', key])];
  if (address === undefined)
    return byKey.length > 0 ? byKey : [JSON.stringify(['type', type, id, providerConfig])];
  // One that is made beside another that Terraform forgets is not that one.
  const isBeside = change?.actions.includes('forget') === true && change.actions.includes('create');
  if (change !== undefined && (change.before === undefined || isBeside)) return byKey;
  if (!isFolded(resource)) return [JSON.stringify(['address', address, deposed]), ...byKey];
  const byPlace = (has: 'key' | 'none') =>
    JSON.stringify(['place', address, type, declared?.path, deposed, has]);
  // A key on either side alone tells nothing; two that differ tell that these are two things.
  if (side === 'before') return [...byKey, byPlace(key === undefined ? 'none' : 'key')];
  return key === undefined ? [byPlace('key'), byPlace('none')] : [...byKey, byPlace('none')];
}
