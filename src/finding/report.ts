/** The report document: what `-f json` prints and every reporter renders. */
import type { BaselineSummary, PlanSummary } from './comparison.ts';
import type { CoverageEntry } from './coverage.ts';
import type { Finding, Severity, Verdict } from './finding.ts';
import type { FrameworkResult } from './framework.ts';
import type { WaiversSummary } from './waiver.ts';

export interface ReportInput {
  /** File name as given, `-` for standard input. */
  readonly name: string;
  readonly kind: 'terraform-plan' | 'terraform-source' | 'terraform-state' | 'snapshot';
  readonly formatVersion?: string;
  readonly terraformVersion?: string;
  /** False for a plan that covers only part: targeted, deferred, errored. */
  readonly complete: boolean;
  readonly errored: boolean;
  readonly resources: number;
  /** SHA-256 of the bytes as given (packed where they were), in hex digits; none of a snapshot. */
  readonly sha256?: string;
}

export interface Summary {
  readonly resources: number;
  readonly policies: number;
  /** How many verdicts of each kind, over all policies and resources, whatever is shown. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Failures by severity. */
  readonly failures: Readonly<Record<Severity, number>>;
  /** Types present that no chosen policy judges, with the number of resources. */
  readonly unjudged: readonly { readonly type: string; readonly resources: number }[];
  /** Types of resources that go away, of which no policy on changes says anything. */
  readonly leaving: Summary['unjudged'];
  /** Policies left out because the run gives none of the parameters that they need. */
  readonly waiting: readonly { readonly policy: string; readonly needs: readonly string[] }[];
  /** Where raw policies judged: how many, and how many values of the plans are not known, which these see as missing. */
  readonly raw?: { readonly policies: number; readonly unknownValues: number };
  /** Chosen policies that the configuration file disables, and where it says so: `driftlock.yaml:12:5`. */
  readonly disabled: readonly { readonly policy: string; readonly where: string }[];
  /** What the profiles of the package leave out; left out itself where that is nothing, or policies were named. */
  readonly outsideProfiles?: OutsideProfiles;
  /** What the configuration file's paths leave out. */
  readonly outsidePaths: OutsidePaths;
  /** What waivers did; left out where the run has none. */
  readonly waivers?: WaiversSummary;
  /** Ids of the policies that judged, in order; raw ones among them. */
  readonly judgedBy?: readonly string[];
  /** Only what the plan changes was judged. */
  readonly onlyChanged?: true;
  readonly baseline?: BaselineSummary;
  readonly plan?: PlanSummary;
  /** Whether evidence is incomplete (exit code 3 when nothing failed), and why, one line each. */
  readonly incomplete: readonly string[];
}

/** Bundled policies that none of the run's profiles has, in order. */
export interface OutsideProfiles {
  readonly profiles: readonly string[];
  readonly policies: readonly string[];
}

/** Resources that at least one policy does not judge because they lie outside of its paths. */
export interface OutsidePaths {
  readonly resources: number;
  /** Those of them that have no address, so that globs of addresses cannot tell where they lie. */
  readonly withoutAddress: number;
  /** Most resources first. */
  readonly policies: readonly { readonly policy: string; readonly resources: number }[];
}

export interface Report {
  readonly schema: 'https://driftlock.dev/schemas/report-1.json';
  readonly tool: { readonly name: 'driftlock'; readonly version: string };
  readonly input: readonly ReportInput[];
  readonly coverage: readonly CoverageEntry[];
  readonly summary: Summary;
  /** Those that the run was asked for, with what it says of each control. */
  readonly frameworks?: readonly FrameworkResult[];
  readonly findings: readonly Finding[];
}
