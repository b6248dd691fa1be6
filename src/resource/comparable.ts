/** Values in a form in which equal facts are equal texts: sets in one order, zero values left out. */
import { isObject } from './json-kind.ts';
import type { Json, JsonObject } from './resource.ts';
import type { AttributeType, BlockSchema } from './type-schema.ts';

/**
 * The values of a block: elements of sets sorted, and `false`, `0`, `""`, `[]` and `{}` left out, since a provider
 * cannot tell them from what was never set. Lists inside decoded documents are sets. Undefined where nothing is left.
 */
export function comparableBlock(values: JsonObject, schema: BlockSchema | undefined): JsonObject | undefined {
  const kept: [string, Json][] = [];
  for (const name of Object.keys(values).sort()) {
    const value = comparableMember(values[name] as Json, name, schema);
    if (value !== undefined) kept.push([name, value]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** A block that says nothing but zeros may as well not be there; an empty one is there for its own sake. */
function comparableElement(value: Json, schema: BlockSchema): Json | undefined {
  if (!isObject(value)) return value;
  return comparableBlock(value, schema) ?? (Object.keys(value).length === 0 ? {} : undefined);
}

/** Any value on its own; null where nothing is left. */
export function comparableValue(value: Json): Json {
  return comparable(value, 'document') ?? null;
}

function comparableMember(value: Json, name: string, schema: BlockSchema | undefined): Json | undefined {
  const nested = schema?.blocks[name];
  if (nested !== undefined) {
    if (!Array.isArray(value))
      return isObject(value) ? comparableBlock(value, nested.block) : comparable(value, 'set');
    const blocks = (value as readonly Json[]).map((one) => comparableElement(one, nested.block));
    if (blocks.every((one) => one === undefined)) return undefined;
    return ordered(
      blocks.map((one) => one ?? {}),
      nested.nesting === 'set',
    );
  }
  const type = schema?.attributes[name]?.type;
  // A document is declared as a string, and decoded in place.
  if (type === 'string' && typeof value === 'object') return comparable(value, 'document');
  return comparable(value, type);
}

function comparable(value: Json, type: AttributeType | undefined): Json | undefined {
  if (value === null || value === false || value === 0 || value === '') return undefined;
  if (Array.isArray(value)) {
    const inner = Array.isArray(type)
      ? (type[1] as AttributeType)
      : type === 'document'
        ? 'document'
        : undefined;
    const items = (value as readonly Json[]).map((item) => comparable(item, inner) ?? null);
    return ordered(items, isSet(type));
  }
  if (!isObject(value)) return value;
  const fields =
    Array.isArray(type) && type[0] === 'object' ? (type[1] as Record<string, AttributeType>) : undefined;
  const element = Array.isArray(type) && type[0] === 'map' ? (type[1] as AttributeType) : undefined;
  const kept: [string, Json][] = [];
  for (const key of Object.keys(value).sort()) {
    const inner = type === 'document' ? 'document' : (fields?.[key] ?? element);
    // What a map or document holds is meant as it stands.
    const isMeant = type === 'document' || element !== undefined;
    const item = comparable(value[key] as Json, inner) ?? (isMeant ? (value[key] as Json) : undefined);
    if (item !== undefined) kept.push([key, item]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Whether elements of an attribute of this type stand in no order. */
export function isUnordered(type: AttributeType | undefined): boolean {
  return isSet(type);
}

function isSet(type: AttributeType | undefined | 'document' | 'set'): boolean {
  return type === 'document' || type === 'set' || (Array.isArray(type) && type[0] === 'set');
}

function ordered(items: readonly Json[], isUnordered: boolean): Json | undefined {
  if (items.length === 0) return undefined;
  if (!isUnordered) return items;
  const texts = items.map((item) => [JSON.stringify(item), item] as const);
  return texts.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)).map(([, item]) => item);
}
