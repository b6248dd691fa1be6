/** Which policies a run uses: all, or those that ids and globs name. */
import { globPattern } from '../config/glob-pattern.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import { policyIdSuggestion } from './policy-suggestion.ts';

/** Raw policies too: no file configures these. */
type Choosable = Pick<Policy, 'id' | 'configured'>;

/** Whether the configuration file leaves it in. */
export function isEnabled({ configured }: Pick<Policy, 'configured'>): boolean {
  return configured?.enabled?.value !== false;
}

/**
 * The ids of the chosen policies, all where nothing is selected, without those that the configuration file disables. An id or
 * glob that names no policy is a DriftlockError (`policy-unknown`), one that names disabled ones alone is one (`usage`).
 */
export function choosePolicies(
  catalogues: readonly { readonly policies: readonly Choosable[] }[],
  select: readonly string[],
): Set<string> {
  const policies = catalogues.flatMap((catalogue) => catalogue.policies);
  const chosen = select.length === 0 ? policies : select.flatMap((name) => matching(policies, name));
  return new Set(chosen.filter(isEnabled).map(({ id }) => id));
}

/** Those that are named, or all, and disabled by the configuration file. */
export function disabledPolicies(
  catalogues: readonly { readonly policies: readonly Policy[] }[],
  select: readonly string[],
): { readonly policy: string; readonly where: string }[] {
  const patterns = select.map(globPattern);
  return catalogues
    .flatMap((catalogue) => catalogue.policies)
    .filter(({ id }) => patterns.length === 0 || patterns.some((pattern) => pattern.test(id)))
    .flatMap(({ id, configured }) =>
      configured?.enabled?.value === false ? [{ policy: id, where: configured.enabled.where }] : [],
    );
}

function matching(policies: readonly Choosable[], name: string): readonly Choosable[] {
  const pattern = globPattern(name);
  const matched = policies.filter(({ id }) => pattern.test(id));
  const [first] = matched;
  if (first === undefined) {
    const what = name.includes('*') ? `no policy's id fits "${name}"` : `unknown policy "${name}"`;
    throw new DriftlockError('policy-unknown', what, { hint: policyIdSuggestion(policies, name) });
  }
  if (!matched.some(isEnabled)) throw disabled(first);
  return matched;
}

/** The error of a run that names a policy which the configuration file disables. */
export function disabled({ id, configured }: Pick<Policy, 'id' | 'configured'>): DriftlockError {
  const { where } = configured?.enabled ?? {};
  return new DriftlockError('usage', `the policy ${id} is disabled by the configuration`, {
    ...(where === undefined ? {} : { where }),
    hint: 'take `enabled: false` out there, or go without the configuration: --no-config',
  });
}

/** The chosen policies that lack a parameter which they need; `params` by policy id. */
export function waitingPolicies(
  catalogues: readonly PolicyCatalogue[],
  chosen: ReadonlySet<string>,
  params: JsonObject,
): { readonly policy: string; readonly needs: readonly string[] }[] {
  const policies = catalogues.flatMap((catalogue) => catalogue.policies).filter(({ id }) => chosen.has(id));
  return policies.flatMap(({ id, needs }) => {
    const given = Object.hasOwn(params, id) ? (params[id] as JsonObject) : {};
    const missing = needs.filter((name) => !Object.hasOwn(given, name));
    return missing.length === 0 ? [] : [{ policy: id, needs: missing }];
  });
}
