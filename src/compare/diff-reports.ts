/** Two reports against each other, finding by finding. */
import { compareText } from '../finding/compare-text.ts';
import { type Became, isMended } from '../finding/comparison.ts';
import type { EarlierFinding, EarlierReport } from '../finding/earlier-report.ts';
import { SEVERITIES, type Verdict } from '../finding/finding.ts';
import {
  CHANGES,
  type Change,
  changesSeverity,
  type DiffFinding,
  type ReportDiff,
} from '../finding/report-diff.ts';
import { findingIndex, worst } from './finding-index.ts';
import { whyAbsent } from './why-absent.ts';

type Kind = 'fail' | 'waived' | 'unknown' | 'fine' | 'none';

function kindOf(verdict: Verdict | undefined): Kind {
  if (verdict === undefined) return 'none';
  if (verdict === 'error') return 'unknown';
  return verdict === 'pass' || verdict === 'not-applicable' ? 'fine' : verdict;
}

/** By the verdict of the older report, then by that of the newer; undefined: nothing to tell. */
const CHANGE_OF: Readonly<Record<Kind, Readonly<Partial<Record<Kind, Change>>>>> = {
  none: { fail: 'new', waived: 'waived', unknown: 'newly-unknown' },
  fine: { fail: 'new', waived: 'waived', unknown: 'no-longer-known' },
  unknown: { fail: 'new', waived: 'waived', unknown: 'still-unknown', fine: 'now-known' },
  waived: { fail: 'reopened', unknown: 'no-longer-known', fine: 'fixed' },
  fail: { fail: 'open', waived: 'waived', unknown: 'no-longer-known', fine: 'fixed' },
};

/** Of a finding that only the older report has. */
function absentChange(before: Kind, why: Became): Change | undefined {
  if (before === 'fine') return undefined;
  if (why === 'gone') return 'gone';
  if (!isMended(why)) return 'not-judged';
  return before === 'unknown' ? 'now-known' : 'fixed';
}

function sideOf({ verdict, severity }: EarlierFinding): NonNullable<DiffFinding['after']> {
  return { verdict, severity };
}

function entry(change: Change, finding: EarlierFinding, more: Partial<DiffFinding>): DiffFinding {
  const { fingerprints, policy, resource, messages, enforcement } = finding;
  return {
    change,
    fingerprint: fingerprints[0] ?? '',
    policy,
    resource,
    messages,
    ...(enforcement === undefined ? {} : { enforcement }),
    ...more,
  };
}

/** Findings of the newer report, each with what the older one says of it. */
function present(older: EarlierReport, newer: EarlierReport): DiffFinding[] {
  const index = findingIndex(older.findings);
  return newer.findings.flatMap((finding): DiffFinding[] => {
    const before = worst(index.same(finding.fingerprints));
    const change = CHANGE_OF[kindOf(before?.verdict)][kindOf(finding.verdict)];
    if (change === undefined) return [];
    const wasNotRun = before === undefined && older.judgedBy?.has(finding.policy) === false;
    return [
      entry(change, finding, {
        ...(before === undefined ? {} : { before: sideOf(before) }),
        after: sideOf(finding),
        ...(wasNotRun ? { why: 'not-run' as const } : {}),
      }),
    ];
  });
}

/** Findings of the older report that the newer one does not list. */
function absent(older: EarlierReport, newer: EarlierReport): DiffFinding[] {
  const index = findingIndex(newer.findings);
  return older.findings.flatMap((finding): DiffFinding[] => {
    if (index.same(finding.fingerprints).length > 0) return [];
    const why = whyAbsent(newer, finding);
    const change = absentChange(kindOf(finding.verdict), why);
    return change === undefined ? [] : [entry(change, finding, { before: sideOf(finding), why })];
  });
}

function severityOf({ before, after }: DiffFinding): number {
  return SEVERITIES.indexOf((after ?? before)?.severity ?? 'info');
}

function inOrder(findings: DiffFinding[]): DiffFinding[] {
  const name = ({ resource: { address, key, id, type } }: DiffFinding) => address ?? key ?? id ?? type;
  return findings.sort(
    (a, b) =>
      CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
      severityOf(a) - severityOf(b) ||
      compareText(name(a), name(b)) ||
      compareText(a.policy, b.policy) ||
      compareText(a.fingerprint, b.fingerprint),
  );
}

function about({ file, version, inputs, findings, notices }: EarlierReport): ReportDiff['old'] {
  return { file, version, inputs, findings: findings.length, limits: notices };
}

/** `version` is that of this driftlock. */
export function diffReports(older: EarlierReport, newer: EarlierReport, version: string): ReportDiff {
  const findings = inOrder([...present(older, newer), ...absent(older, newer)]);
  const counts = new Map<Change, number>();
  for (const { change } of findings) counts.set(change, (counts.get(change) ?? 0) + 1);
  return {
    schema: 'https://driftlock.dev/schemas/report-diff-1.json',
    tool: { name: 'driftlock', version },
    old: about(older),
    new: about(newer),
    summary: {
      ...(Object.fromEntries(CHANGES.map((change) => [change, counts.get(change) ?? 0])) as Record<
        Change,
        number
      >),
      severityChanged: findings.filter(changesSeverity).length,
    },
    findings,
  };
}
