/** What drift means to the policies: for each changed resource, whose verdict on the cloud is not that on the state. */
import { liesIn } from '../evaluate/lies-in.ts';
import type { ChangedVerdict, DriftIdentity } from '../finding/drift.ts';
import { type Finding, VERDICTS, type Verdict } from '../finding/finding.ts';
import type { LoadedPolicies } from '../policy/load-policy-sets.ts';
import type { Snapshot } from '../snapshot/open-snapshot.ts';
import { type ScanOptions, scan } from './scan.ts';

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
  readonly options: Omit<ScanOptions, 'inputs' | 'opened' | 'show' | 'onlyChanged' | 'terraform' | 'notice'>;
}

/** By policy. */
type OfAddress = Map<string, Finding>;
type Worst = Map<string, OfAddress>;

/**
 * For a changed resource of that type and address: its own, and those on the resource whose setting it is, by policies
 * that read such settings, unless that one has changed as well and tells them itself.
 */
export async function driftVerdicts(
  judged: Judged,
): Promise<(changed: Pick<DriftIdentity, 'type' | 'address'>) => readonly ChangedVerdict[]> {
  const addresses = new Map<string, string>();
  for (const [address, keys] of judged.keys) for (const key of keys) addresses.set(key, address);
  const isWithin = withinPaths(judged.loaded);
  const before = worstBy(await findings(judged, judged.states), ({ policy, resource }) =>
    isWithin(policy, resource.address) ? resource.address : undefined,
  );
  const after = worstBy(await findings(judged, [judged.snapshot.name]), ({ policy, resource }) => {
    const address = resource.key === undefined ? undefined : addresses.get(resource.key);
    return isWithin(policy, address) ? address : undefined;
  });
  const own = (address: string) => differences(before.get(address), after.get(address));
  const isRead = readers(judged.loaded);
  return ({ type, address }) => {
    if (address === undefined) return [];
    const owners = [...(judged.owners.get(address) ?? [])].filter((owner) => !judged.changed.has(owner));
    const onOwners = owners.flatMap((owner) =>
      own(owner)
        .filter(({ policy }) => isRead(policy, type))
        .map((one) => ({ address: owner, ...one })),
    );
    return [...own(address), ...onOwners];
  };
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

async function findings(
  { loaded, options, snapshot }: Judged,
  inputs: readonly string[],
): Promise<readonly Finding[]> {
  const opened = new Map([[snapshot.name, snapshot]]);
  const report = await scan(
    {
      ...options,
      inputs,
      opened,
      show: new Set(VERDICTS),
      onlyChanged: false,
      terraform: false,
      notice: () => {},
    },
    withoutPaths(loaded),
  );
  return report.findings;
}

function worstBy(all: readonly Finding[], addressOf: (finding: Finding) => string | undefined): Worst {
  const worst: Worst = new Map();
  for (const finding of all) {
    const address = addressOf(finding);
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
      },
    ];
  });
}
