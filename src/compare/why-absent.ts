/** Why a report does not have a finding: what is not listed was mended, was not looked at, or is not there. */
import type { Became } from '../finding/comparison.ts';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { EarlierFinding, ReportFacts } from '../finding/earlier-report.ts';

type Asked = Pick<EarlierFinding, 'policy' | 'resource' | 'raw'>;

function isIn(entry: CoverageEntry, { type, scope }: Asked['resource']): boolean {
  if (entry.type !== '*' && entry.type !== type) return false;
  const agrees = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return agrees(entry.scope.account, scope.account) && agrees(entry.scope.region, scope.region);
}

/** Resources of that type may be there and were not read. */
function isUnread({ coverage }: ReportFacts, { resource }: Asked): boolean {
  return coverage.some(
    (entry) => entry.status !== 'complete' && entry.listed !== true && isIn(entry, resource),
  );
}

/** What is to be said of a finding that a report of these facts lacks. */
export function whyAbsent(facts: ReportFacts, asked: Asked): Became {
  if (facts.judgedBy?.has(asked.policy) !== true) return 'not-run';
  if (isUnread(facts, asked)) return 'unread';
  if (facts.onlyChanged || facts.outside.has(asked.policy)) return 'left-out';
  // A raw policy has no verdict for each resource: what it does not say is not so.
  return facts.tellsAll && asked.raw !== true ? 'gone' : 'unlisted';
}
