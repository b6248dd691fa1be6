/** Which unknown places a set of reads touches. */
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Links, Resource, Unknown } from '../resource/resource.ts';

/** All unknown places of an input: the resource's own and those of its links. */
export function unknownPlaces(resource: Resource, links: Links): readonly Unknown[] {
  if (links.unknown.length === 0) return resource.unknown;
  return resource.unknown.length === 0 ? links.unknown : [...resource.unknown, ...links.unknown];
}

/** Reads by their first two steps, since most places differ from most reads there. */
interface SortedReads {
  /** Those that are shorter, or have any step there. */
  readonly short: readonly ReadPath[];
  readonly byStart: ReadonlyMap<Step, ReadonlyMap<Step, readonly ReadPath[]>>;
}
type Step = string | number;

const sorted = new WeakMap<readonly ReadPath[], SortedReads>();

function sortedReads(reads: readonly ReadPath[]): SortedReads {
  const known = sorted.get(reads);
  if (known !== undefined) return known;
  const short: ReadPath[] = [];
  const byStart = new Map<Step, Map<Step, ReadPath[]>>();
  for (const read of reads) {
    const [first = null, second = null] = read;
    if (first === null || second === null) short.push(read);
    else {
      const below = byStart.get(first) ?? new Map<Step, ReadPath[]>();
      byStart.set(first, below.set(second, [...(below.get(second) ?? []), read]));
    }
  }
  const found = { short, byStart };
  sorted.set(reads, found);
  return found;
}

/** The unknown places that any of the reads touches, in the order of `places`. */
export function touchedPlaces(reads: readonly ReadPath[], places: readonly Unknown[]): Unknown[] {
  if (places.length === 0 || reads.length === 0) return [];
  const { short, byStart } = sortedReads(reads);
  return places.filter(({ path }) => {
    const [first, second] = path;
    if (first === undefined || second === undefined) return reads.some((read) => touches(read, path));
    const near = byStart.get(first)?.get(second);
    return near?.some((read) => touches(read, path)) === true || short.some((read) => touches(read, path));
  });
}
