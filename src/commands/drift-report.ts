/** The document of `driftlock drift`: what was found, what could not be compared, and what of that is accepted. */
import { VERSION } from '../config/version.ts';
import type { Drift } from '../drift/detect-drift.ts';
import type { DriftReport, UndecidedResource } from '../finding/drift.ts';
import type { Manifest } from '../finding/manifest.ts';
import type { ReportInput } from '../finding/report.ts';
import type { WaiversSummary } from '../finding/waiver.ts';
import type { Input } from '../input/input.ts';
import type { Resource } from '../resource/resource.ts';
import type { Snapshot } from '../snapshot/open-snapshot.ts';
import type { Waiving } from '../waive/waiving.ts';

/** What changed, with what that means to the policies. */
export interface JudgedDrift extends Drift {
  /** Left out where nothing was judged, or may be accepted. */
  readonly waivers?: WaiversSummary;
}

export interface ReportedDrift {
  /** Of the snapshot. */
  readonly folder: string;
  readonly inputs: readonly Input[];
  /** What each of the inputs manages. */
  readonly states: readonly (readonly Resource[])[];
  readonly snapshot: Pick<Snapshot, 'manifest' | 'sha256'>;
  readonly drift: JudgedDrift;
  /** What waiver files accept; left out where there are none. */
  readonly waiving?: Waiving | undefined;
}

/** Gaps that are accepted stay in the report, and leave the evidence complete. */
export function driftReport(reported: ReportedDrift): DriftReport {
  const { folder, inputs, states, snapshot, waiving } = reported;
  const { keys: _, waivers, ...drift } = reported.drift;
  const { manifest, sha256 } = snapshot;
  const whole = manifest.coverage.map((entry) => ({ ...entry, source: folder }));
  const coverage = waiving?.coverage(whole) ?? whole;
  const gaps = coverage.filter(({ status }) => status !== 'complete');
  const live: ReportInput = {
    name: folder,
    kind: 'snapshot',
    formatVersion: manifest.format_version,
    complete: gaps.length === 0,
    errored: false,
    resources: manifest.resources,
    sha256,
  };
  const counted = inputs.map(
    ({ about }, place): ReportInput => ({ ...about, resources: states[place]?.length ?? 0 }),
  );
  const open = drift.unknown.filter((one) => !isAccepted(one, waiving));
  const incomplete = [
    ...gaps
      .filter(({ accepted }) => accepted === undefined)
      .map(({ type, status, api, error }) => `${folder}: ${type} ${status}: ${api ?? ''} ${error ?? ''}`),
    ...beyond(states.flat(), manifest, drift).map((line) => `${folder}: ${line}`),
    ...(open.length > 0 ? [`${open.length} resources could not be compared`] : []),
  ];
  return {
    schema: 'https://driftlock.dev/schemas/drift-1.json',
    tool: { name: 'driftlock', version: VERSION },
    input: [...counted, live],
    coverage,
    ...drift,
    summary: { ...drift.summary, incomplete, ...waiversOf(waivers, waiving) },
  };
}

/** Every place of it; what may be another resource nobody could have read. */
function isAccepted(one: UndecidedResource, waiving: Waiving | undefined): boolean {
  if (waiving === undefined || one.mayBe !== undefined) return false;
  // Each counts for its gap.
  return one.attributes.map((read) => waiving.read(read, one)).every((accepted) => accepted);
}

/** Gaps are used once all has been asked. Nothing where there is no waiver file, and comments accept nothing. */
function waiversOf(
  waivers: WaiversSummary | undefined,
  waiving: Waiving | undefined,
): { readonly waivers?: WaiversSummary } {
  if (waiving === undefined) {
    const isTold = waivers !== undefined && Object.values(waivers).some((list) => list.length > 0);
    return isTold ? { waivers } : {};
  }
  const { told } = waiving.apply([], [], new Set());
  return { waivers: { ...(waivers ?? told), gaps: told.gaps } };
}

/** What of the states the snapshot cannot say anything about, where that is not a choice of types. */
function beyond(
  states: readonly Resource[],
  { asked }: Manifest,
  { summary }: Pick<Drift, 'summary'>,
): readonly string[] {
  const accounts = new Set(states.map(({ scope }) => scope.account));
  const others = [...accounts].filter((one) => one !== undefined && !asked.accounts.includes(one)).sort();
  if (others.length > 0)
    return [`states hold resources of ${others.join(', ')}, the snapshot of ${asked.accounts.join(', ')}`];
  const isNothing = summary.compared === 0 && summary.notCompared.length > 0;
  return isNothing ? ['nothing that the states hold was collected'] : [];
}
