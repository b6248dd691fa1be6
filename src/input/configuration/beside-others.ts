/** Which references of one expression have something beside them that is a value of its own and not their index. */
import { splitAddress, type TraversalStep } from '../../resource/address.ts';

/** Heads of names whose values hold no resource's name, unless a module was given one. */
const PLAIN: ReadonlySet<string> = new Set(['var', 'each', 'count', 'path', 'terraform', 'self']);
/** Heads of names whose values may be lists or maps of any depth. */
const COLLECTIONS: ReadonlySet<string> = new Set(['var', 'local', 'each', 'module']);

/**
 * Tells of a reference, by its place in the list of an expression (parents left out), whether the expression is
 * certainly not it alone: `"${b.id}-${var.s}"`, `var.c ? b.id : null`. What follows a name that may be indexed may be
 * an index (`b[var.k].id` is listed as `b`, `var.k`); several references to resources may be `try` or `coalesce`.
 */
export function besideOthers(
  list: readonly (readonly TraversalStep[] | undefined)[],
): (place: number) => boolean {
  const [first] = list;
  const indexed = first !== undefined && mayBeIndexed(first);
  const isValue = (place: number): boolean => PLAIN.has(headOf(list[place])) && !(indexed && place > 0);
  const values = [...list.keys()].filter(isValue).length;
  return (place) => values > (isValue(place) ? 1 : 0);
}

/** Not where it goes on to an attribute of a resource: what names a resource is a text. */
function mayBeIndexed(steps: readonly TraversalStep[]): boolean {
  const address = COLLECTIONS.has(headOf(steps)) ? undefined : splitAddress(steps);
  return address === undefined || address.rest.every((step) => 'key' in step);
}

function headOf(steps: readonly TraversalStep[] | undefined): string {
  const head = steps?.[0];
  return head !== undefined && 'name' in head ? head.name : '';
}
