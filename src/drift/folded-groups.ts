/** Facts that a state declares inside another resource, compared in the spelling of that resource. */
import type { ChangedAttribute, UndecidedResource } from '../finding/drift.ts';
import { unfold } from '../resource/carriers/unfold.ts';
import type { Json, Path, Resource } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { type CompareOptions, compareResource } from './compare-resource.ts';

/** A fact inside a resource, and the same in the cloud; undefined where the cloud has it no more. */
export interface FoldedPair {
  readonly state: Resource;
  readonly live: Resource | undefined;
}

export interface FoldedGroup {
  /** The state's record of the resource that declares them; undefined where nothing of it is left but these. */
  readonly owner: Resource | undefined;
  readonly pairs: readonly FoldedPair[];
}

export interface FoldedComparison {
  readonly changed: readonly ChangedAttribute[];
  readonly undecided: UndecidedResource['attributes'];
}

/**
 * Both sides are unfolded into the owner's attributes, so that what its spelling cannot say is no difference. Ignored
 * places are those of the owner's type.
 */
export function compareFolded(group: FoldedGroup, options: CompareOptions): FoldedComparison {
  const unread = unreadOf(group.pairs, options);
  const pairs = group.pairs.filter(({ live }) => live === undefined || unreadPlaces(live).length === 0);
  if (pairs.length === 0) return { changed: [], undecided: unread };
  const { changed, undecided } = compareSpelled({ ...group, pairs }, options);
  return { changed, undecided: [...unread, ...undecided] };
}

/** What a call would have told of a record: blocks that it would have filled are not there to be marked. */
function unreadPlaces({ unknown }: Resource): Resource['unknown'] {
  return unknown.filter(({ path, reason }) => path[0] === 'values' && reason !== 'redacted');
}

/** The attributes of the owner that hold such records, each with what stands in the way, once. */
function unreadOf(pairs: readonly FoldedPair[], { ignored }: CompareOptions): FoldedComparison['undecided'] {
  const found = new Map<string, FoldedComparison['undecided'][number]>();
  for (const { state, live } of pairs) {
    const path: Path = ['values', ...(state.declared?.path ?? []).slice(0, 1)];
    if (live === undefined || ignored.some((one) => startsWith(path, one))) continue;
    for (const { reason, api } of unreadPlaces(live))
      found.set(JSON.stringify([path, reason, api]), { path, reason, ...(api !== undefined && { api }) });
  }
  return [...found.values()];
}

function compareSpelled({ owner, pairs }: FoldedGroup, options: CompareOptions): FoldedComparison {
  const before = spelled(
    owner,
    pairs.map(({ state }) => state),
  );
  const after = spelled(
    owner,
    pairs.flatMap(({ state, live }) => (live === undefined ? [] : [inPlaceOf(state, live)])),
  );
  const names = new Set(pairs.map(({ state }) => String(state.declared?.path[0])));
  const only = (resource: Resource): Resource => withOnly(resource, names);
  return compareResource(only(before), only(after), options);
}

/**
 * What the cloud has beside `sibling`, which stands inside a resource, as that resource would spell it: the attribute
 * that the sibling stands in, with this one alone.
 */
export function addedBeside(sibling: Resource, live: Resource): ChangedAttribute {
  const name = String(sibling.declared?.path[0]);
  const after = spelled(undefined, [inPlaceOf(sibling, live)]).values[name];
  return { path: ['values', name], ...(after !== undefined && { after }) };
}

function spelled(owner: Resource | undefined, children: readonly Resource[]): Resource {
  const [first] = unfold(owner === undefined ? children : [owner, ...children]);
  if (first !== undefined) return first;
  // Nothing is left of what stood alone.
  return { ...(owner as Resource), values: {} };
}

/** The cloud's values where the state's stood, so that both are written into the same places. */
function inPlaceOf(state: Resource, live: Resource): Resource {
  const { address: _, ...rest } = live;
  return {
    ...rest,
    ...(state.address !== undefined && { address: state.address }),
    ...(state.declared !== undefined && { declared: state.declared }),
  };
}

function withOnly(resource: Resource, names: ReadonlySet<string>): Resource {
  const holds = (path: Path): boolean => path[0] === 'values' && names.has(String(path[1]));
  const values = Object.fromEntries(
    Object.entries(resource.values).filter(([name]): boolean => names.has(name)),
  ) as Readonly<Record<string, Json>>;
  const { redacted, ...rest } = resource;
  return {
    ...rest,
    values,
    unknown: resource.unknown.filter(({ path }) => holds(path)),
    sensitive: resource.sensitive.filter(holds),
    ...(redacted !== undefined && { redacted: redacted.filter(({ path }) => holds(path)) }),
  };
}
