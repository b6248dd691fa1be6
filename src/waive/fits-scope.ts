/** Whether an account and region are among those that an entry names. */
import type { Glob } from '../config/glob-pattern.ts';
import type { Scope } from '../resource/resource.ts';
import type { ScopeRule } from './waiver-rule.ts';

function fits(globs: readonly Glob[] | undefined, value: string | undefined): boolean {
  if (globs === undefined) return true;
  return value !== undefined && globs.some((glob) => glob.test(value));
}

/** What is not known is none of those that are named. */
export function fitsScope({ account, region }: ScopeRule, scope: Scope): boolean {
  return fits(account, scope.account) && fits(region, scope.region);
}
