/** From a report to the exit code of the process. */
import { type Finding, SEVERITIES, type Severity } from './finding.ts';
import type { Report } from './report.ts';

export interface ExitRules {
  /** The least severity that makes exit code 1. */
  readonly failOn: Severity;
  /** `fail`: a verdict `unknown` counts as a failure. */
  readonly unknown: 'report' | 'fail';
  readonly allowIncomplete: boolean;
}

export type ExitCode = 0 | 1 | 3;

/**
 * Whether a finding makes exit code 1: failed (or unknown, where that counts), severe enough, not only a warning, not
 * accepted; neither in the baseline nor there before the plan, where the run was asked about these.
 */
function blocks(finding: Finding, rules: ExitRules): boolean {
  if (finding.enforcement === 'warn' || finding.waiver !== undefined) return false;
  if (finding.status === 'existing' || finding.plan === 'left') return false;
  if (finding.verdict !== 'fail' && !(finding.verdict === 'unknown' && rules.unknown === 'fail'))
    return false;
  return SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(rules.failOn);
}

/**
 * 1 findings at or above the threshold, 3 nothing failed but evidence is incomplete, else 0; 1 wins over 3.
 * The report holds every fail and unknown, whatever else it shows.
 */
export function exitCode(report: Report, rules: ExitRules): ExitCode {
  if (report.findings.some((finding) => blocks(finding, rules))) return 1;
  return report.summary.incomplete.length > 0 && !rules.allowIncomplete ? 3 : 0;
}
