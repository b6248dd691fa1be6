/** What one plan does to findings: those of what is there before, joined with those of what it plans. */
import type { Became, PastFinding } from '../finding/comparison.ts';
import { type Finding, type Severity, VERDICTS, type Verdict } from '../finding/finding.ts';
import { findingResource } from '../finding/finding-resource.ts';
import type { Resource } from '../resource/resource.ts';
import { isFolded, joinNames } from './join-names.ts';

/** What is asked of a policy. */
export interface AskedPolicy {
  readonly id: string;
  readonly severity: Severity;
  readonly onChange?: boolean;
}

/** A verdict of before that is not certainly no failure. */
interface Past {
  readonly policy: AskedPolicy;
  readonly resource: Resource;
  readonly verdict: Verdict;
  /** `untouched`: the plan does not change it, and it was not to be looked at. */
  after?: Verdict | 'untouched';
}

export interface PlanEffects {
  /** A verdict on what is there before; all of them come before the first `mark`. */
  note(resource: Resource, policy: AskedPolicy, verdict: Verdict): void;
  /**
   * A verdict on what is planned, undefined where what does not change is left alone; gives what its finding is, nothing
   * where it is none.
   */
  mark(resource: Resource, policy: AskedPolicy, verdict: Verdict | undefined): Pick<Finding, 'plan'>;
  /**
   * What failed before and does not fail afterwards. `planned` are the plan's resources, of which only their names and
   * actions are read; they are gone through where something is not told by verdicts.
   */
  past(planned: () => Iterable<Resource>): PastFinding[];
}

export interface PlanOptions {
  /** Addresses in the state before; asked for where something has values before and no verdict of before. */
  readonly existing: () => ReadonlySet<string>;
}

/** The records in one resource that a policy judges. */
function groupOf(policy: string, { type, address }: Resource): string {
  return JSON.stringify([policy, type, address]);
}

function isWorse(one: Verdict, other: Past['after']): boolean {
  return other === undefined || other === 'untouched' || VERDICTS.indexOf(one) < VERDICTS.indexOf(other);
}

const CERTAIN: ReadonlySet<Verdict> = new Set(['pass', 'not-applicable']);

interface Known {
  readonly existing: PlanOptions['existing'];
  /** Verdicts of before that are not certainly fine, in order, and by policy and name. */
  readonly all: Past[];
  readonly byName: Map<string, Past[]>;
  /** Groups of records in which something failed or was not known before, or is not known afterwards. */
  readonly openBefore: Set<string>;
  readonly openAfter: Set<string>;
  /** Names of what has no address (accounts) and was judged before. */
  readonly judgedBefore: Set<string>;
}

function noteBefore(known: Known, resource: Resource, policy: AskedPolicy, verdict: Verdict): void {
  const names = joinNames(resource, 'before').map((name) => `${policy.id} ${name}`);
  if (resource.address === undefined) for (const name of names) known.judgedBefore.add(name);
  if (CERTAIN.has(verdict)) return;
  const past: Past = { policy, resource, verdict };
  known.all.push(past);
  if (isFolded(resource)) known.openBefore.add(groupOf(policy.id, resource));
  for (const name of names) {
    const same = known.byName.get(name);
    if (same === undefined) known.byName.set(name, [past]);
    else same.push(past);
  }
}

/** Nothing of before was found that is not certainly fine: whether that is certain. */
function unseen(known: Known, resource: Resource, policy: AskedPolicy): 'introduced' | 'unknown' {
  // A policy on changes says something of the plan itself.
  if (policy.onChange === true) return 'introduced';
  const { address } = resource;
  if (address === undefined)
    return joinNames(resource, 'after').some((name) => known.judgedBefore.has(`${policy.id} ${name}`))
      ? 'introduced'
      : 'unknown';
  if (resource.change?.before !== undefined && !known.existing().has(address)) return 'unknown';
  // Of several records in one resource, nothing but their place may tell which is which.
  const isNameless = isFolded(resource) && resource.key === undefined;
  return isNameless && known.openBefore.has(groupOf(policy.id, resource)) ? 'unknown' : 'introduced';
}

function marked(
  known: Known,
  resource: Resource,
  policy: AskedPolicy,
  verdict: Verdict | undefined,
): Pick<Finding, 'plan'> {
  const names = joinNames(resource, 'after').map((name) => `${policy.id} ${name}`);
  const name = names.find((one) => known.byName.has(one));
  const pasts = known.byName.get(name ?? '') ?? [];
  for (const past of pasts) {
    if (verdict === undefined) past.after ??= 'untouched';
    else if (isWorse(verdict, past.after)) past.after = verdict;
  }
  if (verdict === undefined || CERTAIN.has(verdict)) return {};
  if (verdict !== 'fail' && isFolded(resource)) known.openAfter.add(groupOf(policy.id, resource));
  if (pasts.length === 0) return { plan: unseen(known, resource, policy) };
  // What was not known and still is not is as it was.
  const failed = pasts.some((past) => past.verdict === 'fail');
  return { plan: failed || verdict !== 'fail' ? 'left' : 'unknown' };
}

function pastFindings(known: Known, planned: () => Iterable<Resource>): PastFinding[] {
  const failed = known.all.filter(({ verdict, after }) => verdict === 'fail' && after !== 'fail');
  const untold = failed.filter(({ after }) => after === undefined);
  const actions = untold.length === 0 ? new Map<string, Planned>() : plannedActions(untold, planned());
  return failed.flatMap((past): PastFinding[] => {
    const now = past.after ?? untoldEnd(past, actions, known.openAfter);
    if (now === 'fail' || now === 'untouched') return [];
    const { policy, resource } = past;
    return [{ policy: policy.id, severity: policy.severity, resource: findingResource(resource), now }];
  });
}

export function planEffects({ existing }: PlanOptions): PlanEffects {
  const known: Known = {
    existing,
    all: [],
    byName: new Map(),
    openBefore: new Set(),
    openAfter: new Set(),
    judgedBefore: new Set(),
  };
  return {
    note: (resource, policy, verdict) => noteBefore(known, resource, policy, verdict),
    mark: (resource, policy, verdict) => marked(known, resource, policy, verdict),
    past: (planned) => pastFindings(known, planned),
  };
}

/** `remains`: it is there afterwards, and Terraform knows of it. */
interface Planned {
  readonly remains: boolean;
  readonly forgets: boolean;
}

function place({ address, deposed = '' }: Resource): string {
  return JSON.stringify([address, deposed]);
}

function plannedActions(untold: readonly Past[], planned: Iterable<Resource>): ReadonlyMap<string, Planned> {
  const asked = new Set(untold.map(({ resource }) => place(resource)));
  const found = new Map<string, Planned>();
  for (const resource of planned) {
    const at = place(resource);
    if (!asked.has(at)) continue;
    const actions = resource.change?.actions ?? [];
    found.set(at, {
      remains: actions.includes('create') || !actions.some((one) => one === 'delete' || one === 'forget'),
      forgets: actions.includes('forget'),
    });
  }
  return found;
}

/** The end of a finding on whose resource the policy gave no verdict. */
function untoldEnd(
  { policy, resource }: Past,
  actions: ReadonlyMap<string, Planned>,
  openAfter: ReadonlySet<string>,
): Became {
  const planned = actions.get(place(resource));
  // Targeted plans say nothing of what they leave alone.
  if (planned === undefined) return 'unread';
  if (planned.forgets) return 'forgotten';
  if (!planned.remains) return 'gone';
  if (!isFolded(resource)) return 'left-out';
  return openAfter.has(groupOf(policy.id, resource)) ? 'unknown' : 'gone';
}
