/** The policies that a name in a file of ours means: an id, an alias, or a glob of either. */
import { globPattern } from '../config/glob-pattern.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy } from '../finding/policy.ts';
import { policySuggestion } from './policy-suggestion.ts';

/** As it stands in a file, with `file:line:column`. */
export interface PlacedName {
  readonly pattern: string;
  readonly where: string;
}

/** Gives the ids that a name means; throws DriftlockError (policy-unknown) with the place where it means none. */
export type PolicyNames = (name: PlacedName) => ReadonlySet<string>;

type Nameable = Pick<Policy, 'id' | 'aliases'>;

/** How a rule that conftest asks for ends, or a glob of such. */
const RAW_RULE = /\.(deny|violation|warn)[\w*]*$/;

export function isGlob(name: string): boolean {
  return name.includes('*');
}

/**
 * Ids first; aliases where no id fits. Letter case counts in neither, unless a glob names them. Throws DriftlockError
 * (policy-unknown) with the place where nothing fits.
 */
export function policiesNamed(
  policies: readonly Nameable[],
  { pattern, where }: PlacedName,
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

/**
 * Names for a run that judges by no raw policies: what is named like one of these, or anything unknown where the
 * configuration has raw policies, may be one, and means none here. What judges by them says whether it is there.
 */
export function namesBesideRaw(policies: readonly Nameable[], hasRaw: boolean): PolicyNames {
  return (name) => {
    try {
      return policiesNamed(policies, name);
    } catch (error) {
      if (!hasRaw && !RAW_RULE.test(name.pattern)) throw error;
      return new Set();
    }
  };
}
