/** Counts verdicts and keeps the findings that are reported, so that memory follows what is shown, not what is judged. */
import { compareText } from '../finding/compare-text.ts';
import { type Finding, SEVERITIES, type Severity, VERDICTS, type Verdict } from '../finding/finding.ts';
import type { OutsidePaths, Summary } from '../finding/report.ts';
import type { Reason } from '../resource/resource.ts';

/** Reasons that always make the evidence incomplete, and those that do so on state and live (DESIGN §5, §9). */
const INCOMPLETE: ReadonlySet<Reason> = new Set(['denied', 'throttled', 'failed', 'stale']);
const INCOMPLETE_OFF_PLAN: ReadonlySet<Reason> = new Set(['malformed', 'unsupported', 'redacted']);

export interface Tally {
  readonly verdicts: Record<Verdict, number>;
  readonly failures: Record<Severity, number>;
  readonly byPolicy: Map<string, Record<Verdict, number>>;
  readonly findings: Finding[];
  readonly unjudged: Map<string, number>;
  /** Resources that go away and that no policy on changes judges, by type. */
  readonly leaving: Map<string, number>;
  /** Resources that lie outside of the paths of policies: how many, and by policy. */
  readonly outside: OutsideTally;
  /** Causes of incomplete evidence with how often each was met. */
  readonly incomplete: Map<string, number>;
  resources: number;
}

export interface OutsideTally {
  readonly policies: Map<string, number>;
  resources: number;
  /** Those of them of which no address tells where they lie. */
  withoutAddress: number;
}

function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}

export function emptyTally(): Tally {
  return {
    verdicts: zeros(VERDICTS),
    failures: zeros(SEVERITIES),
    byPolicy: new Map(),
    findings: [],
    unjudged: new Map(),
    leaving: new Map(),
    outside: { policies: new Map(), resources: 0, withoutAddress: 0 },
    incomplete: new Map(),
    resources: 0,
  };
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** Counts a verdict; `onPlan` says whether the first group of reasons leaves the evidence complete. */
export function tallyVerdict(
  tally: Tally,
  verdict: Verdict,
  severity: Severity,
  policy: string,
  reasons: readonly Reason[],
  onPlan: boolean,
): void {
  tally.verdicts[verdict] += 1;
  let ofPolicy = tally.byPolicy.get(policy);
  if (ofPolicy === undefined) {
    ofPolicy = zeros(VERDICTS);
    tally.byPolicy.set(policy, ofPolicy);
  }
  ofPolicy[verdict] += 1;
  if (verdict === 'fail') tally.failures[severity] += 1;
  if (verdict === 'error') count(tally.incomplete, `policy ${policy} could not be evaluated`);
  if (reasons.length === 0) return;
  for (const reason of new Set(reasons)) {
    if (INCOMPLETE.has(reason) || (!onPlan && INCOMPLETE_OFF_PLAN.has(reason)))
      count(tally.incomplete, `values are unknown (${reason}) that policy ${policy} reads`);
  }
}

/** Counts a finding that had failed, and is accepted. */
export function tallyWaived(tally: Tally, { policy, severity }: Pick<Finding, 'policy' | 'severity'>): void {
  tally.verdicts.fail -= 1;
  tally.verdicts.waived += 1;
  tally.failures[severity] -= 1;
  const ofPolicy = tally.byPolicy.get(policy);
  if (ofPolicy === undefined) return;
  ofPolicy.fail -= 1;
  ofPolicy.waived += 1;
}

/** Counts a resource that no chosen policy judged; `remains` says whether it is still there once applied. */
export function tallyUnjudged(tally: Tally, type: string, remains: boolean): void {
  count(remains ? tally.unjudged : tally.leaving, type);
}

/** Counts a resource that lies outside of the paths of these policies. */
export function tallyOutside({ outside }: Tally, policies: Iterable<string>, hasNoAddress: boolean): void {
  outside.resources += 1;
  if (hasNoAddress) outside.withoutAddress += 1;
  for (const policy of policies) count(outside.policies, policy);
}

const RANK: Readonly<Record<string, number>> = Object.fromEntries(
  [...SEVERITIES, ...VERDICTS].map((name, rank) => [name, rank]),
);

/** Most severe first, then verdict, address, policy and first fingerprint: the same input gives the same order. */
export function sortFindings(findings: Finding[]): Finding[] {
  return findings.sort(
    (a, b) =>
      (RANK[a.severity] ?? 0) - (RANK[b.severity] ?? 0) ||
      (RANK[a.verdict] ?? 0) - (RANK[b.verdict] ?? 0) ||
      compareText(a.resource.address ?? a.resource.key ?? '', b.resource.address ?? b.resource.key ?? '') ||
      compareText(a.policy, b.policy) ||
      compareText(a.fingerprints[0] ?? '', b.fingerprints[0] ?? ''),
  );
}

function typeCounts(counts: ReadonlyMap<string, number>): Summary['unjudged'] {
  return [...counts]
    .map(([type, resources]) => ({ type, resources }))
    .sort((a, b) => b.resources - a.resources || compareText(a.type, b.type));
}

function outsidePaths({ resources, withoutAddress, policies }: OutsideTally): OutsidePaths {
  return {
    resources,
    withoutAddress,
    policies: [...policies]
      .map(([policy, times]) => ({ policy, resources: times }))
      .sort((a, b) => b.resources - a.resources || compareText(a.policy, b.policy)),
  };
}

/** The summary of a tally over `policies` chosen policies; `gaps` are lines of the inputs' coverage. */
export function summaryOf(
  tally: Tally,
  policies: number,
  left: Pick<Summary, 'judgedBy' | 'onlyChanged' | 'waiting' | 'disabled' | 'outsideProfiles'>,
  gaps: readonly string[],
): Summary {
  return {
    resources: tally.resources,
    policies,
    verdicts: tally.verdicts,
    failures: tally.failures,
    unjudged: typeCounts(tally.unjudged),
    leaving: typeCounts(tally.leaving),
    ...left,
    outsidePaths: outsidePaths(tally.outside),
    incomplete: [
      ...gaps,
      ...[...tally.incomplete].map(([cause, times]) => (times === 1 ? cause : `${cause} (${times} times)`)),
    ],
  };
}
