/** The library: what `import … from 'driftlock'` gives. Documented in docs/library.md. */

export { DriftlockError, type ErrorCode } from '../errors.ts';
export type { CoverageEntry, CoverageStatus } from '../finding/coverage.ts';
export type { Decision, Finding, Severity, UnknownRead, Verdict } from '../finding/finding.ts';
export type { Manifest, Shard } from '../finding/manifest.ts';
export type { FallibleCall, Policy, PolicyReads } from '../finding/policy.ts';
export type { Report, ReportInput, Summary } from '../finding/report.ts';
export type { FindingWaiver, GapUse, WaiversSummary, WaiverUse } from '../finding/waiver.ts';
export type { ReadPath } from '../resource/read-path.ts';
export type { Assumption, Json, JsonObject, Path, PathSegment, Reason, Scope } from '../resource/resource.ts';
export { type CollectOptions, type CollectProgress, collect } from './collect.ts';
export { type ExitOptions, exitCode } from './exit-code.ts';
export { type LoadOptions, loadPolicies, type Policies } from './load-policies.ts';
export { type ScanOptions, scan } from './scan.ts';
export type { WaiversOptions } from './waivers-options.ts';
