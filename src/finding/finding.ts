/** Findings: what a policy says of a resource, and what is reported of it. */
import type { Assumption, JsonObject, Path, Reason, Scope } from '../resource/resource.ts';
import type { FindingWaiver } from './waiver.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const VERDICTS = ['fail', 'unknown', 'error', 'waived', 'pass', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A place that decided and its value; without a value nothing stands there, unless it is sensitive. */
export interface Decision {
  readonly path: Path;
  /** Of the linked resource that holds the place, where the path leads to one. */
  readonly address?: string;
  readonly value?: unknown;
  readonly sensitive?: true;
}

export interface UnknownRead {
  readonly path: Path;
  /** As in a Decision. */
  readonly address?: string;
  readonly reason: Reason;
  /** The call that failed to tell: `s3:GetBucketPolicy`. */
  readonly api?: string;
  /** What the configuration takes the value from: `aws_kms_key.main.arn`. */
  readonly expression?: string;
  /** What would have to be so for the policy to fail, in words. */
  readonly condition?: string;
}

/**
 * Lines and columns from 1, columns in UTF-16 code units, the end behind the last character: those of the attribute that
 * decides, else of what the block begins with. Without lines it is the file that was read.
 */
export interface SourceLocation {
  /** Relative to the repository, with `/`; the input as it was named where there are no lines. */
  readonly file: string;
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** Of the block of that file as a whole. */
  readonly block?: { readonly startLine: number; readonly endLine: number };
}

export interface Finding {
  /** The current fingerprint, then aliases that older runs may have stored. */
  readonly fingerprints: readonly string[];
  readonly policy: string;
  readonly severity: Severity;
  readonly enforcement?: 'warn';
  readonly verdict: Verdict;
  readonly resource: {
    readonly address?: string;
    readonly type: string;
    readonly key?: string;
    readonly id?: string;
    readonly scope: Scope;
    /** Place inside the addressed resource when the record was folded out of it: `ingress[0]`. */
    readonly path?: Path;
  };
  readonly messages: readonly string[];
  readonly decidedBy: readonly Decision[];
  readonly unknown?: readonly UnknownRead[];
  readonly assumes?: readonly Assumption[];
  /** By a raw policy, on the plan's JSON as a whole: paths start at the top of that. */
  readonly raw?: true;
  /** What the result of a raw policy says beside its message. */
  readonly metadata?: JsonObject;
  /** The input that it was read from, where a run has several. */
  readonly input?: string;
  readonly location?: SourceLocation;
  readonly remediation?: string;
  /** Why it is accepted: the verdict is `waived` where it failed, and `unknown` where that is what is accepted. */
  readonly waiver?: FindingWaiver;
  /** Whether the baseline has it; only where there is one, and not of what passes or does not apply. */
  readonly status?: 'new' | 'existing';
  /** What the plan has to do with it, where that was asked; `unknown`: nobody can tell how it was before. */
  readonly plan?: 'introduced' | 'left' | 'unknown';
}
