/** What lies behind the policies that a caller holds: compiled code, which is no part of what is documented. */
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import { invalid } from './check-options.ts';

const KEPT = new WeakMap<object, readonly LoadedPolicies[]>();

export function keepLoaded(policies: object, loaded: readonly LoadedPolicies[]): void {
  KEPT.set(policies, loaded);
}

/** What `loadPolicies` loaded for that object; throws DriftlockError (usage) for any other. */
export function loadedOf(policies: object): readonly LoadedPolicies[] {
  const loaded = KEPT.get(policies);
  if (loaded !== undefined) return loaded;
  throw invalid('policies', 'is not what loadPolicies() gave', 'policies: await loadPolicies("./policies")');
}

/** The ids of all policies of these sets. */
export function idsOf(loaded: readonly LoadedPolicies[]): readonly string[] {
  return loaded.flatMap(({ catalogue }) => catalogue.policies.map(({ id }) => id));
}
