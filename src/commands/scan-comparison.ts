/** What a scan holds its failures against: an earlier report, and what is there before its plans. */
import { againstBaseline, type BaselineRun } from '../compare/against-baseline.ts';
import { type PlanEffects, planEffects } from '../compare/plan-effects.ts';
import { DriftlockError } from '../errors.ts';
import type { Watch } from '../evaluate/evaluate-resources.ts';
import { isMended, type PlanSummary } from '../finding/comparison.ts';
import type { EarlierReport } from '../finding/earlier-report.ts';
import { fingerprints } from '../finding/fingerprint.ts';
import type { Report } from '../finding/report.ts';
import type { Input } from '../input/input.ts';
import type { LinkedInputs } from './linked-inputs.ts';

export interface Comparing {
  readonly baseline?: EarlierReport;
  /** Say of each failure whether the plan introduces it, so that only such make exit code 1; left out where nobody asks. */
  readonly introduced?: {
    /** Who asks: `--introduced`, `introduced of driftlock.yaml:3`. */
    readonly by: string;
    /** It was asked of these very inputs: one that has no before is an error. Else a line says where it does not apply. */
    readonly ofAll: boolean;
  };
}

export interface ScanComparison {
  /** Is told of the verdicts on the input of that place. */
  watch(place: number): Watch;
  /** The report with what the comparison says. */
  settled(report: Report): Report;
}

/** Judges other inputs by the policies of the run, each with whom it tells. */
type Judge = (inputs: LinkedInputs, watch: (place: number) => Watch) => Promise<void>;

const KINDS: Readonly<Record<Input['about']['kind'], string>> = {
  'terraform-plan': 'a plan',
  'terraform-source': 'a folder of Terraform configuration',
  'terraform-state': 'a state',
  snapshot: 'a snapshot',
};

const NOTHING: ReadonlySet<string> = new Set();

/** Throws DriftlockError (usage) where all inputs are asked what is there before them, and one is no plan. */
export async function scanComparison(
  { baseline, introduced }: Comparing,
  linked: LinkedInputs,
  notice: (line: string) => void,
  judge: Judge,
): Promise<ScanComparison> {
  const run = baseline === undefined ? undefined : againstBaseline(baseline);
  if (introduced !== undefined) checkPlans(linked, introduced, notice);
  const effects = introduced === undefined ? undefined : await effectsOf(linked, judge);
  return {
    watch: (place) => (resource, policy, verdict, root) => {
      tellBaseline(run, resource, policy.id, verdict, root);
      return effects?.[place]?.mark(resource, policy, verdict) ?? {};
    },
    settled(report) {
      const told = effects === undefined ? report : withPlan(report, linked, effects);
      return run?.settled(told) ?? told;
    },
  };
}

function tellBaseline(
  run: BaselineRun | undefined,
  resource: Parameters<Watch>[0],
  policy: string,
  verdict: Parameters<Watch>[2],
  root: string,
): void {
  if (run === undefined || (verdict !== 'pass' && verdict !== 'not-applicable') || !run.asks(policy)) return;
  run.mended(fingerprints(policy, resource, root), verdict);
}

function checkPlans(
  { inputs }: LinkedInputs,
  { by, ofAll }: NonNullable<Comparing['introduced']>,
  notice: (line: string) => void,
): void {
  const others = inputs.filter(({ about }) => !isPlan(about));
  const [other] = others;
  if (other === undefined) return;
  if (ofAll)
    throw new DriftlockError('usage', `${by} is about plans, and this is ${KINDS[other.about.kind]}`, {
      where: other.about.name,
      hint: 'to fail on what is new in it, hold it against an earlier report: --baseline <report.json>',
    });
  const names = others.map(({ about }) => `${about.name} (${KINDS[about.kind]})`);
  notice(`${by} is about plans: whatever fails in ${names.join(', ')} counts`);
}

function isPlan({ kind }: Input['about']): boolean {
  return kind === 'terraform-plan';
}

/** By the places of the inputs; judges what is there before each plan. Undefined where there is no plan. */
async function effectsOf(
  linked: LinkedInputs,
  judge: Judge,
): Promise<readonly (PlanEffects | undefined)[] | undefined> {
  if (!linked.inputs.some(({ about }) => isPlan(about))) return undefined;
  const before = linked.before();
  const effects = before.inputs.map((input, place) =>
    isPlan(linked.inputs[place]?.about ?? input.about)
      ? planEffects({ existing: once(() => addressesOf(input)) })
      : undefined,
  );
  // Others are linked to as they are, and say nothing of before.
  const inputs = before.inputs.filter((_, place) => effects[place] !== undefined);
  const told = effects.filter((one) => one !== undefined);
  await judge({ ...before, inputs }, (place) => (resource, policy, verdict) => {
    if (verdict !== undefined) told[place]?.note(resource, policy, verdict);
    return {};
  });
  return effects;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function addressesOf(input: Input): ReadonlySet<string> {
  const addresses = new Set<string>();
  for (const { address } of input.resources(undefined, NOTHING))
    if (address !== undefined) addresses.add(address);
  return addresses;
}

/** Raw policies judge the plan as a whole: nobody tells what they would have said before. */
function withPlan(
  report: Report,
  { inputs }: LinkedInputs,
  effects: readonly (PlanEffects | undefined)[],
): Report {
  const findings = report.findings.map((finding) =>
    finding.raw === true ? { ...finding, plan: 'unknown' as const } : finding,
  );
  const past = effects.flatMap(
    (one, place) => one?.past(() => inputs[place]?.resources(undefined, NOTHING) ?? []) ?? [],
  );
  const count = (plan: 'introduced' | 'left' | 'unknown') =>
    findings.filter((finding) => finding.verdict === 'fail' && finding.plan === plan).length;
  const summary: PlanSummary = {
    introduced: count('introduced'),
    left: count('left'),
    unknown: count('unknown'),
    fixed: past.filter(({ now }) => isMended(now) || now === 'gone'),
    open: past.filter(({ now }) => !isMended(now) && now !== 'gone'),
  };
  return { ...report, summary: { ...report.summary, plan: summary }, findings };
}
