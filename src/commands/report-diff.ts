/** `driftlock report diff` at work. */
import { diffReports } from '../compare/diff-reports.ts';
import { oneOf } from '../config/one-of.ts';
import type { Terminal } from '../config/terminal.ts';
import { VERSION } from '../config/version.ts';
import { DriftlockError } from '../errors.ts';
import { SEVERITIES, type Severity } from '../finding/finding.ts';
import type { ReportDiff } from '../finding/report-diff.ts';
import { readReport } from '../input/report/read-report.ts';
import { DIFF_REPORTERS, type DiffFormat } from '../report/diff/index.ts';
import { needsGuard } from './memory-guard.ts';
import { deliver, outputsOf } from './outputs.ts';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly format?: readonly string[];
  readonly failOn?: string;
  readonly color?: boolean;
}

function isNewAbove({ findings }: ReportDiff, failOn: Severity): boolean {
  return findings.some(
    ({ change, after, enforcement }) =>
      change === 'new' &&
      enforcement !== 'warn' &&
      after !== undefined &&
      SEVERITIES.indexOf(after.severity) <= SEVERITIES.indexOf(failOn),
  );
}

/** Prints what changed; exit code 1 where something new is at or above `--fail-on`, else 0. Throws DriftlockError for what is no report. */
export async function runReportDiff(older: string, newer: string, flags: Flags): Promise<number> {
  const formats = Object.keys(DIFF_REPORTERS) as DiffFormat[];
  const outputs = outputsOf(flags.format ?? [], formats);
  const failOn = oneOf(SEVERITIES)(flags.failOn ?? 'low', '--fail-on');
  if (older === '-' && newer === '-')
    throw new DriftlockError('usage', 'standard input cannot be both reports', {
      hint: 'write one of them to a file',
    });
  if (needsGuard([older, newer])) return await (await import('./run-guarded.ts')).runGuarded();
  const before = await readReport(older, 'a report');
  const diff = diffReports(before, await readReport(newer, 'a report'), VERSION);
  await deliver(outputs, flags.color !== false, (format: DiffFormat, { colour, width }: Terminal) =>
    DIFF_REPORTERS[format](diff, { colour, width }),
  );
  return isNewAbove(diff, failOn) ? 1 : 0;
}
