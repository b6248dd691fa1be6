/** Lists of links that may go on, for policies that ask for a record by its number: which one that is, nobody knows. */
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { Path, Unknown } from '../resource/resource.ts';

/**
 * The places as a policy with these reads has to see them. Records have no order of their own: what the list goes on
 * with may come before those that are known, so that a list which is read by number is open as a whole.
 */
export function openLists(places: readonly Unknown[], reads: readonly ReadPath[]): readonly Unknown[] {
  const numbered = places.length === 0 ? [] : numberedReads(reads);
  if (numbered.length === 0) return places;
  const whole = (place: Unknown): Unknown => {
    const list = place.path.slice(0, -1);
    return goesOn(place) && numbered.some((read) => isByNumber(read, list))
      ? { ...place, path: list }
      : place;
  };
  return places.map(whole);
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
