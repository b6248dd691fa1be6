/** Absence and unknown places inside an attribute's value, by its type where the schema gives one. */
import type { Json, JsonObject, Path } from '../resource.ts';
import type { AttributeType } from '../type-schema.ts';
import { below, eachMarked } from './mirror.ts';
import { isEmpty, put, type Walk } from './walk.ts';

/**
 * The value of an attribute with its absences gone. List elements keep their places (an unknown one is null there),
 * entries of maps go only when null, members of objects also when empty. Unknown places below `path` are noted.
 */
export function walkValue(
  walk: Walk,
  value: Json,
  type: AttributeType,
  unknown: Json | undefined,
  path: Path,
): Json {
  if (unknown === true) {
    walk.unknown.push({ path, reason: 'after-apply' });
    return null;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (typeof type === 'string') return walkUntyped(walk, value, unknown, path, false);
  const inner = type[1] as AttributeType;
  switch (type[0]) {
    case 'list':
    case 'set':
      if (!Array.isArray(value)) return value;
      return value.map((item, i) => walkValue(walk, item, inner, below(unknown, i), [...path, i]));
    case 'object':
      return walkMembers(walk, value as JsonObject, (name) => member(inner, name), unknown, path, isEmpty);
    case 'map':
      return walkMembers(walk, value as JsonObject, () => inner, unknown, path, isNull);
    default:
      return walkUntyped(walk, value, unknown, path, false);
  }
}

/** Without a type, objects in a list are taken for blocks, other objects for maps. */
function walkUntyped(walk: Walk, value: Json, unknown: Json | undefined, path: Path, inList: boolean): Json {
  if (unknown === true) {
    walk.unknown.push({ path, reason: 'after-apply' });
    return null;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item, i) => walkUntyped(walk, item, below(unknown, i), [...path, i], true));
  }
  return walkMembers(walk, value as JsonObject, () => 'dynamic', unknown, path, inList ? isEmpty : isNull);
}

function walkMembers(
  walk: Walk,
  value: JsonObject,
  typeOf: (name: string) => AttributeType,
  unknown: Json | undefined,
  path: Path,
  absent: (value: Json) => boolean,
): JsonObject {
  const result: Record<string, Json> = {};
  for (const name of Object.keys(value)) {
    const item = value[name] as Json;
    const mark = below(unknown, name);
    if (mark === true) walk.unknown.push({ path: [...path, name], reason: 'after-apply' });
    else if (!absent(item)) put(result, name, walkValue(walk, item, typeOf(name), mark, [...path, name]));
    else
      eachMarked(mark, [...path, name], (place) => walk.unknown.push({ path: place, reason: 'after-apply' }));
  }
  noteMissing(walk, value, unknown, path);
  return result;
}

/** Terraform leaves unknown entries out of a value: they stand in the mirror alone. */
function noteMissing(walk: Walk, value: JsonObject, unknown: Json | undefined, path: Path): void {
  if (typeof unknown !== 'object' || unknown === null || Array.isArray(unknown)) return;
  for (const name of Object.keys(unknown)) {
    if (Object.hasOwn(value, name)) continue;
    eachMarked((unknown as JsonObject)[name], [...path, name], (place) =>
      walk.unknown.push({ path: place, reason: 'after-apply' }),
    );
  }
}

function member(fields: AttributeType, name: string): AttributeType {
  const known = fields as unknown as Readonly<Record<string, AttributeType>>;
  return Object.hasOwn(known, name) ? (known[name] as AttributeType) : 'dynamic';
}

function isNull(value: Json): boolean {
  return value === null;
}
