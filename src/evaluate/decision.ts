/** Which attributes decided a failure, and with which values. */
import type { Decision } from '../finding/finding.ts';
import type { Policy } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { Json, JsonObject, Path } from '../resource/resource.ts';
import { startsWith } from '../resource/starts-with.ts';
import { valueAt } from '../resource/value-at.ts';
import { linkedAddress } from './linked-address.ts';
import { cutAtSensitive, isSensitive } from './sensitive.ts';

/** Reads that say where a resource is, not what it is; they never explain a failure. */
const CONTEXT = new Set(['type', 'mode', 'address', 'key', 'now', 'canary']);

/** Decisions listed for one finding at most; the first are the most telling, as policies read them first. */
const MOST_DECISIONS = 8;

/** An own child; a name such as `constructor` never reaches the prototype. */
function childOf(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, Json>)[step];
}

/**
 * The places of the input that a read reaches; a missing key ends as a path without value. Where it goes through members
 * and there are none, nothing, or with `empty` the place that holds none.
 */
export function reached(value: Json | undefined, read: ReadPath, at: Path, empty = false): Path[] {
  const [step, ...rest] = read;
  // An empty last step asks only whether something is there (resource/read-path.ts).
  if (step === undefined || value === undefined || (step === '' && rest.length === 0)) return [at];
  if (step !== null) {
    const below = childOf(value, step);
    return below === undefined ? [[...at, step]] : reached(below, rest, [...at, step], empty);
  }
  if (typeof value !== 'object' || value === null) return [at];
  const members: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  if (members.length === 0 && empty) return [at];
  return members.flatMap(([key, below]) => reached(below, rest, [...at, key], empty));
}

export function decision(input: JsonObject, path: Path, sensitive: readonly Path[]): Decision {
  const value = valueAt(input, path);
  const address = linkedAddress(input, path);
  const place = address === undefined ? { path } : { path, address };
  if (isSensitive(path, sensitive)) return { ...place, sensitive: true };
  return value === undefined ? place : { ...place, value };
}

export function distinct(paths: readonly Path[]): Path[] {
  const seen = new Map<string, Path>();
  for (const path of paths) seen.set(JSON.stringify(path), path);
  return [...seen.values()];
}

/** A path is said by a longer one that begins with it. */
export function mostSpecific(paths: readonly Path[]): Path[] {
  return paths.filter(
    (path) => !paths.some((other) => other.length > path.length && startsWith(other, path)),
  );
}

/**
 * The paths that the members of `deny` gave, else the reads of the bodies that denied, as far as they exist.
 * A value is left out where it is missing or sensitive; a path ends at the sensitive place.
 */
export function decisionsOf(
  policy: Policy,
  denies: readonly number[],
  given: readonly Path[],
  input: JsonObject,
  sensitive: readonly Path[],
): Decision[] {
  const paths =
    given.length > 0
      ? given
      : denies
          .flatMap((rule) => policy.reads.denies[rule] ?? [])
          .filter((read) => !CONTEXT.has(String(read[0])))
          .flatMap((read) => reached(input, read, []));
  return mostSpecific(distinct(paths.map((path) => cutAtSensitive(path, sensitive))))
    .slice(0, MOST_DECISIONS)
    .map((path) => decision(input, path, sensitive));
}
