/** A hint for a policy that is not there: the nearest id or name that another tool gives one. */
import { suggestion } from '../config/nearest.ts';
import type { Policy } from '../finding/policy.ts';

/** What names all policies, where they are too many for a hint. */
const LISTED_BY = 'driftlock policy list';

type Named = Pick<Policy, 'id' | 'aliases'>;

/** Where ids and aliases are taken; an id wins over an alias that is as near. */
export function policySuggestion(policies: readonly Named[], name: string): string {
  const ids = policies.map(({ id }) => id);
  return suggestion(name, [...ids, ...policies.flatMap(({ aliases }) => aliases)], LISTED_BY);
}

/** Where ids alone are taken: of an alias, the policy that has it; raw policies have none. */
export function policyIdSuggestion(
  policies: readonly (Pick<Policy, 'id'> & Partial<Named>)[],
  name: string,
): string {
  const wanted = name.toLowerCase();
  const meant = policies.find(({ aliases = [] }) => aliases.some((alias) => alias.toLowerCase() === wanted));
  if (meant !== undefined) return `write its id: "${meant.id}"`;
  const ids = policies.map(({ id }) => id);
  return suggestion(name, ids, LISTED_BY);
}
