/** Which findings code scanning is given, and what is to be said of the others. */
import { type Finding, SEVERITIES, type Verdict } from '../../finding/finding.ts';
import { counted, countText } from '../table/words.ts';

/** It keeps no more of a run, and not surely the most severe ones (docs.github.com, SARIF support for code scanning). */
export const MOST_RESULTS = 5_000;

/** Code scanning opens an alert for each result, suppressed or passed as it may be. */
const NO_ALERT: ReadonlySet<Verdict> = new Set(['waived', 'pass', 'not-applicable']);

export interface GithubResults {
  /** Failures first, then what nobody knows; in both the most severe first. */
  readonly kept: readonly Finding[];
  /** What is left out for want of room: a sentence each. */
  readonly cut: readonly string[];
  /** What has no place in code scanning. */
  readonly none: readonly string[];
}

function cutText(all: number, left: readonly Finding[]): string {
  const bySeverity = SEVERITIES.map((severity) => ({
    severity,
    count: left.filter((one) => one.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const told = bySeverity.map(({ severity, count }) => `${countText(count)} ${severity}`).join(', ');
  return `${countText(left.length)} of ${countText(all)} results are left out, the least severe (${told}): code scanning takes no more`;
}

/** `isOpen` tells what is not settled from failures. */
export function githubResults(
  findings: readonly Finding[],
  isOpen: (finding: Finding) => boolean,
  most: number,
): GithubResults {
  const alerts = findings.filter(({ verdict }) => !NO_ALERT.has(verdict));
  const rank = (finding: Finding) =>
    (isOpen(finding) ? SEVERITIES.length : 0) + SEVERITIES.indexOf(finding.severity);
  const sorted = [...alerts].sort((a, b) => rank(a) - rank(b));
  const left = sorted.slice(most);
  const waived = findings.filter(({ verdict }) => verdict === 'waived').length;
  return {
    kept: sorted.slice(0, most),
    cut: left.length === 0 ? [] : [cutText(alerts.length, left)],
    none:
      waived === 0
        ? []
        : [`${counted(waived, 'waived result')} left out: code scanning would open an alert for each`],
  };
}
