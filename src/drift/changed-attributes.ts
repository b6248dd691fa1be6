/** Where a resource of the state differs from the same resource in the cloud. */
import type { ChangedAttribute } from '../finding/drift.ts';
import { comparableBlock, isUnordered } from '../resource/comparable.ts';
import { isList, isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject, Path, Resource } from '../resource/resource.ts';
import { secretAttributes } from '../resource/secret-attributes.ts';
import { startsWith } from '../resource/starts-with.ts';
import { type BlockSchema, typeSchema } from '../resource/type-schema.ts';
import { valueAt } from '../resource/value-at.ts';
import { withinSchema } from './within-schema.ts';
import { withoutSetPlaces } from './without-set-places.ts';

/**
 * Differences in the provider's shape, by place: sets in any order and documents by meaning are equal, and so are zero
 * values and absence. `ignored` are places (from `values` down) that nobody can or wants to compare.
 */
export function changedAttributes(
  state: Resource,
  live: Resource,
  ignored: readonly Path[],
): readonly ChangedAttribute[] {
  const schema = typeSchema(state.provider, state.type);
  const known = withinSchema(state.values, schema);
  const before = comparableBlock(withoutSetPlaces(known, ignored, schema), schema) ?? {};
  const after = comparableBlock(withoutSetPlaces(live.values, ignored, schema), schema) ?? {};
  const found: Path[] = [];
  for (const name of names(before, after)) {
    if (isLeftOut(name, state, before, schema)) continue;
    differences(before[name], after[name], ['values', name], nestedOf(schema, name), found, ignored);
  }
  return found.map((path) => attribute(path, state, live));
}

/** A block inside, or undefined with what is known of the order of an attribute's elements. */
interface Nested {
  readonly block?: BlockSchema;
  readonly unordered: boolean;
  /** Below a decoded document, whose lists are all unordered. */
  readonly inDocument: boolean;
}

function nestedOf(schema: BlockSchema | undefined, name: string): Nested {
  const nested = schema?.blocks[name];
  if (nested !== undefined)
    return { block: nested.block, unordered: nested.nesting === 'set', inDocument: false };
  const type = schema?.attributes[name]?.type;
  return { unordered: isUnordered(type), inDocument: type === 'string' };
}

/** What stands in a member of a value that `nested` describes. */
function memberOf(nested: Nested, name: string): Nested {
  return nested.inDocument ? { unordered: true, inDocument: true } : nestedOf(nested.block, name);
}

/** Whether elements are the same by their place; those of a document's list are where there is but one. */
function isPlaced({ unordered, inDocument }: Nested, length: number): boolean {
  return !unordered || (inDocument && length === 1);
}

function names(before: JsonObject, after: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}

function isLeftOut(
  name: string,
  state: Resource,
  before: JsonObject,
  schema: BlockSchema | undefined,
): boolean {
  // Which tags are the provider's default ones, only its configuration tells: `tags_all` holds them all.
  if (name === 'tags' && Object.hasOwn(before, 'tags_all')) return true;
  if (Object.hasOwn(before, name)) return false;
  // A state without it, of an older provider or of a resource without tags, says in `tags` all that it knows.
  if (name === 'tags_all' && schema?.attributes.tags !== undefined) return true;
  const attribute = schema?.attributes[name];
  const isFolded = state.declared !== undefined && state.declared.as !== 'alias';
  // What stands inside another resource has no id and no tags of its own.
  if (isFolded && (name === 'tags' || name === 'tags_all' || attribute?.computed === true)) return true;
  // A state of an older provider lacks what newer ones compute.
  return attribute?.computed === true && !attribute.optional;
}

function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: Path,
  nested: Nested,
  found: Path[],
  ignored: readonly Path[],
): void {
  if (ignored.some((one) => startsWith(path, withoutPlaces(one, path)))) return;
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const isBelow = ignored.some(
    (one) => startsWith(withoutPlaces(one, path), path) && one.length > path.length,
  );
  if (isList(before) && isList(after) && before.length === after.length && isPlaced(nested, before.length)) {
    for (const [place, item] of before.entries())
      differences(item, after[place], [...path, place], nested, found, ignored);
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const name of names(before, after))
      differences(before[name], after[name], [...path, name], memberOf(nested, name), found, ignored);
    return;
  }
  if (isBelow && (before === undefined || after === undefined)) {
    // What is left of a block when the ignored places are taken out may be nothing.
    const rest = pruned((before ?? after) as Json, path, ignored);
    if (rest === undefined) return;
  }
  found.push(path);
}

/** List places in `one` are left out where it comes from a table (`root_block_device.throughput`). */
function withoutPlaces(one: Path, like: Path): Path {
  if (one.some((step) => typeof step === 'number')) return one;
  const placed: (string | number)[] = [];
  let at = 0;
  for (const step of like) {
    if (typeof step === 'number') placed.push(step);
    else if (at < one.length) placed.push(one[at++] as string);
  }
  return [...placed, ...one.slice(at)];
}

function pruned(value: Json, path: Path, ignored: readonly Path[]): Json | undefined {
  if (ignored.some((one) => startsWith(path, withoutPlaces(one, path)))) return undefined;
  if (isList(value)) {
    const items = value.map((item, place) => pruned(item, [...path, place], ignored));
    return items.every((item) => item === undefined) ? undefined : value;
  }
  if (!isObject(value)) return value;
  const left = Object.entries(value).filter(
    ([name, item]) => pruned(item, [...path, name], ignored) !== undefined,
  );
  return left.length === 0 ? undefined : value;
}

function attribute(path: Path, state: Resource, live: Resource): ChangedAttribute {
  const secrets = [...state.sensitive, ...live.sensitive, ...secretAttributes(state.type)];
  const isSensitive = secrets.some((one) => startsWith(path, one) || startsWith(one, path));
  if (isSensitive) return { path, sensitive: true };
  // As the records have it, so that false does not read as absent.
  const before = valueAt(state.values, path.slice(1));
  const after = valueAt(live.values, path.slice(1));
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
