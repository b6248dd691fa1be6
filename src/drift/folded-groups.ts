/** Facts that a state declares inside another resource, compared in the spelling of that resource. */
import type { ChangedAttribute, UndecidedResource } from '../finding/drift.ts';
import type { Json, Path, Resource } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { valueAt } from '../resource/value-at.ts';
import { type CompareOptions, compareResource } from './compare-resource.ts';
import { readPart } from './folded-unread.ts';
import { type FoldedPair, inPlaceOf, liveOf, spelled } from './spelled.ts';

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
 * places are those of the owner's type. What was not read is undecided, and only that.
 */
export function compareFolded({ owner, pairs: all }: FoldedGroup, options: CompareOptions): FoldedComparison {
  const { pairs, told, undecided: open } = readPart(owner, all);
  const unread = open.filter(({ path }) => !options.ignored.some((one) => startsWith(path, one)));
  if (pairs.length === 0) return { changed: [], undecided: unread };
  const names = new Set(pairs.map(({ state }) => String(state.declared?.path[0])));
  const before = spelled(
    owner,
    pairs.map(({ state }) => state),
  );
  const after = spelled(owner, liveOf(pairs));
  const { changed, undecided } = compareResource(withOnly(before, names), withOnly(after, names), options);
  const said = open.length === 0 ? undefined : spelled(owner, liveOf(told)).values;
  return {
    changed: said === undefined ? changed : changed.map((one) => asSaid(one, said)),
    undecided: [...unread, ...undecided],
  };
}

/** The change with what the cloud told alone: nothing of what stands in for a place that was not read. */
function asSaid({ after: _, ...one }: ChangedAttribute, said: Resource['values']): ChangedAttribute {
  const after = one.sensitive ? undefined : valueAt(said, one.path.slice(1));
  return { ...one, ...(after !== undefined && { after }) };
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
