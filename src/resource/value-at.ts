/** The value at a place: own members only, so that a name such as `constructor` never reaches the prototype. */
import type { Json, JsonObject, Path } from './resource.ts';

/** Undefined where nothing stands there. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as JsonObject)[step];
  }
  return at;
}
