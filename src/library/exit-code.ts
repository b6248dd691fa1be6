/** `exitCode` of the library: what the process of `driftlock scan` would end with. */
import { exitCode as exitCodeOf } from '../finding/exit-code.ts';
import { SEVERITIES, type Severity } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { checkNames, oneOf, switchOf } from './check-options.ts';

export interface ExitOptions {
  /** The least severity that counts; `low` where left out. */
  readonly failOn?: Severity;
  /** `fail`: the verdict `unknown` counts as a failure of its severity; `report` where left out. */
  readonly unknown?: 'report' | 'fail';
  /** 0 instead of 3 where evidence is incomplete; false where left out. */
  readonly allowIncomplete?: boolean;
}

/**
 * 1: something failed at or above the threshold; 3: nothing did, and evidence is incomplete; else 0.
 *
 * @throws DriftlockError (usage) for an option that does not exist or is not what it may be
 */
export function exitCode(report: Report, options: ExitOptions = {}): 0 | 1 | 3 {
  checkNames('exitCode', options, ['failOn', 'unknown', 'allowIncomplete'] satisfies (keyof ExitOptions)[]);
  return exitCodeOf(report, {
    failOn: oneOf('failOn', options.failOn ?? 'low', SEVERITIES),
    unknown: oneOf('unknown', options.unknown ?? 'report', ['report', 'fail'] as const),
    allowIncomplete: switchOf('allowIncomplete', options.allowIncomplete, false),
  });
}
