/** Absence and unknown places inside an attribute's value, by its type where the schema gives one. */
import type { Json, JsonObject, Path } from '../resource.ts';
import type { AttributeType } from '../type-schema.ts';
import { fitted } from './fit.ts';
import { below, eachMarked } from './mirror.ts';
import { isEmpty, put, type Walk } from './walk.ts';

/**
 * The value of an attribute with its absences gone. List elements keep their places (an unknown one is null there),
 * entries of maps go only when null, members of objects also when empty. Unknown places below `path` are noted, and
 * those whose value is not of its type as malformed. Undefined where that is the whole value.
 */
export function walkValue(
  walk: Walk,
  written: Json,
  type: AttributeType,
  unknown: Json | undefined,
  path: Path,
): Json | undefined {
  if (unknown === true) {
    walk.unknown.push({ path, reason: 'after-apply' });
    return null;
  }
  const value = written === null ? null : fitted(written, type);
  if (value === undefined) walk.unknown.push({ path, reason: 'malformed' });
  if (typeof value !== 'object' || value === null) return value;
  if (typeof type === 'string') return walkUntyped(walk, value, unknown, path, false);
  const inner = type[1] as AttributeType;
  switch (type[0]) {
    case 'list':
    case 'set':
      return (value as readonly Json[]).map(
        (item, i) => walkValue(walk, item, inner, below(unknown, i), [...path, i]) ?? null,
      );
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
    else if (absent(item) && (item === null || fitted(item, typeOf(name)) !== undefined))
      eachMarked(mark, [...path, name], (place) => walk.unknown.push({ path: place, reason: 'after-apply' }));
    else {
      const inner = walkValue(walk, item, typeOf(name), mark, [...path, name]);
      if (inner !== undefined) put(result, name, inner);
    }
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
