/** What a snapshot covers of the places that the resources of a state lie in. */
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Reason, Resource } from '../resource/resource.ts';
import { isGlobalType } from '../resource/scope.ts';

export type Gap = { readonly reason: Reason; readonly api?: string };

/**
 * `undefined`: nobody asked there; `elsewhere`: it does not tell its account, and the others of the state lie in one
 * that nobody asked; `somewhere`: they lie in several. Else whether the type was collected where the resource lies, or
 * why not. What the cloud lacks is missing only where `complete`.
 */
export type Covered = 'complete' | 'elsewhere' | 'somewhere' | Gap | undefined;

export interface CoverageOptions {
  readonly state: readonly Resource[];
  readonly coverage: readonly CoverageEntry[];
  /** The snapshot's own. */
  readonly account: string;
}

/** Answers for resources of `state`, of which those that tell their place speak for those that do not. */
export function coveredBy({ state, coverage, account }: CoverageOptions): (resource: Resource) => Covered {
  const accounts = toldBy(state, 'account');
  const regions = toldBy(state, 'region');
  const byType = new Map<string, CoverageEntry[]>();
  for (const entry of coverage) {
    if (entry.status === 'not-asked') continue;
    const known = byType.get(entry.type);
    if (known === undefined) byType.set(entry.type, [entry]);
    else known.push(entry);
  }
  return ({ type, scope }) => {
    const entries = (byType.get(type) ?? []).filter(
      (entry) =>
        (entry.scope.region === undefined ||
          scope.region === undefined ||
          entry.scope.region === scope.region) &&
        (scope.account === undefined || entry.scope.account === scope.account),
    );
    if (entries.length === 0) return undefined;
    const gap = entries.find(({ status, listed }) => status !== 'complete' && listed !== true);
    if (gap !== undefined) return gapOf(gap);
    if (scope.account === undefined && accounts.size > 0) {
      if (!accounts.has(account)) return 'elsewhere';
      if (accounts.size > 1) return 'somewhere';
    }
    const isEverywhere = entries.some((entry) => entry.scope.region === undefined) || isGlobalType(type);
    const asked = new Set(entries.map((entry) => entry.scope.region));
    const mayLieBeyond = scope.region === undefined && [...regions].some((region) => !asked.has(region));
    return mayLieBeyond && !isEverywhere ? { reason: 'link-open' } : 'complete';
  };
}

function toldBy(state: readonly Resource[], part: 'account' | 'region'): ReadonlySet<string> {
  const told = new Set<string>();
  for (const { scope } of state) {
    const name = scope[part];
    if (name !== undefined && name !== 'global') told.add(name);
  }
  return told;
}

function gapOf({ status, api }: CoverageEntry): Gap {
  const reason: Reason = status === 'denied' || status === 'throttled' ? status : 'failed';
  return { reason, ...(api !== undefined && { api }) };
}
