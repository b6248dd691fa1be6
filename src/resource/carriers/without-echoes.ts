/** Drops what a parent merely repeats of a resource that is declared on its own. */
import { factKeys } from '../keys/natural-key.ts';
import type { Resource } from '../resource.ts';

/** The entries that a record declared on its own (or under an older name) adds to the set for `withoutEchoes`. */
export function explicitKeys(resource: Resource): readonly string[] {
  const { declared } = resource;
  if (resource.mode !== 'managed' || resource.deposed !== undefined) return [];
  return declared === undefined || declared.as === 'alias' ? factKeys(resource).given : [];
}

/**
 * Whether a record is to be kept: false for a carried one (echo or inline) whose fact a record in `explicit` states.
 * `explicit` holds the `explicitKeys` of all records of the same input; a record whose key is not known is kept.
 */
export function withoutEchoes(explicit: ReadonlySet<string>): (resource: Resource) => boolean {
  return (resource) => {
    const as = resource.declared?.as;
    if (as !== 'echo' && as !== 'inline') return true;
    return !factKeys(resource).sought.some((key) => explicit.has(key));
  };
}
