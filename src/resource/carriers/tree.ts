/** Values with their unknown and sensitive places inside them, so that folding moves these along. */
import type { Json, JsonObject, Path, Reason, Unknown } from '../resource.ts';
import { startsWith } from '../starts-with.ts';

const MARK = Symbol('mark');

/** Stands where a value is unknown (`reason`) or sensitive; a sensitive value that is known has `value`. */
export interface Mark {
  readonly [MARK]: true;
  readonly reason?: Reason;
  /** The call that failed to tell. */
  readonly api?: string;
  readonly sensitive: boolean;
  readonly value?: Json;
}
export type Tree = Json | Mark | readonly Tree[] | TreeObject;
export interface TreeObject {
  readonly [name: string]: Tree;
}

export function unknownMark(reason: Reason, api?: string): Mark {
  return api === undefined
    ? { [MARK]: true, reason, sensitive: false }
    : { [MARK]: true, reason, api, sensitive: false };
}

export function isMark(tree: Tree | undefined): tree is Mark {
  return typeof tree === 'object' && tree !== null && Object.hasOwn(tree, MARK);
}

/** Why the whole is unknown; undefined where it is not. */
export function reasonOf(tree: Tree | undefined): Reason | undefined {
  return isMark(tree) ? tree.reason : undefined;
}

/** The known value of a leaf, sensitive or not. */
export function known(tree: Tree | undefined): Json | undefined {
  return isMark(tree) ? tree.value : (tree as Json | undefined);
}

/** The same, undefined where the configuration leaves it out: nothing is to be built around such a leaf. */
export function given(tree: Tree | undefined): Tree | undefined {
  return reasonOf(tree) === 'unset' ? undefined : tree;
}

/** A leaf's known value changed, its marks kept. */
export function mapLeaf(tree: Tree, change: (value: Json) => Json): Tree {
  if (!isMark(tree)) return change(tree as Json);
  return tree.value === undefined ? tree : { ...tree, value: change(tree.value) };
}

export function items(tree: Tree | undefined): readonly Tree[] {
  return Array.isArray(tree) ? tree : [];
}

/** A list, or the mark that stands for it; what is neither cannot be read and must not pass for an empty list. */
export function listOrMark(tree: Tree | undefined): readonly Tree[] | Mark {
  if (tree === undefined || tree === null) return [];
  return isMark(tree) ? tree : Array.isArray(tree) ? tree : unknownMark('malformed');
}

export function fields(tree: Tree | undefined): TreeObject {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !isMark(tree)
    ? (tree as TreeObject)
    : {};
}

/** Picks what is there under other names: `rename(rule, { status: 'enabled' })` gives `{ status: rule.enabled }`. */
export function rename(tree: TreeObject, names: Readonly<Record<string, string>>): TreeObject {
  const result: [string, Tree][] = [];
  for (const [to, from] of Object.entries(names)) {
    const value = tree[from];
    if (value !== undefined) result.push([to, value]);
  }
  return Object.fromEntries(result);
}

/** Without the keys whose value is undefined. */
export function defined(entries: Readonly<Record<string, Tree | undefined>>): TreeObject {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as TreeObject;
}

/** The values below `root` with the entries below `root` put in as marks; containers are copied only on the way to one. */
export function marked(
  values: JsonObject,
  root: Path,
  unknown: readonly Unknown[],
  sensitive: readonly Path[],
): TreeObject {
  const top: Record<string, Tree> = { ...values };
  const depth = root.length;
  const put = (path: Path, change: (at: Tree | undefined) => Tree) => {
    const name = path[depth];
    if (typeof name !== 'string' || !isBelow(path, root)) return;
    top[name] = placed(Object.hasOwn(top, name) ? top[name] : undefined, path, depth + 1, change);
  };
  for (const { path, reason, api } of unknown) put(path, () => unknownMark(reason, api));
  for (const path of sensitive) put(path, sensitiveLeaves);
  return top;
}

/** Takes the marks out again: gives the values, and notes their places below `path`. */
export function unmarked(tree: Tree, path: Path, unknown: Unknown[], sensitive: Path[]): Json | undefined {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (isMark(tree)) {
    if (tree.reason !== undefined)
      unknown.push({ path, reason: tree.reason, ...(tree.api !== undefined && { api: tree.api }) });
    if (tree.sensitive) sensitive.push(path);
    return tree.value;
  }
  if (Array.isArray(tree)) {
    return tree.map((item, index) => unmarked(item, [...path, index], unknown, sensitive) ?? null);
  }
  const result: [string, Json][] = [];
  for (const [name, item] of Object.entries(tree)) {
    const value = unmarked(item as Tree, [...path, name], unknown, sensitive);
    if (value !== undefined) result.push([name, value]);
  }
  return Object.fromEntries(result);
}

/** True where nothing at or below is unknown. */
export function isKnown(tree: Tree | undefined): boolean {
  if (typeof tree !== 'object' || tree === null) return true;
  if (isMark(tree)) return tree.reason === undefined;
  return (Array.isArray(tree) ? tree : Object.values(tree)).every((item) => isKnown(item as Tree));
}

/** Known, not sensitive entries only, as plain values: what may go to `rest`. */
export function plain(entries: Readonly<Record<string, Tree | undefined>>): JsonObject {
  const result: [string, Json][] = [];
  for (const [name, item] of Object.entries(entries)) {
    if (item === undefined) continue;
    const unknown: Unknown[] = [];
    const sensitive: Path[] = [];
    const value = unmarked(item, [], unknown, sensitive);
    if (value !== undefined && unknown.length === 0 && sensitive.length === 0) result.push([name, value]);
  }
  return Object.fromEntries(result);
}

function isBelow(path: Path, root: Path): boolean {
  return path.length > root.length && startsWith(path, root);
}

function placed(
  tree: Tree | undefined,
  path: Path,
  depth: number,
  change: (at: Tree | undefined) => Tree,
): Tree {
  const step = path[depth];
  if (step === undefined) return change(tree);
  if (isMark(tree))
    return tree.reason === undefined ? tree : { ...tree, sensitive: tree.sensitive || isSecret(change) };
  if (typeof step === 'number') {
    const list: Tree[] = [...items(tree)];
    list[step] = placed(list[step], path, depth + 1, change);
    return Array.from(list, (item) => item ?? null);
  }
  const at = fields(tree);
  const inner = placed(Object.hasOwn(at, step) ? at[step] : undefined, path, depth + 1, change);
  return Object.fromEntries([...Object.entries(at), [step, inner]]);
}

function isSecret(change: unknown): boolean {
  return change === sensitiveLeaves;
}

/** Every leaf on its own, so that a part of a sensitive container stays sensitive wherever it goes. */
function sensitiveLeaves(tree: Tree | undefined): Tree {
  if (tree === undefined) return { [MARK]: true, sensitive: true };
  if (isMark(tree)) return { ...tree, sensitive: true };
  if (typeof tree !== 'object' || tree === null)
    return { [MARK]: true, sensitive: true, value: tree as Json };
  if (Array.isArray(tree)) return tree.map((item) => sensitiveLeaves(item as Tree));
  return Object.fromEntries(
    Object.entries(tree).map(([name, item]) => [name, sensitiveLeaves(item as Tree)]),
  );
}
