/** A raw policy: one rule that judges the whole JSON of a plan, as conftest has them. */
import type { ReadPath } from '../resource/read-path.ts';
import type { Severity } from './finding.ts';

export interface RawPolicy {
  /** Namespace and rule: `main.deny_public`. */
  readonly id: string;
  /** Path of the package without `data`. */
  readonly package: readonly string[];
  readonly name: string;
  /** The name without `deny_`, `violation_` or `warn_`, by which `exception` lists it; '' for the bare rules. */
  readonly exception: string;
  readonly severity: Severity;
  readonly enforcement: 'block' | 'warn';
  /** The annotation's, else the id. */
  readonly title: string;
  readonly relatedResources: readonly string[];
  /** Where the first rule of that name stands. */
  readonly file: string;
  readonly row: number;
  readonly col: number;
  /** What it may read of the plan, from its top down; empty until it is compiled. */
  readonly reads: readonly ReadPath[];
}

/** The type of what a raw policy's finding is about where its result names no resource. */
export const PLAN_TYPE = 'driftlock_plan';
