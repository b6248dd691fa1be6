/** The tags of a resource, wherever its type keeps them, with their unknown and sensitive places. */
import type { Json, JsonObject, Path, Unknown } from './resource.ts';

/** Names in order of preference: with the provider's default tags first. `labels` is Google's word. */
const TAG_ATTRIBUTES = ['tags_all', 'tags', 'effective_labels', 'terraform_labels', 'labels'];
const ALL_ATTRIBUTES = new Set<Path[number] | undefined>([...TAG_ATTRIBUTES, 'tag']);
const NO_TAGS: JsonObject = {};
const NOTHING: readonly never[] = [];
const UNSET: Unknown = { path: ['tags'], reason: 'unset' };

export interface Tags {
  readonly tags: JsonObject;
  readonly unknown: readonly Unknown[];
  readonly sensitive: readonly Path[];
}

/**
 * Tags come from the first of the attributes that has a value or an unknown place; of a type with `tag` blocks
 * (`aws_autoscaling_group`) from these. Entries of `unknown` below it are given again below `tags`, and of `sensitive`
 * those below any of them. Where the provider adds no tags and nobody set any, a create plan has `tags_all` unknown all the
 * same (aws provider 5.100.0): the tags are then `unset`.
 */
export function tagsOf(
  values: JsonObject,
  unknown: readonly Unknown[],
  sensitive: readonly Path[],
  addsNoTags = false,
): Tags {
  const open = openAttributes(unknown);
  if (addsNoTags && open?.has('tags_all') && areUnset(values, unknown))
    return { tags: NO_TAGS, unknown: [UNSET], sensitive: liftedPaths(sensitive) };
  for (const name of TAG_ATTRIBUTES) {
    const value = values[name];
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const isOpen = open?.has(name) === true;
    if (!isMap && !isOpen) continue;
    return {
      tags: isMap ? (value as JsonObject) : NO_TAGS,
      unknown: isOpen ? lifted(unknown, name) : NOTHING,
      sensitive: sensitive.length === 0 ? NOTHING : liftedPaths(sensitive),
    };
  }
  const hasBlocks = values.tag !== undefined || open !== undefined;
  if (!hasBlocks) return { tags: NO_TAGS, unknown: NOTHING, sensitive: NOTHING };
  return tagsOfBlocks(values.tag, unknown, sensitive);
}

function openAttributes(unknown: readonly Unknown[]): ReadonlySet<Path[number] | undefined> | undefined {
  let open: Set<Path[number] | undefined> | undefined;
  for (const { path } of unknown) {
    if (!ALL_ATTRIBUTES.has(path[1]) || path[0] !== 'values') continue;
    open ??= new Set();
    open.add(path[1]);
  }
  return open;
}

function areUnset(values: JsonObject, unknown: readonly Unknown[]): boolean {
  if (values.tags_all !== undefined || values.tags !== undefined) return false;
  return unknown.every(({ path, reason }) => path[1] !== 'tags' || reason === 'unset');
}

function lifted(unknown: readonly Unknown[], name: string): Unknown[] {
  return unknown
    .filter(({ path }) => path[0] === 'values' && path[1] === name)
    .map(({ path, reason }) => ({ path: ['tags', ...path.slice(2)], reason }));
}

/** A provider fills one attribute from another without its marks: what is sensitive in any of them is so in all. */
function liftedPaths(paths: readonly Path[]): Path[] {
  const lifted = new Map<string, Path>();
  for (const path of paths) {
    if (path[0] !== 'values' || !(path.length === 1 || ALL_ATTRIBUTES.has(path[1]))) continue;
    const place: Path = path[1] === 'tag' ? ['tags'] : ['tags', ...path.slice(2)];
    lifted.set(JSON.stringify(place), place);
  }
  return [...lifted.values()];
}

function tagsOfBlocks(
  blocks: Json | undefined,
  unknown: readonly Unknown[],
  sensitive: readonly Path[],
): Tags {
  const open = unknown.find(({ path }) => path[1] === 'tag');
  const entries: [string, Json][] = [];
  for (const block of Array.isArray(blocks) ? (blocks as readonly Json[]) : []) {
    if (typeof block !== 'object' || block === null || Array.isArray(block)) continue;
    const { key, value } = block as JsonObject;
    if (typeof key === 'string' && value !== undefined) entries.push([key, value]);
  }
  return {
    tags: entries.length === 0 ? NO_TAGS : Object.fromEntries(entries),
    // A key that is not known may be any of them: then no tag is known to be absent.
    unknown: open === undefined ? [] : [{ path: ['tags'], reason: open.reason }],
    sensitive: liftedPaths(sensitive).length > 0 ? [['tags']] : [],
  };
}
