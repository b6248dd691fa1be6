/** Takes out of a resource's values what is not compared inside sets, whose elements have no place to go by. */
import { isUnordered } from '../resource/comparable.ts';
import { isList, isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject, Path } from '../resource/resource.ts';
import type { BlockSchema } from '../resource/type-schema.ts';

/**
 * The values without those of `places` (from `values` down) that lie inside an element of a set or of a document's
 * list: taken out of every element, since nothing tells which element of the other side is the same. An element of
 * which nothing is left goes as well. Other places are left alone.
 */
export function withoutSetPlaces(
  values: JsonObject,
  places: readonly Path[],
  schema: BlockSchema | undefined,
): JsonObject {
  let left = values;
  for (const place of places) {
    if (!isInSet(place, schema)) continue;
    const names = place.slice(1).filter((step) => typeof step === 'string');
    left = (without(left, names) ?? {}) as JsonObject;
  }
  return left;
}

/** Whether a place lies inside an element of a set or of a document's list. */
export function isInSet([, ...steps]: Path, schema: BlockSchema | undefined): boolean {
  let block = schema;
  let unordered = false;
  for (const step of steps) {
    if (unordered) return true;
    if (typeof step === 'number') continue;
    const nested = block?.blocks[step];
    const type = block?.attributes[step]?.type;
    // A document is declared as a string, and has places inside once it is decoded.
    unordered = nested?.nesting === 'set' || type === 'string' || isUnordered(type);
    block = nested?.block;
  }
  return false;
}

function without(value: Json, names: readonly string[]): Json | undefined {
  if (isList(value)) {
    const items = value.map((item) => without(item, names));
    return items.filter((item) => item !== undefined);
  }
  const [name, ...rest] = names;
  if (name === undefined || !isObject(value) || !Object.hasOwn(value, name)) return value;
  const { [name]: held, ...others } = value;
  const kept = rest.length === 0 || held === undefined ? undefined : without(held, rest);
  if (kept !== undefined) return { ...others, [name]: kept };
  return Object.keys(others).length === 0 ? undefined : others;
}
