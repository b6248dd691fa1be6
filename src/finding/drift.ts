/** The drift document: what `drift -f json` prints and every drift reporter renders. */
import type { Json, Path, Reason, Scope } from '../resource/resource.ts';
import type { CoverageEntry } from './coverage.ts';
import type { Severity, Verdict } from './finding.ts';
import type { ReportInput } from './report.ts';
import type { FindingWaiver, WaiversSummary } from './waiver.ts';

/** Who a resource is, in the state or in the cloud. */
export interface DriftIdentity {
  readonly type: string;
  /** Terraform's, where the state has it. */
  readonly address?: string;
  readonly key?: string;
  readonly id?: string;
  readonly scope: Scope;
}

/** `before` is the state's value, `after` the cloud's; a side that has none is left out, and both of what is sensitive. */
export interface ChangedAttribute {
  readonly path: Path;
  readonly before?: Json;
  readonly after?: Json;
  readonly sensitive?: true;
}

/** A policy whose verdict on the cloud is not that on the state; a side on which it judges nothing is left out. */
export interface ChangedVerdict {
  /** Of the resource that is judged, where it is not the changed one but the one whose setting that is. */
  readonly address?: string;
  readonly policy: string;
  readonly severity: Severity;
  readonly before?: Verdict;
  readonly after?: Verdict;
  /** What accepts the verdict on the cloud. */
  readonly waiver?: FindingWaiver;
}

export interface ChangedResource extends DriftIdentity {
  readonly attributes: readonly ChangedAttribute[];
  readonly verdicts?: readonly ChangedVerdict[];
}

/** A resource, or places of it, of which nobody can tell whether it drifted. */
export interface UndecidedResource extends DriftIdentity {
  readonly attributes: readonly { readonly path: Path; readonly reason: Reason; readonly api?: string }[];
  /** Of a resource in the cloud: addresses of those in the state that tell too little to say that it is none of them. */
  readonly mayBe?: readonly string[];
}

export interface DriftSummary {
  /** Resources of the state that were held against the cloud. */
  readonly compared: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly missing: number;
  readonly unmanaged: number;
  readonly unknown: number;
  /** Resources of the state of types or regions that the snapshot does not cover. */
  readonly notCompared: readonly { readonly type: string; readonly resources: number }[];
  readonly incomplete: readonly string[];
  /** What waivers did to the verdicts, and accepted gaps to the comparison; left out where there are none. */
  readonly waivers?: WaiversSummary;
}

export interface DriftReport {
  readonly schema: 'https://driftlock.dev/schemas/drift-1.json';
  readonly tool: { readonly name: 'driftlock'; readonly version: string };
  readonly input: readonly ReportInput[];
  readonly coverage: readonly CoverageEntry[];
  readonly summary: DriftSummary;
  readonly changed: readonly ChangedResource[];
  readonly missing: readonly DriftIdentity[];
  readonly unmanaged: readonly DriftIdentity[];
  readonly unknown: readonly UndecidedResource[];
}
