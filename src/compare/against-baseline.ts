/** A run against an earlier report: which failures that has, and what became of those that fail no more. */
import { type Became, isMended, type PastFinding } from '../finding/comparison.ts';
import type { EarlierFinding, EarlierReport, ReportFacts } from '../finding/earlier-report.ts';
import type { Finding, Verdict } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';
import { findingIndex, worst } from './finding-index.ts';
import { whyAbsent } from './why-absent.ts';

export interface BaselineRun {
  /** Policies of which it has failures: verdicts of others need not be told. */
  asks(policy: string): boolean;
  /** What passes or does not apply, whatever is listed. */
  mended(fingerprints: readonly string[], verdict: 'pass' | 'not-applicable'): void;
  /** The report with `status` of findings and `summary.baseline`. */
  settled(report: Report): Report;
}

const OPEN: ReadonlySet<Verdict> = new Set(['unknown', 'error']);

/** What is not known now and was not known then is nothing new; a failure that was not known is. */
function statusOf(finding: Finding, before: EarlierFinding | undefined): 'new' | 'existing' {
  const { verdict } = before ?? {};
  if (verdict === 'fail' || verdict === 'waived') return 'existing';
  return verdict !== undefined && OPEN.has(verdict) && OPEN.has(finding.verdict) ? 'existing' : 'new';
}

/** Every verdict of the run was seen. */
function factsOf({ coverage, summary }: Report): ReportFacts {
  return {
    judgedBy: new Set(summary.judgedBy),
    coverage,
    outside: new Set(summary.outsidePaths.policies.map(({ policy }) => policy)),
    onlyChanged: summary.onlyChanged === true,
    tellsAll: true,
  };
}

export function againstBaseline(baseline: EarlierReport): BaselineRun {
  const index = findingIndex(baseline.findings);
  const failed = baseline.findings.filter(({ verdict }) => verdict === 'fail');
  const policies = new Set(failed.map(({ policy }) => policy));
  const ends = new Map<EarlierFinding, 'pass' | 'not-applicable'>();

  /** One entry for each failure: of those that have a fingerprint in common the first. */
  function ended(report: Report): PastFinding[] {
    const facts = factsOf(report);
    const now = findingIndex(
      report.findings.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable'),
    );
    const told = new Set<string>();
    return failed.flatMap((one): PastFinding[] => {
      const { fingerprints, policy, severity, resource } = one;
      if (fingerprints.some((fingerprint) => told.has(fingerprint))) return [];
      for (const fingerprint of fingerprints) told.add(fingerprint);
      const verdict: Became | 'fail' =
        worst(now.same(fingerprints))?.verdict ?? ends.get(one) ?? whyAbsent(facts, one);
      return verdict === 'fail' ? [] : [{ policy, severity, resource, now: verdict }];
    });
  }

  return {
    asks: (policy) => policies.has(policy),
    mended(fingerprints, verdict) {
      for (const one of index.same(fingerprints)) if (one.verdict === 'fail') ends.set(one, verdict);
    },
    settled(report) {
      const findings = report.findings.map((finding): Finding => {
        if (finding.verdict === 'pass' || finding.verdict === 'not-applicable') return finding;
        return { ...finding, status: statusOf(finding, worst(index.same(finding.fingerprints))) };
      });
      const failures = findings.filter(({ verdict }) => verdict === 'fail');
      const existing = failures.filter(({ status }) => status === 'existing').length;
      const past = ended(report);
      const summary = {
        file: baseline.file,
        version: baseline.version,
        new: failures.length - existing,
        existing,
        fixed: past.filter(({ now }) => isMended(now)),
        gone: past.filter(({ now }) => now === 'gone'),
        open: past.filter(({ now }) => now !== 'gone' && !isMended(now)),
      };
      return { ...report, summary: { ...report.summary, baseline: summary }, findings };
    },
  };
}
