/** One policy by its id or by a name that it is known under. */
import { DriftlockError } from '../errors.ts';
import type { Policy } from '../finding/policy.ts';
import { policySuggestion } from '../policy/policy-suggestion.ts';

/** Ids win over aliases; letter case counts in neither. Throws DriftlockError (policy-unknown) with the nearest. */
export function findPolicy(policies: readonly Policy[], name: string): Policy {
  const wanted = name.toLowerCase();
  const found =
    policies.find(({ id }) => id.toLowerCase() === wanted) ??
    policies.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted));
  if (found !== undefined) return found;
  throw new DriftlockError('policy-unknown', `unknown policy "${name}"`, {
    hint: policySuggestion(policies, name),
  });
}
