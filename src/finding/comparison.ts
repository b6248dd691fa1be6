/** What comparisons tell: a run against an earlier report, a plan against what is there before it, two reports. */
import type { Finding, Severity, Verdict } from './finding.ts';

/**
 * What became of a finding that failed before and does not fail now. Mended: `pass`, `not-applicable`, and `unlisted`,
 * where a report leaves out what passes. `gone`: there is no such resource any more. All others say that nobody knows
 * it to be mended: `unknown` and `error` are verdicts, `waived` is accepted, `not-run` the policy judged nothing,
 * `unread` its type or this part of the configuration was not read, `left-out` the run was told to leave it out,
 * `forgotten` it is there still, and Terraform will not know of it.
 */
export type Became =
  | Exclude<Verdict, 'fail'>
  | 'unlisted'
  | 'gone'
  | 'not-run'
  | 'unread'
  | 'left-out'
  | 'forgotten';

const MENDED: ReadonlySet<Became> = new Set(['pass', 'not-applicable', 'unlisted']);

export function isMended(became: Became): boolean {
  return MENDED.has(became);
}

/** A finding of before that does not fail now. */
export interface PastFinding {
  readonly policy: string;
  readonly severity: Severity;
  readonly resource: Finding['resource'];
  readonly now: Became;
}

/** A run held against an earlier report. */
export interface BaselineSummary {
  /** As given. */
  readonly file: string;
  /** The version of driftlock that wrote it. */
  readonly version: string;
  /** Failures that it does not have, and those that it has. */
  readonly new: number;
  readonly existing: number;
  /** Those that it has and that fail no more. */
  readonly fixed: readonly PastFinding[];
  /** Whose resource is not there any more. */
  readonly gone: readonly PastFinding[];
  /** Which do not fail now, and are not known to be mended. */
  readonly open: readonly PastFinding[];
}

/** What a plan does to the findings. */
export interface PlanSummary {
  /** Failures of what was certainly no failure before. */
  readonly introduced: number;
  /** Failures that were there before. */
  readonly left: number;
  /** Failures of which nobody can tell whether they were there before. */
  readonly unknown: number;
  /** Failed before, and pass or are gone once it is applied. */
  readonly fixed: readonly PastFinding[];
  /** Failed before, and are not known to be mended by it. */
  readonly open: readonly PastFinding[];
}
