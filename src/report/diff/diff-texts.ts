/** What is said of two reports in words, for every format; all texts of theirs are made visible and bounded. */
import {
  CHANGES,
  type Change,
  changesSeverity,
  type DiffFinding,
  type ReportDiff,
} from '../../finding/report-diff.ts';
import { BECAME_WORDS, pastName } from '../comparison-texts.ts';
import { safe } from '../table/layout.ts';
import { countText } from '../table/words.ts';

/** Each change: its mark, its heading, and what it is in a count. */
export const CHANGE_WORDS = {
  new: { mark: '✖', title: 'New', counted: 'new' },
  reopened: { mark: '✖', title: 'Reopened: waived before', counted: 'reopened' },
  'no-longer-known': { mark: '?', title: 'No longer known', counted: 'no longer known' },
  'newly-unknown': { mark: '?', title: 'Not known, and not listed before', counted: 'newly unknown' },
  open: { mark: '·', title: 'Still open', counted: 'still open' },
  'still-unknown': { mark: '·', title: 'Still not known', counted: 'still unknown' },
  fixed: { mark: '✔', title: 'Fixed', counted: 'fixed' },
  waived: { mark: '○', title: 'Waived', counted: 'waived' },
  'now-known': { mark: '✔', title: 'Known now, and fine', counted: 'known now' },
  gone: { mark: '–', title: 'Gone with the resource', counted: 'gone' },
  'not-judged': { mark: '?', title: 'Not judged any more', counted: 'not judged any more' },
} satisfies Record<Change, { mark: string; title: string; counted: string }>;

const ALWAYS: ReadonlySet<Change> = new Set(['new', 'reopened', 'open', 'fixed']);

/** `2 new, 0 reopened, 12 still open, 3 fixed, 1 no longer known`. */
export function diffCounts({ summary }: ReportDiff): string {
  const shown = [...ALWAYS, ...CHANGES.filter((change) => !ALWAYS.has(change) && summary[change] > 0)];
  const counts = shown.map((change) => `${countText(summary[change])} ${CHANGE_WORDS[change].counted}`);
  const severities = summary.severityChanged;
  const others = severities === 0 ? [] : [`${countText(severities)} of another severity`];
  return [...counts, ...others].join(', ');
}

/** `aws_s3_bucket.logs: aws.s3.bucket_versioning`. */
export function diffName(finding: DiffFinding): string {
  return pastName(finding);
}

/** What is worth saying beside the name: verdicts that differ in kind, severities, why it is not listed. */
export function diffFacts(finding: DiffFinding): string[] {
  const { change, before, after, why, enforcement } = finding;
  const was = change === 'new' && before !== undefined ? [`${before.verdict} before`] : [];
  const accepted = change === 'fixed' && before?.verdict === 'waived' ? ['waived before'] : [];
  const lost =
    change === 'no-longer-known' && before !== undefined
      ? [`${before.verdict} before, ${after?.verdict} now`]
      : [];
  const severity = changesSeverity(finding) ? [`${before?.severity} before`] : [];
  const reason =
    why === undefined ? [] : [change === 'new' ? 'its policy judged nothing before' : BECAME_WORDS[why]];
  return [
    ...was,
    ...accepted,
    ...lost,
    ...severity,
    ...reason,
    ...(enforcement === 'warn' ? ['a warning'] : []),
  ];
}

/** One line for each thing that keeps the comparison from being exact. */
export function diffLimits({ old, new: newer }: ReportDiff): string[] {
  const versions =
    old.version === newer.version
      ? []
      : [
          `${safe(old.file, 200)} was written by driftlock ${safe(old.version, 40)}, ${safe(newer.file, 200)} by ${safe(newer.version, 40)}`,
        ];
  const limits = [old, newer].flatMap(({ file, limits: lines }) =>
    lines.map((line) => `${safe(file, 200)}: ${safe(line)}`),
  );
  return [...versions, ...limits];
}
