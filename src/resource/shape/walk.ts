/** What one walk over a resource's values gathers, and the mode that it runs in. */
import type { Json, JsonObject, Path, Reason, Unknown } from '../resource.ts';

export interface Walk {
  /** `create`: null means left out of the configuration; `update`: unless it was null before; `read`: it means absent. */
  readonly nulls: 'create' | 'update' | 'read';
  /** Leave sensitive values out (they are noted all the same): for values that only a diff reads. */
  readonly redact: boolean;
  readonly unknown: Unknown[];
  readonly sensitive: Path[];
}

/**
 * What the configuration says of a block: its expressions, `'dynamic'` for a block that it does not show (made by a
 * dynamic block), undefined where no configuration is at hand.
 */
export type Expressions = JsonObject | 'dynamic' | undefined;

/** Where a block is being walked: its mirrors, its values before, its expressions and its path. */
export interface Place {
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
  readonly before: Json | undefined;
  readonly expressions: Expressions;
  readonly path: Path;
}

/**
 * Why an attribute or block that is unknown as a whole is not known. `unset` only where nobody may have written it: an
 * optional attribute, or a block that the provider fills in, without an expression. Any other block is unknown only
 * where a dynamic block goes over something unknown, and of a dynamic block the configuration shows nothing.
 */
export function reasonOfUnknown(
  walk: Walk,
  optional: boolean,
  expressions: Expressions,
  name: string,
): Reason {
  if (!optional || walk.nulls !== 'create') return 'after-apply';
  if (expressions === undefined || expressions === 'dynamic') return 'after-apply';
  return Object.hasOwn(expressions, name) ? 'after-apply' : 'unset';
}

/** `""`, `[]`, `{}` and null: one absence for all attributes that are not required. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

/** Sets a key of a result; a key `__proto__` from a file must not become the prototype. */
export function put(target: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
