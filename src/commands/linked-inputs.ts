/** Opens inputs and joins their resources by links: what every verb that looks at resources starts from. */
import { DriftlockError } from '../errors.ts';
import type { PoliciesByType } from '../evaluate/select.ts';
import type { Policy } from '../finding/policy.ts';
import type { Input, OpenOptions } from '../input/input.ts';
import { openInput } from '../input/open-input.ts';
import { spellings, statingTypes } from '../resource/carriers/index.ts';
import { explicitKeys, withoutEchoes } from '../resource/carriers/without-echoes.ts';
import { checkLinkReads } from '../resource/links/check-link-reads.ts';
import { buildLinkIndex, linksOf, linkTypes } from '../resource/links/link-index.ts';
import { takesPart } from '../resource/links/link-record.ts';
import { markCopies } from '../resource/mark-copies.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { ReferenceResolver } from '../resource/references.ts';
import type { LinkedResource, Links, Resource } from '../resource/resource.ts';
import { secretTexts } from '../resource/secret-texts.ts';
import type { Snapshot } from '../snapshot/open-snapshot.ts';
import { isSnapshot, refuseUnfinished, snapshotInput } from './snapshot-input.ts';

export interface LinkedInputs {
  /** The same for what is there before the plans among them; files of other kinds as they are. */
  before(): LinkedInputs;
  readonly inputs: readonly Input[];
  linksOf(input: Input, resource: Resource): Links;
  /** What the plan's configuration refers to: of that input, or of the one that a linked record comes from. */
  referencesOf(input: Input, record?: LinkedResource): ReferenceResolver | undefined;
  /** Whether any of the inputs has a resource of that type. */
  declares(type: string): boolean;
  /** Types, as files have them, that records of judged types come from; all others are only to be counted. */
  readonly judged: ReadonlySet<string>;
}

interface Opening {
  readonly opened?: ReadonlyMap<string, Snapshot>;
  readonly terraform: boolean;
  readonly keepBytes?: boolean;
  readonly configuration?: OpenOptions['configuration'];
  /** Folders of configurations; those beside and above each plan where none is named, none at all where left out. */
  readonly source?: readonly string[];
  readonly notice: (line: string) => void;
}

const ACCOUNT_RECORDS: ReadonlySet<string> = new Set(['driftlock_aws_account', 'driftlock_aws_region']);

function linkReads(policy: Policy): ReadPath[] {
  return [...policy.reads.applies, ...policy.reads.all].filter(
    ([first]) => first === undefined || first === 'refs' || first === 'referrers',
  );
}

/** A policy may judge types whose links differ: each link that it reads must exist for one of them. */
function checkPolicies(judged: PoliciesByType): void {
  const linking = new Map<Policy, { readonly reads: ReadPath[]; readonly types: string[] }>();
  for (const [type, policies] of judged) {
    for (const policy of policies) {
      const known = linking.get(policy) ?? { reads: linkReads(policy), types: [] };
      known.types.push(type);
      linking.set(policy, known);
    }
  }
  for (const { reads, types } of linking.values()) if (reads.length > 0) checkLinkReads(types, reads);
}

/** The reads of links that the chosen policies have, by each type that they judge. */
export function wantedLinks(judged: PoliciesByType): Record<string, ReadPath[]> {
  const wanted: Record<string, ReadPath[]> = {};
  for (const [type, policies] of judged) {
    const reads = policies.flatMap(linkReads);
    if (reads.length > 0) wanted[type] = reads;
  }
  return wanted;
}

/** The policies of all sets by the types that they judge. */
export function together(sets: readonly PoliciesByType[]): PoliciesByType {
  const judged = new Map<string, readonly Policy[]>();
  for (const set of sets)
    for (const [type, policies] of set) judged.set(type, [...(judged.get(type) ?? []), ...policies]);
  return judged;
}

/** Types as files have them that links or carriers need before the first resource is judged. */
function typesToKeep(linked: ReadonlySet<string>, judged: Iterable<string>): Set<string> {
  const keep = new Set([...linked].flatMap((type) => [type, ...spellings(type)]));
  // A carried record is dropped where the fact is declared on its own: those declarations must be known first.
  for (const type of judged) {
    const others = spellings(type);
    if (others.length > 0) for (const stating of statingTypes([type, ...others])) keep.add(stating);
  }
  return keep;
}

interface ExplicitFacts {
  readonly explicit: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

/** What records of these types state on their own; `types` are among those that the inputs were asked to keep. */
function explicitFacts(inputs: readonly Input[], types: ReadonlySet<string>): ExplicitFacts {
  const explicit = new Set<string>();
  const before = new Set<string>();
  for (const input of inputs)
    for (const resource of input.resources(types)) {
      for (const key of explicitKeys(resource)) explicit.add(key);
      for (const key of resource.statedBefore ?? []) before.add(key);
    }
  return { explicit, before };
}

function* filtered(
  resources: Iterable<Resource>,
  keep: (resource: Resource) => boolean,
): Generator<Resource> {
  for (const resource of resources) if (keep(resource)) yield resource;
}

/** Marks what any of the inputs marks, in all of them. */
function masking(inputs: readonly Input[]): (resources: Iterable<Resource>) => Iterable<Resource> {
  const secrets = secretTexts(inputs.flatMap((input) => [...input.sensitiveTexts]));
  if (secrets.isEmpty) return (resources) => resources;
  // What an input keeps is gone through more than once.
  const known = new WeakMap<Resource, Resource>();
  return function* masked(resources) {
    for (const resource of resources) {
      const marked = known.get(resource) ?? markCopies(resource, secrets);
      known.set(resource, marked);
      yield marked;
    }
  };
}

/**
 * Inputs of one account each bring its record, which is to be judged once: the first that shows it has it, a snapshot
 * before any file, since it alone can tell what an account lacks.
 */
function ownedOnce(inputs: readonly Input[]): (resource: Resource, place: number) => boolean {
  const owners = new Map<string, number>();
  function isOwned({ type, scope: { account, region } }: Resource, place: number): boolean {
    if (account === undefined || !type.startsWith('driftlock_')) return true;
    const name = `${type} ${account} ${region}`;
    const owner = owners.get(name) ?? place;
    owners.set(name, owner);
    return owner === place;
  }
  for (const [place, input] of inputs.entries()) {
    if (input.about.kind !== 'snapshot') continue;
    for (const resource of input.resources(ACCOUNT_RECORDS)) isOwned(resource, place);
  }
  return isOwned;
}

/** Tells of a type whether any of the inputs has a resource of it; each is looked for once. */
function declaredTypes(inputs: readonly Input[]): (type: string) => boolean {
  const known = new Map<string, boolean>();
  function isDeclared(type: string): boolean {
    const types = new Set([type]);
    for (const input of inputs)
      for (const resource of input.resources(types)) if (takesPart(resource)) return true;
    return false;
  }
  return (type) => {
    const declared = known.get(type) ?? isDeclared(type);
    known.set(type, declared);
    return declared;
  };
}

/**
 * Opens `names` with the links that the policies of `sets` (one for each catalogue) read. Throws DriftlockError for
 * what cannot be read.
 */
export async function openLinked(
  names: readonly string[],
  sets: readonly PoliciesByType[],
  { opened: known, terraform, keepBytes = false, configuration, source, notice }: Opening,
): Promise<LinkedInputs> {
  const judged = together(sets);
  checkPolicies(judged);
  const wanted = wantedLinks(judged);
  const linkedTypes = linkTypes(wanted);
  const keepTypes = typesToKeep(linkedTypes, judged.keys());
  // Collectors yield carrying types: nobody asks a cloud for the other spellings.
  const askedTypes = new Set([...judged.keys(), ...linkedTypes]);
  const opened: Input[] = [];
  for (const name of names)
    opened.push(
      known?.has(name) || isSnapshot(name)
        ? snapshotInput(name, askedTypes, known?.get(name))
        : await openOther(name, {
            keepTypes,
            terraform,
            keepBytes,
            ...(configuration !== undefined && { configuration }),
            ...(source !== undefined && { source: { named: source, current: process.cwd() } }),
          }),
    );
  for (const { about, notices } of opened) for (const line of notices) notice(`${about.name}: ${line}`);
  return linkedInputs(opened, { judged, wanted, keepTypes });
}

/** A folder is gone through for what is left of a collect only where it is nothing else. */
async function openOther(name: string, options: OpenOptions): Promise<Input> {
  try {
    return await openInput(name, options);
  } catch (error) {
    if (error instanceof DriftlockError && error.code === 'input-missing') refuseUnfinished(name);
    throw error;
  }
}

interface Linking {
  readonly judged: PoliciesByType;
  readonly wanted: Record<string, ReadPath[]>;
  readonly keepTypes: ReadonlySet<string>;
}

function linkedInputs(opened: readonly Input[], linking: Linking): LinkedInputs {
  const { judged, wanted, keepTypes } = linking;
  const masked = masking(opened);
  const facts = explicitFacts(opened, statingTypes(keepTypes));
  const declared = withoutEchoes(facts.explicit, facts.before);
  const owned = ownedOnce(opened);
  const linked = opened.map((input) => ({
    ...input,
    // What a snapshot lacks is told by type.
    complete: input.about.kind === 'snapshot' || input.about.complete,
    resources: (types?: ReadonlySet<string>, shaped?: ReadonlySet<string>) =>
      filtered(masked(input.resources(types, shaped)), declared),
  }));
  // What tells no account lies in that of its own file, whoever's record is judged.
  const index = buildLinkIndex(linked, wanted);
  const inputs = linked.map((input, at) => ({
    ...input,
    resources: (types?: ReadonlySet<string>, shaped?: ReadonlySet<string>) =>
      filtered(input.resources(types, shaped), (resource) => owned(resource, at)),
  }));
  const place = new Map<Input, number>(inputs.map((input, at) => [input, at]));
  return {
    before: () =>
      linkedInputs(
        opened.map((input) => input.before?.() ?? input),
        linking,
      ),
    inputs,
    judged: new Set([...judged.keys()].flatMap((type) => [type, ...spellings(type)])),
    linksOf: (input, resource) => linksOf(index, resource, place.get(input) ?? -1),
    declares: declaredTypes(inputs),
    referencesOf: (input, record) =>
      record === undefined ? input.references : inputs[record.source?.input ?? -1]?.references,
  };
}
