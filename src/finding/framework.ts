/** Frameworks: which controls there are, which policies serve them, and what a run says of each. */
import type { Verdict } from './finding.ts';

export interface Control {
  /** A text: 1.10 is not 1.1. */
  readonly id: string;
  readonly title: string;
  readonly level?: number;
  /** Only people can tell. */
  readonly manual?: true;
  /** Ids of the policies that serve it; none where nothing judges it yet. */
  readonly policies: readonly string[];
  /** What of it no policy looks at. */
  readonly leaves?: string;
}

export interface Framework {
  /** `cis_aws_5.0`: the name of its file. */
  readonly id: string;
  readonly title: string;
  readonly controls: readonly Control[];
}

export const CONTROL_STATUSES = [
  'fail',
  'unknown',
  'pass',
  'not-applicable',
  'manual',
  'not-covered',
] as const;
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

export interface ControlResult extends Control {
  readonly status: ControlStatus;
  /** Verdicts of its policies over all resources. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Why it is unknown where no verdict says so, one line each. */
  readonly because?: readonly string[];
}

export interface FrameworkResult extends Omit<Framework, 'controls'> {
  /** Some of its controls, or of what these ask for, no policy looks at. */
  readonly partial: boolean;
  readonly statuses: Readonly<Record<ControlStatus, number>>;
  readonly controls: readonly ControlResult[];
}
