/** The verdict of one policy on one resource, narrowed down where something unknown is read: what scan and explain tell. */
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { Judgement } from './engine.ts';
import type { Evaluator } from './evaluator.ts';
import { findingOf, type JudgedResource, type Part, verdictOf } from './judge.ts';
import { type Narrow, narrowWith } from './narrow.ts';
import { type NarrowedPart, narrowedPart } from './narrowed-part.ts';

/** One evaluator with what it has narrowed down so far. */
export interface Judging {
  readonly evaluator: Evaluator;
  readonly narrow: Narrow;
}

export function judgingBy(evaluator: Evaluator): Judging {
  return { evaluator, narrow: narrowWith(evaluator) };
}

export interface FoundVerdict extends Pick<NarrowedPart, 'judged' | 'judgement'> {
  readonly part: Part;
  /** The verdict before what is unknown was narrowed down, where any was read. */
  readonly open?: Part;
  /** Set where the verdict had to be narrowed down. */
  readonly narrowed?: Pick<NarrowedPart, 'denies' | 'last'>;
}

export async function foundVerdict(
  judged: JudgedResource,
  policy: Policy,
  judgement: Judgement,
  judging: Judging,
): Promise<FoundVerdict> {
  const part = verdictOf(judged, policy, judgement);
  if (part.verdict !== 'unknown') return { part, judged, judgement };
  const narrowed = await narrowedPart(judged, policy, judgement, judging);
  return {
    part: narrowed.part,
    open: part,
    judged: narrowed.judged,
    judgement: narrowed.judgement,
    narrowed,
  };
}

/** The finding of such a verdict. */
export function foundFinding(
  { judged, judgement, part, narrowed }: FoundVerdict,
  policy: Policy,
  { evaluator }: Judging,
): Promise<Finding> {
  return findingOf(judged, policy, judgement, part, evaluator.judgeOne, narrowed?.denies);
}
