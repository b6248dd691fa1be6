/** Why a verdict is what it is: the policy's conditions, each with its answer, and all that was read. */
import type { Path, Reason } from '../resource/resource.ts';
import type { Decision, Finding, UnknownRead, Verdict } from './finding.ts';
import type { Policy } from './policy.ts';
import type { ReportInput } from './report.ts';
import type { FindingWaiver, GapUse, WaiversSummary } from './waiver.ts';

/**
 * `unknown`: what is not known would decide it. `untold`: all of it is known, but only OPA works it out, which tells no
 * more than what comes of the whole.
 */
export type Answer = 'yes' | 'no' | 'unknown' | 'untold';

/** What stands at a place that a condition speaks of; neither value nor reason where nothing does. */
export interface TracedValue {
  /** As the words of the condition name it. */
  readonly name: string;
  /** Where in the input it stands; missing for the value of a rule. */
  readonly path?: Path;
  readonly value?: unknown;
  readonly sensitive?: true;
  /** Why it is not known. */
  readonly reason?: Reason;
  /** The value, or that there is one, is assumed. */
  readonly assumed?: true;
}

/**
 * One condition with its answer. `all` and `any` hold where all or any of those below do; a `some` has a member below for
 * which what is asked holds, of a `none` no member does; `named` is a rule or function by its name, with what it asks
 * below; `is` is asked of the values as it stands. Of all but `all` and `any` those below are told without the "not"
 * that the words may begin with.
 */
export interface Trace {
  readonly kind: 'all' | 'any' | 'some' | 'none' | 'member' | 'named' | 'is';
  readonly answer: Answer;
  readonly words: string;
  readonly values?: readonly TracedValue[];
  readonly below?: readonly Trace[];
  /** How many more there are below; those that decide are told first. */
  readonly more?: number;
}

/** Where a deny rule stands in the policy's file, and what it says. */
export interface DenyBody {
  /** From 1. */
  readonly line?: number;
  /** As far as it is the same for every resource, `…` for the rest. */
  readonly message?: string;
}

export interface DenyTrace extends DenyBody {
  /** Whether it denies. */
  readonly answer: Answer;
  readonly trace: Trace;
}

/** A place that the policy reads; of a linked record as a whole only that it is `present` is told. */
export type ReadPlace = Decision &
  Partial<UnknownRead> & { readonly present?: true; readonly assumed?: true };

export interface Explanation {
  /** As scan reports it. */
  readonly finding: Finding;
  readonly policy: Pick<Policy, 'id' | 'title' | 'file' | 'line'>;
  /** Whether the policy applies; missing where it could not be evaluated. */
  readonly applies?: Trace;
  /** In the order of the file; none where the policy does not apply or could not be evaluated. */
  readonly denies: readonly DenyTrace[];
  readonly reads: readonly ReadPlace[];
  /** What the verdict would be where nothing were assumed; missing where nothing is. */
  readonly without?: Verdict;
}

/** A line of a configuration, without its end. */
export interface SourceLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** Columns from 1 in UTF-16 code units, the end behind the last character. */
  readonly marked?: { readonly start: number; readonly end: number };
}

/** Lines at which blocks begin, and those that decide; in between there may be others. */
export interface SourceExcerpt {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly lines: readonly SourceLine[];
  /** How many lines more the marked place has. */
  readonly more?: number;
}

/** What is about the finding beside the waiver that accepts it, which the finding itself tells. */
export interface ExplainedWaivers {
  /** They hold no longer. */
  readonly expired: readonly FindingWaiver[];
  /** They do not hold yet. */
  readonly pending: readonly FindingWaiver[];
  /** About more resources than one may be without saying so, counted as scan does: they do not hold. */
  readonly refused: readonly Omit<WaiversSummary['refused'][number], 'findings'>[];
  /** Accepted gaps that are about values which could not be read; these stay unknown. */
  readonly gaps: readonly Omit<GapUse, 'coverage' | 'reads'>[];
}

/** What `driftlock explain -f json` prints (reports/explain-1.schema.json). */
export interface ExplanationDocument extends Explanation {
  readonly schema: string;
  readonly tool: { readonly name: 'driftlock'; readonly version: string };
  readonly input: readonly Omit<ReportInput, 'resources'>[];
  /** Where it is written; left out where the configuration is not at hand. */
  readonly source?: SourceExcerpt;
  /** Left out where there are none. */
  readonly waivers?: ExplainedWaivers;
}
