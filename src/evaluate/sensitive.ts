/** Keeps sensitive values out of messages and decisions. */
import { touches } from '../resource/read-path.ts';
import type { Json, JsonObject, LinkedResource, Links, Path, Resource } from '../resource/resource.ts';
import { PLACEHOLDER } from '../resource/secret-texts.ts';
import { startsWith } from '../resource/starts-with.ts';

/** Whether a value at `path` is sensitive or holds something that is. */
export function isSensitive(path: Path, sensitive: readonly Path[]): boolean {
  return sensitive.some((place) => touches(path, place));
}

/** The path as far as it may be told: what lies below a sensitive place is known by keys that may be the secret. */
export function cutAtSensitive(path: Path, sensitive: readonly Path[]): Path {
  let cut = path;
  for (const place of sensitive) if (startsWith(cut, place)) cut = place;
  return cut;
}

/** Sensitive places of an input: the resource's own and those of its linked resources, from `input` down. */
export function sensitivePlaces(resource: Resource, links: Links): Path[] {
  return [...resource.sensitive, ...linkPlaces(links, [])];
}

function linkPlaces(links: Links, prefix: Path): Path[] {
  const places: Path[] = [];
  const visit = (record: LinkedResource, at: Path): void => {
    for (const path of record.sensitive) places.push([...at, ...path]);
    if (record.links !== undefined) places.push(...linkPlaces(record.links, at));
  };
  for (const [attribute, records] of Object.entries(links.refs)) {
    for (const [index, record] of records.entries()) visit(record, [...prefix, 'refs', attribute, index]);
  }
  for (const [type, byAttribute] of Object.entries(links.referrers)) {
    for (const [attribute, records] of Object.entries(byAttribute)) {
      for (const [index, record] of records.entries())
        visit(record, [...prefix, 'referrers', type, attribute, index]);
    }
  }
  return places;
}

/** One placeholder of the same kind, never empty: keys and lengths may tell as much as leaves. */
function masked(value: Json): Json {
  if (Array.isArray(value)) return [PLACEHOLDER];
  return typeof value === 'object' && value !== null ? { [PLACEHOLDER]: PLACEHOLDER } : PLACEHOLDER;
}

function maskAt(value: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return masked(value);
  if (Array.isArray(value)) {
    return value.map((element: Json, index) => (index === step ? maskAt(element, rest) : element));
  }
  if (typeof value !== 'object' || value === null) return value;
  const below = (value as JsonObject)[step];
  return below === undefined ? value : { ...value, [step]: maskAt(below, rest) };
}

/** The input with a placeholder in place of every sensitive value, of the same kind: string, list or object. */
export function maskInput(input: JsonObject, places: readonly Path[]): JsonObject {
  return places.reduce<JsonObject>((masked, path) => maskAt(masked, path) as JsonObject, input);
}
