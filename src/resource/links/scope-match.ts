/** Whether two resources stand in the same account and region, as far as is known. */
import type { Scope } from '../resource.ts';

/** Where a resource stands. */
export interface Place {
  readonly scope: Scope;
  /** Number of the input that it comes from. */
  readonly input: number;
  readonly providerConfig?: string | undefined;
}

export type Match = 'yes' | 'no' | 'open';

function same(left: string | undefined, right: string | undefined, a: Place, b: Place): Match {
  if (left !== undefined && right !== undefined) return left === right ? 'yes' : 'no';
  // What another input holds bears on this one only through names that both tell.
  if (a.input !== b.input) return 'no';
  if (left !== undefined || right !== undefined) return 'open';
  return a.providerConfig === b.providerConfig ? 'yes' : 'open';
}

/**
 * Whether a resource belongs to the account (or the region) of the other: by name where both are known; in one
 * input by the provider configuration where neither is, else open; never across inputs where one is not known.
 */
export function sameScope(what: 'account' | 'region', a: Place, b: Place): Match {
  const account = same(a.scope.account, b.scope.account, a, b);
  if (what === 'account' || account === 'no') return account;
  const region = same(a.scope.region, b.scope.region, a, b);
  return region === 'yes' ? account : region;
}

/** The account and region as one text: equal for two resources where `sameScope` of their region says yes. */
export function placeName({ scope, input, providerConfig }: Place): string {
  const untold = [input, providerConfig ?? null];
  return JSON.stringify([scope.account ?? untold, scope.region ?? untold]);
}

/** Whether a name that is only unique in its account and region can pass between the two. */
export function inReach(a: Place, b: Place): boolean {
  return scopesMeet(a.scope, b.scope);
}

/** Whether two scopes may be one, as far as they are told. */
export function scopesMeet(a: Scope, b: Scope): boolean {
  return !differ(a.account, b.account) && !differ(a.region, b.region);
}

function differ(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined || left === 'global' || right === 'global') return false;
  return left !== right;
}
