/** Which policies a run uses: all, or those that ids and globs name. */
import { globPattern } from '../config/glob-pattern.ts';
import { DriftlockError } from '../errors.ts';
import type { Framework } from '../finding/framework.ts';
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';
import type { OutsideProfiles } from '../finding/report.ts';
import type { JsonObject } from '../resource/resource.ts';
import { policyIdSuggestion } from './policy-suggestion.ts';

/** Raw policies too: no file configures these. */
type Choosable = Pick<Policy, 'id' | 'configured'>;

/** Whether the configuration file disables it, which nothing else undoes. */
export function isDisabled({ configured }: Pick<Policy, 'configured'>): boolean {
  return configured?.enabled?.value === false;
}

/** Whether a run that names no policies judges by it: one that no profile has is enabled by the configuration file alone. */
function isUsual({ configured }: Pick<Policy, 'configured'>): boolean {
  return configured?.enabled?.value ?? configured?.outsideProfiles === undefined;
}

/**
 * The ids of the chosen policies: those of the profile where nothing is selected, else all that are selected, without those
 * that the configuration file disables. An id or glob that names no policy is a DriftlockError (`policy-unknown`), one that
 * names disabled ones alone is one (`usage`).
 */
export function choosePolicies(
  catalogues: readonly { readonly policies: readonly Choosable[] }[],
  select: readonly string[],
): Set<string> {
  const policies = catalogues.flatMap((catalogue) => catalogue.policies);
  const chosen =
    select.length === 0
      ? policies.filter(isUsual)
      : select.flatMap((name) => matching(policies, name)).filter((policy) => !isDisabled(policy));
  return new Set(chosen.map(({ id }) => id));
}

/** The policies that serve any control of these frameworks; at least one, or there is nothing to judge by: DriftlockError (usage). */
export function servingPolicies(frameworks: readonly Framework[]): readonly string[] {
  const ids = frameworks.flatMap(({ controls }) => controls.flatMap(({ policies }) => policies));
  if (ids.length > 0) return [...new Set(ids)];
  throw new DriftlockError('usage', '--framework: no policy serves any of these controls', {
    hint: 'driftlock policy list --framework <name> lists those that serve one',
  });
}

/** Those of these ids that the configuration file does not disable. */
export function enabledPolicies(
  catalogues: readonly { readonly policies: readonly Choosable[] }[],
  ids: readonly string[],
): Set<string> {
  const policies = catalogues.flatMap((catalogue) => catalogue.policies);
  return new Set(
    policies.filter((policy) => ids.includes(policy.id) && !isDisabled(policy)).map(({ id }) => id),
  );
}

/** Those that a run leaves out because none of its profiles has them; undefined where all are in, or policies are named. */
export function outsideProfiles(
  catalogues: readonly { readonly policies: readonly Choosable[] }[],
  select: readonly string[],
): OutsideProfiles | undefined {
  if (select.length > 0) return undefined;
  const left = catalogues
    .flatMap((catalogue) => catalogue.policies)
    .filter((policy) => !isUsual(policy) && !isDisabled(policy));
  const profiles = left[0]?.configured?.outsideProfiles;
  return profiles === undefined ? undefined : { profiles, policies: left.map(({ id }) => id).sort() };
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
  if (matched.every(isDisabled)) throw disabled(first);
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
