/** What drift means to the policies: for each changed resource, whose verdict on the cloud is not that on the state. */
import { liesIn } from '../evaluate/lies-in.ts';
import type { ChangedVerdict, DriftIdentity } from '../finding/drift.ts';
import { type Finding, VERDICTS, type Verdict } from '../finding/finding.ts';
import type { WaiversSummary } from '../finding/waiver.ts';
import type { Input } from '../input/input.ts';
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import type { Resource } from '../resource/resource.ts';
import type { Snapshot } from '../snapshot/open-snapshot.ts';
import { type ScanOptions, scan } from './scan.ts';
import { type DriftSide, remembering, toldTogether, type WaivedSide, waiveSide } from './waive-drift.ts';
import type { WaiveOptions } from './waive-findings.ts';

/** The worst first: of several records of one resource, that one counts. */
const BY_WEIGHT: readonly Verdict[] = ['fail', 'error', 'unknown', 'waived', 'pass', 'not-applicable'];

export interface Judged {
  readonly states: readonly string[];
  readonly snapshot: Snapshot & { readonly name: string };
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whose settings a resource holds: verdicts on these change with it. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
  /** Addresses of all that has changed. */
  readonly changed: ReadonlySet<string | undefined>;
  readonly loaded: readonly LoadedPolicies[];
  readonly options: Omit<
    ScanOptions,
    'inputs' | 'opened' | 'show' | 'onlyChanged' | 'terraform' | 'notice' | 'waiving' | 'inline'
  >;
  /** What may be accepted; left out for nothing. */
  readonly waivers?: DriftWaivers;
}

export interface DriftWaivers extends Omit<WaiveOptions, 'now'> {
  /** In the order of `states`. */
  readonly inputs: readonly Input[];
}

export interface DriftVerdicts {
  readonly of: (changed: Pick<DriftIdentity, 'type' | 'address'>) => readonly ChangedVerdict[];
  /** Left out where nothing may be accepted. */
  readonly waivers?: WaiversSummary;
}

/** By policy. */
type OfAddress = Map<string, Finding>;
type Worst = Map<string, OfAddress>;

/**
 * For a changed resource of that type and address: its own, and those on the resource whose setting it is, by policies
 * that read such settings, unless that one has changed as well and tells them itself.
 */
export async function driftVerdicts(judged: Judged): Promise<DriftVerdicts> {
  const addresses = new Map<string, string>();
  for (const [address, keys] of judged.keys) for (const key of keys) addresses.set(key, address);
  const isWithin = withinPaths(judged.loaded);
  const within = ({ policy }: Finding, address: string | undefined) =>
    isWithin(policy, address) ? address : undefined;
  const state = await accepted(judged, judged.states, (one) => within(one, one.resource.address));
  const cloud = await accepted(judged, [judged.snapshot.name], (one) =>
    within(one, addresses.get(one.resource.key ?? '')),
  );
  const before = worstBy(state.findings);
  const after = worstBy(cloud.findings);
  const own = (address: string) => differences(before.get(address), after.get(address));
  const isRead = readers(judged.loaded);
  const of: DriftVerdicts['of'] = ({ type, address }) => {
    if (address === undefined) return [];
    const owners = [...(judged.owners.get(address) ?? [])].filter((owner) => !judged.changed.has(owner));
    const onOwners = owners.flatMap((owner) =>
      own(owner)
        .filter(({ policy }) => isRead(policy, type))
        .map((one) => ({ address: owner, ...one })),
    );
    return [...own(address), ...onOwners];
  };
  return { of, ...toldOf(state, cloud) };
}

function toldOf(state: Partial<WaivedSide>, cloud: Partial<WaivedSide>): Pick<DriftVerdicts, 'waivers'> {
  if (state.told === undefined || cloud.told === undefined) return {};
  return { waivers: toldTogether(state.told, cloud.told) };
}

/** The findings of a side under their addresses in the states, as waivers leave them. */
async function accepted(
  judged: Judged,
  inputs: readonly string[],
  addressOf: (finding: Finding) => string | undefined,
): Promise<Pick<WaivedSide, 'findings'> & Partial<WaivedSide>> {
  const { waivers, options } = judged;
  const side = await sideOf(judged, inputs);
  if (waivers === undefined)
    return {
      findings: side.findings.map((one) => {
        const { address: _, ...resource } = one.resource;
        const address = addressOf(one);
        return { ...one, resource: { ...resource, ...(address === undefined ? {} : { address }) } };
      }),
    };
  return waiveSide(side, addressOf, waivers.inputs, { ...waivers, now: options.now });
}

/** The cloud knows no place inside of another resource: where a glob names one, more is told rather than less. */
function wholeResources(globs: readonly string[]): readonly string[] {
  return globs.flatMap((glob) => {
    const [whole = glob, place] = glob.split(' › ');
    return place !== undefined && glob.startsWith('!') ? [] : whole;
  });
}

/** What lives has no address of its own: both sides go by that of the state which it was joined to. */
function withinPaths(
  loaded: readonly LoadedPolicies[],
): (policy: string, address: string | undefined) => boolean {
  const paths = new Map(
    loaded.flatMap(({ catalogue }) =>
      catalogue.policies.flatMap(({ id, configured }) =>
        configured?.paths === undefined ? [] : [[id, wholeResources(configured.paths.value)] as const],
      ),
    ),
  );
  return (policy, address) => {
    const globs = paths.get(policy);
    if (globs === undefined || address === undefined) return true;
    return liesIn(globs, { address });
  };
}

function withoutPaths(loaded: readonly LoadedPolicies[]): readonly LoadedPolicies[] {
  return loaded.map((one) => {
    const policies = one.catalogue.policies.map((policy) => {
      if (policy.configured?.paths === undefined) return policy;
      const { paths: _, ...configured } = policy.configured;
      return { ...policy, configured };
    });
    return { ...one, catalogue: { ...one.catalogue, policies } };
  });
}

/** Whether a policy reads records of a type that refer to what it judges. */
function readers(loaded: readonly LoadedPolicies[]): (policy: string, type: string) => boolean {
  const read = new Set<string>();
  for (const { catalogue } of loaded)
    for (const { id, reads } of catalogue.policies)
      for (const [kind, type] of reads.all) if (kind === 'referrers') read.add(`${id} ${String(type)}`);
  return (policy, type) => read.has(`${policy} ${type}`);
}

async function sideOf(
  { loaded, options, snapshot, waivers }: Judged,
  inputs: readonly string[],
): Promise<DriftSide> {
  const opened = new Map([[snapshot.name, snapshot]]);
  const resources = new Map<Finding, Resource>();
  const { findings, summary } = await scan(
    {
      ...options,
      ...(waivers === undefined ? {} : { waiving: remembering(resources) }),
      inputs,
      opened,
      show: new Set(VERDICTS),
      onlyChanged: false,
      terraform: false,
      notice: () => {},
    },
    withoutPaths(loaded),
  );
  return { findings, resources, judgedBy: summary.judgedBy ?? [] };
}

function worstBy(all: readonly Finding[]): Worst {
  const worst: Worst = new Map();
  for (const finding of all) {
    const { address } = finding.resource;
    if (address === undefined) continue;
    const ofAddress: OfAddress = worst.get(address) ?? new Map();
    worst.set(address, ofAddress);
    const known = ofAddress.get(finding.policy);
    if (known === undefined || weight(finding.verdict) < weight(known.verdict))
      ofAddress.set(finding.policy, finding);
  }
  return worst;
}

function weight(verdict: Verdict): number {
  return BY_WEIGHT.indexOf(verdict);
}

function differences(before: OfAddress | undefined, after: OfAddress | undefined): ChangedVerdict[] {
  const policies = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...policies].sort().flatMap((policy): ChangedVerdict[] => {
    const was = before?.get(policy);
    const is = after?.get(policy);
    const severity = (is ?? was)?.severity;
    if (severity === undefined || was?.verdict === is?.verdict) return [];
    return [
      {
        policy,
        severity,
        ...(was !== undefined && { before: was.verdict }),
        ...(is !== undefined && { after: is.verdict }),
        ...(is?.waiver !== undefined && { waiver: is.waiver }),
      },
    ];
  });
}
