/** Coverage: per scope and type, whether everything there was read. */
import type { Scope } from '../resource/resource.ts';

export type CoverageStatus = 'complete' | 'partial' | 'denied' | 'throttled' | 'failed' | 'not-asked';

export interface CoverageEntry {
  /** Input file or snapshot this entry is about. */
  readonly source: string;
  readonly scope: Scope;
  /** A resource type, or '*' for all types of the scope. */
  readonly type: string;
  readonly status: CoverageStatus;
  readonly count: number;
  /** True where no resource is missing: calls about single ones failed, and what these would have told is unknown. */
  readonly listed?: true;
  readonly api?: string;
  /** What stands in the way, in one line. */
  readonly error?: string;
  /** The id of the accepted gap that it is: it does not make the evidence incomplete. */
  readonly accepted?: string;
}
