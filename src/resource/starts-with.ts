/** Whether a path lies at or below a place. */
import type { Path } from './resource.ts';

export function startsWith(path: Path, place: Path): boolean {
  return place.length <= path.length && place.every((step, depth) => step === path[depth]);
}
