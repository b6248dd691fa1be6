/** Holds a state against what was collected: what changed, what is missing, what nobody manages, what cannot be told. */
import { isDeepStrictEqual } from 'node:util';
import type { CoverageEntry } from '../finding/coverage.ts';
import type {
  ChangedAttribute,
  ChangedResource,
  DriftIdentity,
  DriftSummary,
  UndecidedResource,
} from '../finding/drift.ts';
import { mayExistOnly } from '../resource/may-exist-only.ts';
import type { Json, Path, Resource } from '../resource/resource.ts';
import { compareResource } from './compare-resource.ts';
import { type Covered, coveredBy } from './covered.ts';
import { addedBeside, compareFolded } from './folded-groups.ts';
import { inlineOwners } from './inline-owners.ts';
import { createLiveIndex, type Match } from './live-index.ts';
import { createOpenRecords, type OpenRecords } from './open-records.ts';
import { partsOf } from './parts.ts';
import type { FoldedPair } from './spelled.ts';

export interface DriftInput {
  /** Managed resources of all states, carriers folded, echoes of what is declared on its own taken out. */
  readonly state: readonly Resource[];
  readonly live: Iterable<Resource>;
  readonly account: string;
  readonly coverage: readonly CoverageEntry[];
  /** Places that cannot be compared, by type: what collectors cannot fill, and what changes by itself. */
  readonly ignored: ReadonlyMap<string, readonly Path[]>;
  /** Hashes a value as the snapshot's were; undefined where its key is not at hand. */
  readonly hash: ((value: Json, path: Path, live: Resource) => string) | undefined;
}

export interface Drift {
  readonly changed: readonly ChangedResource[];
  readonly missing: readonly DriftIdentity[];
  readonly unmanaged: readonly DriftIdentity[];
  readonly unknown: readonly UndecidedResource[];
  readonly summary: Omit<DriftSummary, 'incomplete'>;
  /**
   * Keys of the collected resources by the address that declares them: those that were joined, and what the cloud has
   * beyond that of facts declared inside a resource.
   */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
}

type Undecided = UndecidedResource['attributes'][number];

const OPEN = { reason: 'link-open' } as const;

interface Found {
  /** By address, as an inline block and its owner are one resource to those who declare them. */
  readonly changed: Map<
    string,
    { readonly identity: DriftIdentity; readonly attributes: ChangedAttribute[] }
  >;
  readonly missing: DriftIdentity[];
  readonly undecided: Map<
    string,
    { readonly identity: DriftIdentity; readonly attributes: Undecided[]; readonly mayBe?: readonly string[] }
  >;
  /** Records of the state that may be some collected resource that is not joined. */
  readonly open: OpenRecords;
  readonly notCompared: Map<string, number>;
  /** Addresses that were held against the cloud. */
  readonly compared: Set<string>;
  readonly matched: Set<Resource>;
  readonly keys: Map<string, Set<string>>;
  /** Facts inside other resources, by who declares them. */
  readonly folded: Map<string, FoldedPair[]>;
}

export function detectDrift(input: DriftInput): Drift {
  const index = createLiveIndex(input.live, input.account);
  const found: Found = {
    changed: new Map(),
    missing: [],
    undecided: new Map(),
    open: createOpenRecords(),
    notCompared: new Map(),
    compared: new Set(),
    matched: new Set(),
    keys: new Map(),
    folded: new Map(),
  };
  const covered = coveredBy(input);
  for (const state of input.state) judge(state, index.match(state), covered(state), input, found);
  judgeFolded(input, found);
  const unmanaged = unmanagedOf(index.all, input, found);
  const changed = [...found.changed.values()].map(({ identity, attributes }) => ({
    ...identity,
    attributes,
  }));
  const unknown = [...found.undecided.values()].map(({ identity, ...rest }) => ({ ...identity, ...rest }));
  const drifted = new Set([...found.changed.keys(), ...[...found.missing, ...unknown].map(nameOf)]);
  return {
    changed,
    missing: found.missing,
    unmanaged,
    unknown,
    keys: found.keys,
    summary: {
      compared: found.compared.size,
      unchanged: [...found.compared].filter((name) => !drifted.has(name)).length,
      changed: changed.length,
      missing: found.missing.length,
      unmanaged: unmanaged.length,
      unknown: unknown.length,
      notCompared: [...found.notCompared].map(([type, resources]) => ({ type, resources })),
    },
  };
}

function judge(state: Resource, match: Match, status: Covered, input: DriftInput, found: Found): void {
  // A bucket's name is its own in all accounts, a role's is not.
  const isKnown = match !== undefined && 'live' in match && state.key !== undefined;
  if (status === undefined || (status === 'elsewhere' && !isKnown)) {
    if (!isFolded(state)) found.notCompared.set(state.type, (found.notCompared.get(state.type) ?? 0) + 1);
    return;
  }
  const identity = identityOf(state);
  found.compared.add(nameOf(identity));
  if (match !== undefined && 'live' in match && (status !== 'somewhere' || isKnown)) {
    found.matched.add(match.live);
    addKey(found, state, match.live);
    if (isFolded(state)) addFolded(found, state, match.live);
    else compareMatched(state, match.live, identity, input, found);
  } else if (match !== undefined || typeof status === 'object' || status === 'somewhere') {
    found.open.add(state);
    const gap = match === undefined && typeof status === 'object' ? status : OPEN;
    const path = isFolded(state) ? ['values', ...(state.declared?.path.slice(0, 1) ?? [])] : ['values'];
    addUndecided(found, identity, [{ path, ...gap }]);
  } else if (isFolded(state)) addFolded(found, state, undefined);
  else if (state.origin === undefined) found.missing.push(identity);
}

function compareMatched(
  state: Resource,
  live: Resource,
  identity: DriftIdentity,
  { ignored, hash }: DriftInput,
  found: Found,
): void {
  const { changed, undecided } = compareResource(state, live, {
    ignored: ignored.get(state.type) ?? [],
    hash,
  });
  if (changed.length > 0) addChanged(found, identity, changed);
  if (undecided.length > 0) addUndecided(found, identity, undecided);
}

function addFolded(found: Found, state: Resource, live: Resource | undefined): void {
  const name = nameOf(identityOf(state));
  found.folded.set(name, [...(found.folded.get(name) ?? []), { state, live }]);
}

/** What stands inside a resource is a change of that resource, in its own spelling. */
function judgeFolded({ state, ignored, hash }: DriftInput, found: Found): void {
  const owners = new Map(state.filter((one) => !isFolded(one)).map((one) => [nameOf(identityOf(one)), one]));
  const missing = new Set(found.missing.map(nameOf));
  for (const [name, all] of found.folded) {
    // What the cloud made by itself and has no more is nobody's change.
    const pairs = all.filter(({ state: one, live }) => live !== undefined || one.origin === undefined);
    if (missing.has(name) || pairs.length === 0) continue;
    const identity = identityOf(pairs[0]?.state as Resource);
    const options = { ignored: ignored.get(identity.type) ?? [], hash };
    const { changed, undecided } = compareFolded({ owner: owners.get(name), pairs }, options);
    if (changed.length > 0) addChanged(found, identity, changed);
    if (undecided.length > 0) addUndecided(found, identity, undecided);
  }
}

/** What the cloud has beyond the state: of an owner that declares such facts inside itself, else of nobody. */
function unmanagedOf(all: readonly Resource[], input: DriftInput, found: Found): readonly DriftIdentity[] {
  // What lies in an account that nobody asked has nothing to do with what lives here.
  const owners = inlineOwners(input.state.filter((one) => found.compared.has(nameOf(identityOf(one)))));
  const isPart = partsOf(input.state);
  const unmanaged: DriftIdentity[] = [];
  for (const live of all) {
    if (found.matched.has(live) || live.origin === 'default' || live.type.startsWith('driftlock_')) continue;
    if (isPart(live) || mayExistOnly(live)) continue;
    const mayBe = found.open.mayBe(live);
    const sibling = owners.sibling(live);
    if (mayBe.length > 0) addOpen(found, live, mayBe);
    else if (sibling === undefined) unmanaged.push(identityOf(live));
    else {
      addKey(found, sibling, live);
      addChanged(found, identityOf(sibling), [addedBeside(sibling, live)]);
    }
  }
  return unmanaged;
}

function addKey({ keys }: Found, { address }: Resource, { key }: Resource): void {
  if (address !== undefined && key !== undefined)
    keys.set(address, (keys.get(address) ?? new Set()).add(key));
}

function addChanged(found: Found, identity: DriftIdentity, attributes: readonly ChangedAttribute[]): void {
  const name = nameOf(identity);
  const known = found.changed.get(name) ?? { identity, attributes: [] };
  known.attributes.push(...attributes);
  found.changed.set(name, known);
}

function addUndecided(found: Found, identity: DriftIdentity, attributes: readonly Undecided[]): void {
  const name = nameOf(identity);
  const known = found.undecided.get(name) ?? { identity, attributes: [] };
  for (const one of attributes) {
    // Several facts inside one resource may be open in one place of it for one reason.
    if (!known.attributes.some((other) => isDeepStrictEqual(other, one))) known.attributes.push(one);
  }
  found.undecided.set(name, known);
}

/** A collected resource that may be one of the state: neither joined nor unmanaged. */
function addOpen({ undecided }: Found, live: Resource, mayBe: readonly string[]): void {
  const identity = identityOf(live);
  undecided.set(`${undecided.size} ${nameOf(identity)}`, {
    identity,
    attributes: [{ path: ['values'], ...OPEN }],
    mayBe,
  });
}

function isFolded({ declared }: Resource): boolean {
  return declared !== undefined && declared.as !== 'alias';
}

/** Under the type and address that the resource is declared with. */
function identityOf(resource: Resource): DriftIdentity {
  const { declared, address, key, id, scope } = resource;
  return {
    type: declared?.type ?? resource.type,
    ...(address !== undefined && { address }),
    ...(key !== undefined && !isFolded(resource) && { key }),
    ...(id !== undefined && !isFolded(resource) && { id }),
    scope,
  };
}

function nameOf({ address, key, type, id }: DriftIdentity): string {
  return address ?? key ?? `${type} ${id}`;
}
