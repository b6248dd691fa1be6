/** What a run says of its baseline and of what its plan does, in words for every format. */
import type { Became, PastFinding } from '../finding/comparison.ts';
import type { Report, Summary } from '../finding/report.ts';
import { safe } from './table/layout.ts';
import { subjectName } from './table/subject.ts';
import { counted, countText } from './table/words.ts';

/** What became of a finding that does not fail any more. */
export const BECAME_WORDS = {
  pass: 'passes',
  'not-applicable': 'does not apply any more',
  unlisted: 'is not reported any more: it passes, does not apply, or its resource is gone',
  gone: 'its resource is gone',
  unknown: 'is not known any more',
  error: 'could not be evaluated',
  waived: 'is waived',
  'not-run': 'its policy judged nothing',
  unread: 'what it is about was not read',
  'left-out': 'was left out',
  forgotten: 'its resource stays, and Terraform forgets it',
} satisfies Record<Became, string>;

/** `aws_s3_bucket.logs: aws.s3.bucket_versioning`. */
export function pastName({ resource, policy }: Pick<PastFinding, 'resource' | 'policy'>): string {
  return `${safe(subjectName(resource), 400)}: ${safe(policy, 200)}`;
}

function baselineText({ baseline }: Summary): string[] {
  if (baseline === undefined) return [];
  const { file, fixed, gone, open, existing } = baseline;
  const parts = [
    `${countText(baseline.new)} new`,
    `${countText(existing)} old`,
    `${countText(fixed.length)} fixed since`,
    ...(gone.length > 0
      ? [`${countText(gone.length)} gone with ${gone.length === 1 ? 'its resource' : 'their resources'}`]
      : []),
    ...(open.length > 0 ? [`${countText(open.length)} not failing and not known to be fixed`] : []),
  ];
  return [`Against ${safe(file, 200)}: ${parts.join(', ')}`];
}

function planText({ plan }: Summary): string[] {
  if (plan === undefined) return [];
  const { introduced, left, unknown, fixed, open } = plan;
  const parts = [
    `introduces ${counted(introduced, 'failure')}`,
    `leaves ${countText(left)}`,
    `fixes ${countText(fixed.length)}`,
  ];
  const rest = [
    ...(unknown > 0 ? [`of ${counted(unknown, 'more failure')} nobody can tell how it was before`] : []),
    ...(open.length > 0
      ? [
          `${counted(open.length, 'failure')} of before ${open.length === 1 ? 'is' : 'are'} not known to be fixed by it`,
        ]
      : []),
  ];
  return [[`The plan ${parts.join(', ')}`, ...rest].join('; ')];
}

/** A line for each comparison of the run. */
export function comparisonTexts({ summary }: Pick<Report, 'summary'>): string[] {
  return [...planText(summary), ...baselineText(summary)];
}

export interface PastList {
  readonly title: string;
  readonly findings: readonly PastFinding[];
  /** Whether what became of each is to be said. */
  readonly tells: boolean;
}

/** What does not fail any more, under a title each. */
export function pastLists({ summary: { baseline, plan } }: Pick<Report, 'summary'>): PastList[] {
  const lists: PastList[] = [
    { title: 'Fixed by the plan', findings: plan?.fixed ?? [], tells: true },
    {
      title: 'Failed before the plan, and not known to be fixed by it',
      findings: plan?.open ?? [],
      tells: true,
    },
    { title: 'Fixed since the baseline', findings: baseline?.fixed ?? [], tells: false },
    { title: 'In the baseline, and gone', findings: baseline?.gone ?? [], tells: false },
    { title: 'In the baseline, and not known to be fixed', findings: baseline?.open ?? [], tells: true },
  ];
  return lists.filter(({ findings }) => findings.length > 0);
}

/** `aws_s3_bucket.logs: aws.s3.bucket_versioning (passes)`. */
export function pastText(past: PastFinding, { tells }: PastList): string {
  return tells ? `${pastName(past)} (${BECAME_WORDS[past.now]})` : pastName(past);
}
