/** Cuts an input down to what the policies of a group may read: most of a resource never reaches the evaluator. */

import { isObject } from '../resource/json-kind.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { Json } from '../resource/resource.ts';

/** Reads as a tree; `whole` takes everything below, `each` stands for any key or element. */
export interface Projection {
  whole: boolean;
  readonly keys: Map<string, Projection>;
  each?: Projection;
}

function node(): Projection {
  return { whole: false, keys: new Map() };
}

/** The tree of all reads; an empty path reads everything. */
export function projectionOf(reads: Iterable<ReadPath>): Projection {
  const root = node();
  for (const path of reads) {
    let at = root;
    for (const step of path) {
      if (step === null) {
        at.each ??= node();
        at = at.each;
      } else {
        const key = String(step);
        let next = at.keys.get(key);
        if (next === undefined) {
          next = node();
          at.keys.set(key, next);
        }
        at = next;
      }
    }
    at.whole = true;
  }
  return root;
}

/**
 * The part of `value` that the reads reach. List lengths, and the presence of the keys that are read, stay as they
 * are; a list that is only indexed is kept with all its elements, so that every index keeps its meaning.
 */
export function project(value: Json, projection: Projection): Json {
  if (projection.whole || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((element: Json, index) => projectChild(element, projection, String(index)));
  if (!isObject(value)) return value;
  const out: Record<string, Json> = {};
  const each = projection.each !== undefined;
  // A key of that name, which a plan may hold, would set the prototype instead.
  if (Object.hasOwn(value, '__proto__') && each) return value;
  if (each) {
    for (const key of Object.keys(value)) out[key] = projectChild(value[key] as Json, projection, key);
    return out;
  }
  for (const [key, below] of projection.keys) {
    const child = Object.hasOwn(value, key) ? value[key] : undefined;
    if (child !== undefined) out[key] = project(child, below);
  }
  return out;
}

/** A child that both a literal key and a wildcard read gets the union of the two. */
function projectChild(child: Json, projection: Projection, key: string): Json {
  const named = projection.keys.get(key);
  const each = projection.each;
  if (named === undefined) return each === undefined ? blank(child) : project(child, each);
  if (each === undefined) return project(child, named);
  return project(child, union(named, each));
}

/** An element that nobody reads keeps its place in the list, without its content. */
function blank(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [] : {};
}

function union(left: Projection, right: Projection): Projection {
  const keys = new Map(left.keys);
  for (const [key, below] of right.keys) {
    const existing = keys.get(key);
    keys.set(key, existing === undefined ? below : union(existing, below));
  }
  const each = left.each && right.each ? union(left.each, right.each) : (left.each ?? right.each);
  return { whole: left.whole || right.whole, keys, ...(each === undefined ? {} : { each }) };
}
