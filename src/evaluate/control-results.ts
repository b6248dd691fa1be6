/** What a run says of the controls of frameworks: the worst that it says of their policies, and never more than it knows. */
import type { CoverageEntry } from '../finding/coverage.ts';
import { VERDICTS, type Verdict } from '../finding/finding.ts';
import {
  CONTROL_STATUSES,
  type Control,
  type ControlResult,
  type ControlStatus,
  type Framework,
  type FrameworkResult,
} from '../finding/framework.ts';
import type { Tally } from './tally.ts';

/** What a run did not do for a policy: it judged nothing, or not all that there is. */
export interface ControlEvidence {
  readonly tally: Pick<Tally, 'byPolicy'>;
  /** Types that each of the chosen policies judges. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
  readonly coverage: readonly CoverageEntry[];
  /** Policies that were not judged, and why, in a few words. */
  readonly left: ReadonlyMap<string, string>;
}

type Verdicts = Record<Verdict, number>;

export function controlResults(
  frameworks: readonly Framework[],
  evidence: ControlEvidence,
): readonly FrameworkResult[] {
  return frameworks.map((framework) => {
    const controls = framework.controls.map((control) => resultOf(control, evidence));
    const statuses = Object.fromEntries(
      CONTROL_STATUSES.map((status) => [status, controls.filter((one) => one.status === status).length]),
    ) as Record<ControlStatus, number>;
    const partial = controls.some(({ status, leaves }) => status === 'not-covered' || leaves !== undefined);
    return { ...framework, partial, statuses, controls };
  });
}

function resultOf(control: Control, evidence: ControlEvidence): ControlResult {
  const verdicts = verdictsOf(control, evidence);
  if (control.manual === true) return { ...control, status: 'manual', verdicts };
  if (control.policies.length === 0) return { ...control, status: 'not-covered', verdicts };
  if (verdicts.fail > 0) return { ...control, status: 'fail', verdicts };
  const because = [...leftOut(control, evidence), ...gaps(control, evidence)];
  if (because.length > 0) return { ...control, status: 'unknown', verdicts, because };
  return { ...control, status: settledStatus(verdicts), verdicts };
}

/** A waived failure is none that passed. */
function settledStatus(verdicts: Verdicts): ControlStatus {
  if (verdicts.unknown > 0 || verdicts.error > 0) return 'unknown';
  if (verdicts.waived > 0) return 'fail';
  return verdicts.pass > 0 ? 'pass' : 'not-applicable';
}

function verdictsOf({ policies }: Control, { tally }: ControlEvidence): Verdicts {
  const sum = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Verdicts;
  for (const policy of policies)
    for (const verdict of VERDICTS) sum[verdict] += tally.byPolicy.get(policy)?.[verdict] ?? 0;
  return sum;
}

function leftOut({ policies }: Control, { left }: ControlEvidence): string[] {
  return policies.flatMap((policy) => {
    const why = left.get(policy);
    return why === undefined ? [] : [`${policy} ${why}`];
  });
}

/** What could not be read may hold a resource that fails. */
function gaps({ policies }: Control, { types, coverage }: ControlEvidence): string[] {
  const judged = new Set(policies.flatMap((policy) => [...(types.get(policy) ?? [])]));
  const missing = coverage.filter(
    ({ type, status, listed }) =>
      status !== 'complete' && listed !== true && (type === '*' || judged.has(type)),
  );
  return [
    ...new Set(
      missing.map(
        ({ source, type, status }) =>
          `${source}: ${type === '*' ? 'not everything' : `not every ${type}`} was read (${status})`,
      ),
    ),
  ];
}
