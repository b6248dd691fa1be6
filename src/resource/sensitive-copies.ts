/** Places that repeat a sensitive value without Terraform's mark: other tags, and what a provider computes from it. */
import type { Json, JsonObject, Path, PathSegment } from './resource.ts';
import { startsWith } from './starts-with.ts';
import type { BlockSchema, NestedBlock } from './type-schema.ts';
import { valueAt } from './value-at.ts';

/** Attributes of which the provider fills one from the other, and marks none. */
const SAME_TAGS: readonly (readonly PathSegment[])[] = [
  ['tags', 'tags_all'],
  ['labels', 'terraform_labels', 'effective_labels'],
];

/** Shorter texts stand inside others by chance. */
const LEAST_INSIDE = 4;

/** One side of a change: the values as the file has them, in the one shape, and their sensitive places below `root`. */
export interface Side {
  readonly root: Path;
  readonly raw: JsonObject;
  readonly shaped: JsonObject;
  readonly sensitive: readonly Path[];
}

/** Whether a place, or what it lies in, is sensitive. */
export function isHidden(path: Path, sensitive: readonly Path[]): boolean {
  return sensitive.some((place) => startsWith(path, place));
}

/**
 * Further sensitive places of each side, from its root down: tags that are marked under another name or on the other
 * side, values before that equal a marked value after, and computed values that hold a marked text of 4 characters or
 * more (an ARN, a domain name); an `id` also where it equals a shorter one. Without `schema` any value may be computed.
 */
export function sensitiveCopies(
  after: Side,
  before: Side | undefined,
  schema: BlockSchema | undefined,
): { readonly after: Path[]; readonly before: Path[] } {
  const texts = new Set<string>();
  for (const side of before === undefined ? [after] : [after, before]) {
    for (const path of side.sensitive) addTexts(valueAt(side.raw, path.slice(side.root.length)), texts);
  }
  const places = [after, ...(before === undefined ? [] : [before])].flatMap(({ root, sensitive }) =>
    sensitive.flatMap((path) => tagPlaces(path.slice(root.length))),
  );
  const equal = before === undefined ? [] : equalBefore(after, before);
  return {
    after: newPlaces(after, [...places, ...copiesOf(after.shaped, schema, texts)]),
    before:
      before === undefined
        ? []
        : newPlaces(before, [...places, ...equal, ...copiesOf(before.shaped, schema, texts)]),
  };
}

/** The value without its sensitive places: keys are left out, list elements become null so that the others keep theirs. */
export function withoutPlaces(value: JsonObject, places: readonly Path[]): JsonObject {
  return places.reduce<JsonObject>((rest, path) => (without(rest, path) ?? {}) as JsonObject, value);
}

function without(value: Json, path: Path): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? (without(item, rest) ?? null) : item));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).flatMap(([name, item]) => {
      const kept = name === step ? without(item, rest) : item;
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

function newPlaces({ root, shaped, sensitive }: Side, found: readonly Path[]): Path[] {
  const places: Path[] = [];
  for (const rest of found) {
    const path = [...root, ...rest];
    if (isHidden(path, sensitive) || isHidden(path, places) || valueAt(shaped, rest) === undefined) continue;
    places.push(path);
  }
  return places;
}

/** The place under each name that its tags go by; nothing for a place outside of tags. */
function tagPlaces(path: Path): Path[] {
  for (const [depth, step] of path.entries()) {
    const names = SAME_TAGS.find((family) => family.includes(step));
    if (names !== undefined)
      return names.map((name) => [...path.slice(0, depth), name, ...path.slice(depth + 1)]);
  }
  return [];
}

/** A value that has become sensitive and has not changed. */
function equalBefore(after: Side, before: Side): Path[] {
  return after.sensitive
    .map((path) => path.slice(after.root.length))
    .filter((path) => {
      const value = valueAt(before.raw, path);
      return value !== undefined && JSON.stringify(value) === JSON.stringify(valueAt(after.raw, path));
    });
}

function copiesOf(values: JsonObject, schema: BlockSchema | undefined, texts: ReadonlySet<string>): Path[] {
  if (texts.size === 0) return [];
  const long = [...texts].filter((text) => text.length >= LEAST_INSIDE);
  const found: Path[] = [];
  if (typeof values.id === 'string' && texts.has(values.id)) found.push(['id']);
  const isCopy = (text: string): boolean => long.some((one) => text.includes(one));
  if (long.length > 0) blockCopies(values, schema, [], isCopy, found);
  return found;
}

type IsCopy = (text: string) => boolean;

function blockCopies(
  block: JsonObject,
  schema: BlockSchema | undefined,
  at: Path,
  isCopy: IsCopy,
  found: Path[],
): void {
  for (const [name, value] of Object.entries(block)) {
    const attribute = own(schema?.attributes, name);
    const nested = own(schema?.blocks, name);
    if (nested !== undefined) nestedCopies(value, nested, [...at, name], isCopy, found);
    else if (attribute === undefined || attribute.computed) valueCopies(value, [...at, name], isCopy, found);
  }
}

function nestedCopies(value: Json, { block }: NestedBlock, at: Path, isCopy: IsCopy, found: Path[]): void {
  const elements: [Path, Json][] = Array.isArray(value)
    ? value.map((element: Json, index) => [[...at, index], element])
    : [[at, value]];
  for (const [path, element] of elements) {
    if (typeof element === 'object' && element !== null && !Array.isArray(element))
      blockCopies(element as JsonObject, block, path, isCopy, found);
    else valueCopies(element, path, isCopy, found);
  }
}

/** A map with such a key is sensitive whole: its place would tell the key. */
function valueCopies(value: Json, at: Path, isCopy: IsCopy, found: Path[]): void {
  if (typeof value === 'string') {
    if (isCopy(value)) found.push(at);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) valueCopies(item, [...at, index], isCopy, found);
  } else if (typeof value === 'object' && value !== null) {
    if (Object.keys(value).some(isCopy)) found.push(at);
    else for (const [name, item] of Object.entries(value)) valueCopies(item, [...at, name], isCopy, found);
  }
}

/** Texts of a simple value, a list or a map; a block that is marked whole holds mostly what is no secret. */
function addTexts(value: Json | undefined, texts: Set<string>): void {
  const items = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  for (const item of items) if (typeof item === 'string' && item !== '') texts.add(item);
}

function own<Value>(of: Readonly<Record<string, Value>> | undefined | null, name: string): Value | undefined {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? of[name] : undefined;
}
