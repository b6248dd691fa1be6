/** Puts values into JSON trees and takes them out, by path, without touching the original. */
import type { Json, JsonObject, Path } from '../../../src/resource/resource.ts';

/** Stands for: nothing is there. */
export const ABSENT = Symbol('absent');
export type Value = Json | typeof ABSENT;

/**
 * The tree with `value` at `path`; an absent element of a list is null there, as in the shape. Objects and lists that
 * the path leads through are made where they are missing; where something else is in the way, the tree stays as it is.
 */
export function withValue(tree: Json, path: Path, value: Value): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value === ABSENT ? null : value;
  if (typeof step === 'number') {
    if (!Array.isArray(tree)) return tree;
    const copy: Json[] = [...(tree as readonly Json[])];
    while (copy.length <= step) copy.push(null);
    copy[step] = withValue(copy[step] ?? null, rest, value);
    return copy;
  }
  return withMember(tree, step, rest, value);
}

function withMember(tree: Json, step: string, rest: Path, value: Value): Json {
  if (Array.isArray(tree) || (typeof tree !== 'object' && tree !== undefined)) return tree;
  const object = (tree ?? {}) as JsonObject;
  if (rest.length === 0) {
    const others = Object.entries(object).filter(([name]) => name !== step);
    return Object.fromEntries(value === ABSENT ? others : [...others, [step, value]]);
  }
  const below = Object.hasOwn(object, step) ? (object[step] as Json) : undefined;
  if (below === undefined && value === ABSENT) return tree;
  const made = below ?? (typeof rest[0] === 'number' ? [] : {});
  return { ...object, [step]: withValue(made, rest, value) };
}
