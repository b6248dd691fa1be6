/** Lists of links as a policy has to see them: where it asks by number in one that goes on, or whether a record is there that may not be. */
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Path, Unknown } from '../resource/resource.ts';

/**
 * The places as a policy with these reads has to see them. Records have no order of their own: what the list goes on
 * with may come before those that are known, so that a list which is read by number is open as a whole.
 */
export function openLists(places: readonly Unknown[], reads: readonly ReadPath[]): readonly Unknown[] {
  if (places.length === 0) return places;
  const settled = places.some(mayBeMissing) ? withExistence(places, reads) : places;
  const numbered = numberedReads(reads);
  if (numbered.length === 0) return settled;
  const whole = (place: Unknown): Unknown => {
    const list = place.path.slice(0, -1);
    return goesOn(place) && numbered.some((read) => isByNumber(read, list))
      ? { ...place, path: list }
      : place;
  };
  return settled.map(whole);
}

/** The place in a list of links that says that the record there may not be. */
export function mayBeMissing({ path }: Unknown): boolean {
  return path.at(-1) === '' && typeof path.at(-2) === 'number';
}

/** Only who asks whether there is a record has an open list for it; to all others its values are unknown, and no more. */
function withExistence(places: readonly Unknown[], reads: readonly ReadPath[]): readonly Unknown[] {
  return places.flatMap((place) => {
    if (!mayBeMissing(place)) return [place];
    const list = place.path.slice(0, -2);
    return reads.some((read) => asksForMembers(read, list)) ? [{ ...place, path: list }] : [];
  });
}

function asksForMembers(read: ReadPath, list: Path): boolean {
  const below = read.slice(list.length);
  const isWhole = below.length < 2 || (below.length === 2 && below[1] === '');
  return isWhole && touches(read.slice(0, list.length), list);
}

const numberedOf = new WeakMap<readonly ReadPath[], readonly ReadPath[]>();

function numberedReads(reads: readonly ReadPath[]): readonly ReadPath[] {
  const known = numberedOf.get(reads);
  if (known !== undefined) return known;
  const numbered = reads.filter((read) => read.some((step) => typeof step === 'number'));
  numberedOf.set(reads, numbered);
  return numbered;
}

/** The place after the last record of a list of links. */
function goesOn({ path, reason }: Unknown): boolean {
  return reason === 'link-open' && typeof path.at(-1) === 'number';
}

function isByNumber(read: ReadPath, list: Path): boolean {
  return typeof read[list.length] === 'number' && touches(read.slice(0, list.length), list);
}
