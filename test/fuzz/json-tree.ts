/** Parsed JSON that a test changes in place. */

export type Tree = null | boolean | number | string | Tree[] | Branch;
export interface Branch {
  [key: string]: Tree;
}

export function isBranch(value: Tree | undefined): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member as an object; undefined for anything else. */
export function branchAt(value: Tree | undefined, key: string): Branch | undefined {
  const found = isBranch(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isBranch(found) ? found : undefined;
}

/** The own member as a list; empty for anything else. */
export function listAt(value: Tree | undefined, key: string): Tree[] {
  const found = isBranch(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** Sets an own member, also one named `__proto__`. */
export function setMember(holder: object, key: string | number, value: Tree): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A place in a tree: what holds it, and its key. */
export interface Place {
  readonly holder: Tree[] | Branch;
  readonly key: string | number;
  readonly value: Tree;
}

/** The modules of `values`, `planned_values` or `prior_state.values`, the root first. */
export function* modules(values: Tree | undefined): Generator<Branch> {
  const root = branchAt(values, 'root_module');
  if (root !== undefined) yield* moduleAndBelow(root);
}

function* moduleAndBelow(module: Branch): Generator<Branch> {
  yield module;
  for (const child of listAt(module, 'child_modules')) if (isBranch(child)) yield* moduleAndBelow(child);
}

/** A deep copy; structuredClone overflows the stack on trees that JSON holds without trouble. */
export function cloned<T extends Tree>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
