/** A path that a policy may read, with wildcards, and whether it touches a given place. */
import type { Path } from './resource.ts';

/** A step of a read: a key, an index, or null for any key or element; a last '' asks only whether the place is there. */
export type ReadPath = readonly (string | number | null)[];

/** Whether reading `read` (and all below it) sees anything at or below `place`, or the reverse. */
export function touches(read: ReadPath, place: Path): boolean {
  const shared = Math.min(read.length, place.length);
  for (let depth = 0; depth < shared; depth++) {
    const step = read[depth];
    if (step !== null && step !== place[depth]) return false;
  }
  return true;
}
