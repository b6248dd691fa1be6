/** Puts the reasons that a source tells in the place of "known after apply". */
import { type Json, type Path, REASONS, type Reason, type Unknown } from '../resource.ts';

/** `reasons` is a mirror of the values with a reason at unknown places, of a container for all that is in it. */
export function tellReasons(unknown: Unknown[], reasons: Json): void {
  for (const [place, entry] of unknown.entries()) {
    if (entry.reason !== 'after-apply') continue;
    const reason = reasonAt(reasons, entry.path.slice(1));
    if (reason !== undefined) unknown[place] = { ...entry, reason };
  }
}

/** The reason that holds at a path, or for what that is in. */
export function reasonAt(mirror: Json, path: Path): Reason | undefined {
  let at: Json | undefined = mirror;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) break;
    at = (at as Record<string | number, Json>)[step];
  }
  return REASONS.find((reason) => reason === at);
}
