/** Findings that a run was told not to count: the baseline has them, or they were there before the plan. */
import type { Finding } from '../finding/finding.ts';
import type { RenderOptions } from './reporter.ts';

export function isOld({ status, plan }: Finding): boolean {
  return status === 'existing' || plan === 'left';
}

/** Why it is old, or that nobody knows; nothing of what is new. */
export function oldText({ status, plan }: Finding): string | undefined {
  const why = [
    ...(status === 'existing' ? ['in the baseline'] : []),
    ...(plan === 'left' ? ['there before the plan'] : []),
    ...(plan === 'unknown' ? ['how it was before the plan is not known'] : []),
  ];
  return why.length === 0 ? undefined : why.join('; ');
}

/** Those that a reader is to see in full, and the old ones; all are listed where everything was asked for. */
export function foldOld(
  findings: readonly Finding[],
  { show }: RenderOptions,
): { readonly listed: readonly Finding[]; readonly old: readonly Finding[] } {
  if (show.has('pass') && show.has('not-applicable')) return { listed: findings, old: [] };
  return {
    listed: findings.filter((finding) => !isOld(finding)),
    old: findings.filter((finding) => isOld(finding)),
  };
}
