/** Terraform's mirrors of a value: the same shape with true at the places that are unknown, or sensitive. */
import type { Json, JsonObject, Path } from '../resource.ts';

/** The part of a mirror below a key or index: true where a container is marked whole. */
export function below(mirror: Json | undefined, step: string | number): Json | undefined {
  if (mirror === true) return true;
  if (typeof mirror !== 'object' || mirror === null) return undefined;
  const inner = (mirror as Record<string | number, Json | undefined>)[step];
  // Asked only now, since most of what is looked up is not there.
  return inner !== undefined && Object.hasOwn(mirror, step) ? inner : undefined;
}

/** Calls back with every marked place at or below `path`; a marked container is one place. */
export function eachMarked(mirror: Json | undefined, path: Path, found: (path: Path) => void): void {
  if (mirror === true) {
    found(path);
    return;
  }
  if (typeof mirror !== 'object' || mirror === null) return;
  if (Array.isArray(mirror)) {
    for (let index = 0; index < mirror.length; index++) eachMarked(mirror[index], [...path, index], found);
    return;
  }
  for (const name of Object.keys(mirror)) eachMarked((mirror as JsonObject)[name], [...path, name], found);
}

/** Whether any place of the mirror is marked. */
export function anyMarked(mirror: Json | undefined): boolean {
  if (typeof mirror !== 'object' || mirror === null) return mirror === true;
  for (const name in mirror) if (anyMarked((mirror as JsonObject)[name])) return true;
  return false;
}

/** The value without its marked places: keys are left out, list elements become null so that the others keep theirs. */
export function withoutMarked(value: Json, mirror: Json | undefined): Json | undefined {
  if (mirror === true) return undefined;
  if (typeof value !== 'object' || value === null || !anyMarked(mirror)) return value;
  if (Array.isArray(value))
    return value.map((item, index) => withoutMarked(item, below(mirror, index)) ?? null);
  const kept: [string, Json][] = [];
  for (const [name, item] of Object.entries(value)) {
    const rest = withoutMarked(item, below(mirror, name));
    if (rest !== undefined) kept.push([name, rest]);
  }
  return Object.fromEntries(kept);
}
