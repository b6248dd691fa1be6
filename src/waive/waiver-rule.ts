/** Entries of waiver files as data, ready to be held against findings. */
import type { Glob } from '../config/glob-pattern.ts';
import type { FindingWaiver } from '../finding/waiver.ts';

/** Where it holds; each list left out where it is not asked for. */
export interface ScopeRule {
  readonly account?: readonly Glob[];
  readonly region?: readonly Glob[];
}

/** A waiver of a file. */
export interface WaiverRule {
  readonly told: FindingWaiver;
  readonly granted?: string;
  /** Ids of the policies that it names. */
  readonly policies: ReadonlySet<string>;
  /** As written, for names that hold no star, and for those that do. */
  readonly resources: readonly ResourceGlob[];
  readonly tags: Readonly<Record<string, readonly Glob[]>>;
  readonly scope: ScopeRule;
  readonly acceptsUnknown: boolean;
  readonly acceptsFail: boolean;
  readonly broad: boolean;
}

export interface ResourceGlob {
  readonly text: string;
  readonly glob: Glob;
}

export type GapCause = 'denied' | 'throttled' | 'failed' | 'stale' | 'partial';

/** An accepted gap. */
export interface GapRule {
  readonly told: Omit<FindingWaiver, 'kind'>;
  readonly granted?: string;
  readonly types: readonly Glob[];
  /** Left out: any call, and none. */
  readonly actions?: readonly Glob[];
  readonly causes: ReadonlySet<GapCause>;
  readonly scope: ScopeRule;
}

export interface WaiverRules {
  readonly files: readonly string[];
  readonly waivers: readonly WaiverRule[];
  readonly gaps: readonly GapRule[];
}
