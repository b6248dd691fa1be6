/** The report as GitLab's Code Quality JSON, which a merge request shows: an array of what is wrong or not known. */
import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { visibleText } from '../visible-text.ts';
import { findingTexts, helpOf, outcomeText } from './finding-texts.ts';
import { fileOf, fileSegments } from './input-file.ts';
import { jsonText } from './json.ts';
import { occurrences } from './occurrences.ts';
import { isOld, oldText } from './old-findings.ts';
import type { RenderOptions } from './reporter.ts';
import { sourceWords } from './table/heading-lines.ts';

/** Characters of a name in a description. */
const LONGEST_NAME = 1_000;

const SEVERITY_NAMES = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
} satisfies Record<Severity, string>;

/** GitLab shows one of several issues of the same fingerprint. */
function fingerprint({ fingerprints: [current = ''] }: Finding, times: number): string {
  return times === 0
    ? current
    : createHash('sha256').update(`${current}:${times}`).digest('hex').slice(0, 32);
}

/** What nobody knows, and what was there before, is told and no alarm. */
function severityName(finding: Finding, unknownFails: boolean): string {
  const { verdict, severity } = finding;
  const isQuiet = isOld(finding) || (verdict === 'unknown' && !unknownFails);
  return isQuiet ? SEVERITY_NAMES.info : SEVERITY_NAMES[severity];
}

/** What passes, does not apply or is accepted is no issue: GitLab has no word for any of these. */
function isIssue({ verdict, waiver }: Finding): boolean {
  return waiver === undefined && (verdict === 'fail' || verdict === 'unknown' || verdict === 'error');
}

/** Findings keep the report's order; what GitLab needs of each, and nothing else (docs.gitlab.com, Code Quality report format). */
export function gitlab(report: Report, options: RenderOptions): string {
  const source = sourceWords(report.input);
  const times = occurrences();
  const issues = report.findings.filter(isIssue).map((finding) => {
    const texts = findingTexts(finding, helpOf(options.policies, finding.policy), source, LONGEST_NAME);
    const old = oldText(finding);
    const description = `${texts.subject}: ${outcomeText(finding, texts)}`;
    return {
      description: old === undefined ? description : `${description} (${old})`,
      check_name: texts.policy,
      fingerprint: fingerprint(finding, times(finding.fingerprints[0] ?? '')),
      severity: severityName(finding, options.exit?.unknownFails === true),
      location: {
        path: visibleText(fileSegments(fileOf(finding, report)).join('/')),
        lines: { begin: finding.location?.startLine ?? 1 },
      },
    };
  });
  return jsonText(issues);
}
