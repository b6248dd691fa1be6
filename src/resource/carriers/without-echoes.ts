/** Drops what a parent merely repeats of a resource that is declared on its own. */
import { factKeys } from '../keys/natural-key.ts';
import type { Resource } from '../resource.ts';

/**
 * The entries that a record declared on its own (or under an older name) adds to the set for `withoutEchoes`; none
 * where it goes away or is left to itself: what then states the fact elsewhere is all that does.
 */
export function explicitKeys(resource: Resource): readonly string[] {
  const { declared, change } = resource;
  if (resource.mode !== 'managed' || resource.deposed !== undefined) return [];
  if (change !== undefined && isGoing(change.actions)) return [];
  return declared === undefined || declared.as === 'alias' ? factKeys(resource).given : [];
}

function isGoing(actions: readonly string[]): boolean {
  return !actions.includes('create') && actions.some((action) => action === 'delete' || action === 'forget');
}

/**
 * Whether a record is to be kept: false for a carried one (echo or inline) whose fact a record in `explicit` states.
 * `explicit` holds the `explicitKeys` of all records of the same input, `before` what they stated before the plan
 * changes or deletes them: an echo in a plan shows what the provider read then. A record whose key is not known is kept.
 */
export function withoutEchoes(
  explicit: ReadonlySet<string>,
  before: ReadonlySet<string> = new Set(),
): (resource: Resource) => boolean {
  return (resource) => {
    const as = resource.declared?.as;
    if (as !== 'echo' && as !== 'inline') return true;
    return !factKeys(resource).sought.some((key) => explicit.has(key) || (as === 'echo' && before.has(key)));
  };
}
