/** Which policies a run uses: all, or those that ids and globs name. */
import { globPattern } from '../config/glob-pattern.ts';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import type { PolicyCatalogue } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';

/** What names all policies, where they are too many for a hint. */
export const LISTED_BY = 'driftlock policy list';

/**
 * The ids of the chosen policies: all where nothing is selected. An id or glob that names no policy is a
 * DriftlockError (`policy-unknown`).
 */
export function choosePolicies(
  catalogues: readonly PolicyCatalogue[],
  select: readonly string[],
): Set<string> {
  const ids = catalogues.flatMap(({ policies }) => policies.map(({ id }) => id));
  if (select.length === 0) return new Set(ids);
  return new Set(select.flatMap((name) => matching(ids, name)));
}

function matching(ids: readonly string[], name: string): string[] {
  const pattern = globPattern(name);
  const matched = ids.filter((id) => pattern.test(id));
  if (matched.length > 0) return matched;
  const what = name.includes('*') ? `no policy's id fits "${name}"` : `unknown policy "${name}"`;
  throw new DriftlockError('policy-unknown', what, { hint: suggestion(name, ids, LISTED_BY) });
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
