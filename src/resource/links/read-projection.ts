/** Keeps of a value only what is read, so that an index over many resources stays small. */
import type { ReadPath } from '../read-path.ts';
import type { Json, JsonObject } from '../resource.ts';

/** Reads as a tree; `all` where everything below is read. */
export interface ReadTree {
  all: boolean;
  /** By step; null for any step. */
  readonly below: Map<string | number | null, ReadTree>;
}

export function readTree(reads: Iterable<ReadPath>): ReadTree {
  const root = emptyTree();
  for (const read of reads) {
    let node = root;
    for (const step of read) {
      const next = node.below.get(step) ?? emptyTree();
      node.below.set(step, next);
      node = next;
    }
    node.all = true;
  }
  return root;
}

function emptyTree(): ReadTree {
  return { all: false, below: new Map() };
}

/** The trees that a step leads to. */
export function treesBelow(trees: readonly ReadTree[], step: string | number): ReadTree[] {
  return trees
    .flatMap(({ below }) => [below.get(step), below.get(null)])
    .filter((tree) => tree !== undefined);
}

/**
 * The value without what no read touches: other keys are left out, elements of a list keep their places (null where
 * nothing of them is read). A value of a simple type that a read goes into is kept.
 */
export function project(value: Json, trees: readonly ReadTree[]): Json {
  if (typeof value !== 'object' || value === null || trees.some(({ all }) => all)) return value;
  if (Array.isArray(value)) {
    return value.map((element: Json, place) => {
      const next = treesBelow(trees, place);
      return next.length === 0 ? null : project(element, next);
    });
  }
  return projectObject(value as JsonObject, trees);
}

export function projectObject(value: JsonObject, trees: readonly ReadTree[]): JsonObject {
  if (trees.some(({ all }) => all)) return value;
  const [first] = trees;
  if (first === undefined) return {};
  const kept: [string, Json][] = [];
  const single = trees.length === 1 && !first.below.has(null) ? first.below : undefined;
  for (const key in value) {
    if (single !== undefined && !single.has(key)) continue;
    const below = value[key] as Json;
    const next = treesBelow(trees, key);
    if (next.length > 0) kept.push([key, project(below, next)]);
  }
  return Object.fromEntries(kept);
}
