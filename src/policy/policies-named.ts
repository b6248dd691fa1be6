/** The policies that a name in a file of ours means: an id, an alias, or a glob of either. */
import { globPattern } from '../config/glob-pattern.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy } from '../finding/policy.ts';
import { policySuggestion } from './policy-suggestion.ts';

export function isGlob(name: string): boolean {
  return name.includes('*');
}

/**
 * Ids first; aliases where no id fits. Letter case counts in neither, unless a glob names them. Throws DriftlockError
 * (policy-unknown) with the place where nothing fits.
 */
export function policiesNamed(
  policies: readonly Pick<Policy, 'id' | 'aliases'>[],
  { pattern, where }: { readonly pattern: string; readonly where: string },
): ReadonlySet<string> {
  const wanted = pattern.toLowerCase();
  const glob = globPattern(pattern);
  const fits = (name: string) => (isGlob(pattern) ? glob.test(name) : name.toLowerCase() === wanted);
  const byId = policies.filter(({ id }) => fits(id));
  const found = byId.length > 0 ? byId : policies.filter(({ aliases }) => aliases.some(fits));
  if (found.length > 0) return new Set(found.map(({ id }) => id));
  const said = isGlob(pattern) ? `no policy's id or alias fits "${pattern}"` : `unknown policy "${pattern}"`;
  throw new DriftlockError('policy-unknown', said, { where, hint: policySuggestion(policies, pattern) });
}
