/** The attributes of a carried record of which nothing is known but whom it belongs to. */
import type { Reason } from '../resource.ts';
import { typeSchema } from '../type-schema.ts';
import { isMark, type Tree, type TreeObject, unknownMark } from './tree.ts';

/**
 * Everything that the type has is unknown, save `link`: the parent's attribute is unknown as a whole, so there may be
 * none, one or many such records; one stands for them, lest the fact be taken for absent.
 */
export function whollyUnknown(type: string, link: TreeObject, reason: Reason): TreeObject {
  const schema = typeSchema('hashicorp/aws', type);
  const names = [...Object.keys(schema?.attributes ?? {}), ...Object.keys(schema?.blocks ?? {})];
  return { ...Object.fromEntries(names.map((name) => [name, unknownMark(reason)])), ...link };
}

/** How many unknown places a tree has, those left out of the configuration not counted. */
export function unknownPlaces(tree: Tree | undefined): number {
  if (typeof tree !== 'object' || tree === null) return 0;
  if (isMark(tree)) return tree.reason === undefined || tree.reason === 'unset' ? 0 : 1;
  const inner: readonly Tree[] = Array.isArray(tree) ? tree : Object.values(tree);
  return inner.reduce<number>((sum, item) => sum + unknownPlaces(item), 0);
}

/** The reason of the first unknown place. */
export function firstReason(tree: Tree | undefined): Reason | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  if (isMark(tree)) return tree.reason;
  const inner: readonly Tree[] = Array.isArray(tree) ? tree : Object.values(tree);
  for (const item of inner) {
    const reason = firstReason(item);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
