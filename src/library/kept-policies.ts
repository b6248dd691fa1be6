/** What lies behind the policies that a caller holds: compiled code, which is no part of what is documented. */
import { BUNDLED_PROFILES, USUAL_PROFILE } from '../config/bundled-profiles.ts';
import type { Policy } from '../finding/policy.ts';
import { configurePolicies } from '../policy/configure-policies.ts';
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import { invalid, oneOf } from './check-options.ts';

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

/** All policies of these sets. */
export function policiesOf(loaded: readonly LoadedPolicies[]): readonly Policy[] {
  return loaded.flatMap(({ catalogue }) => catalogue.policies);
}

/** Their ids. */
export function idsOf(loaded: readonly LoadedPolicies[]): readonly string[] {
  return policiesOf(loaded).map(({ id }) => id);
}

/** The same, each of the bundled ones with whether the profile has it; throws DriftlockError (usage) for one that is not there. */
export function inProfile(
  loaded: readonly LoadedPolicies[],
  profile: unknown = USUAL_PROFILE,
): readonly LoadedPolicies[] {
  const bundledProfiles = [oneOf('profile', profile, BUNDLED_PROFILES)];
  return configurePolicies(loaded, { layers: [], bundledProfiles });
}
