/** One policy by its id or by a name that it is known under. */
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy } from '../finding/policy.ts';
import { LISTED_BY } from '../policy/choose-policies.ts';

/** Ids win over aliases; letter case counts in neither. Throws DriftlockError (policy-unknown) with the nearest. */
export function findPolicy(policies: readonly Policy[], name: string): Policy {
  const wanted = name.toLowerCase();
  const found =
    policies.find(({ id }) => id.toLowerCase() === wanted) ??
    policies.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted));
  if (found !== undefined) return found;
  const known = policies.map(({ id }) => id);
  throw new DriftlockError('policy-unknown', `unknown policy "${name}"`, {
    hint: suggestion(name, known, LISTED_BY),
  });
}
