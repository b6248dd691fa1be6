/** The way back: every folded record into the spelling of the parent that it was folded out of. */
import type { Json, JsonObject, Path, Resource, Unknown } from '../resource.ts';
import { tagsOf } from '../tags.ts';
import type { Carrier, Folded } from './carrier.ts';
import { withRest } from './default-types.ts';
import { carriersOf, renamedType } from './index.ts';
import { marked, type Tree, type TreeObject, unmarked } from './tree.ts';

const VALUES: Path = ['values'];

/**
 * The records as `shape` had them before folding: attributes back in their parents, aliases back under their own
 * type; records that were declared on their own stay. Records must stand as `shape` gives them, carried ones after
 * their parent. Values come back with their unknown and sensitive places; a `change` comes back with its actions only.
 */
export function unfold(resources: Iterable<Resource>): Resource[] {
  const groups: { parent?: Resource; children: Resource[] }[] = [];
  for (const resource of resources) {
    const last = groups.at(-1);
    const parent = parentOf(resource);
    if (parent !== undefined) groups.push({ parent, children: [] });
    else if (last !== undefined && belongs(resource, last.parent ?? last.children[0]))
      last.children.push(resource);
    else groups.push({ children: [resource] });
  }
  return groups.map(({ parent, children }) =>
    children.length === 0 ? (parent as Resource) : unfoldGroup(parent, children),
  );
}

/** The record as its file has it, without what is carried apart; undefined for what is itself carried. */
function parentOf(resource: Resource): Resource | undefined {
  const { declared, ...record } = resource;
  if (declared === undefined) return resource;
  if (declared.path.length > 0 || renamedType(declared.type) !== record.type) return undefined;
  return { ...record, type: declared.type, values: withRest(record.values, declared) };
}

function belongs(child: Resource, to: Resource | undefined): boolean {
  const type = to?.declared?.type ?? to?.type;
  return (
    to !== undefined &&
    child.declared?.type === type &&
    child.declared?.address === to.address &&
    child.deposed === to.deposed &&
    carriersOf(child.declared?.type ?? '') !== undefined
  );
}

function unfoldGroup(parent: Resource | undefined, children: readonly Resource[]): Resource {
  const [first] = children as readonly [Resource, ...Resource[]];
  const base = parent ?? aliasOf(first);
  const own = marked(base.values, VALUES, base.unknown, base.sensitive);
  const unknown: Unknown[] = base.unknown.filter(({ path }) => path[0] !== 'values');
  const sensitive: Path[] = base.sensitive.filter((path) => path[0] !== 'values');
  let tree: TreeObject = own;
  for (const carrier of carriersOf(base.type) ?? []) {
    const folded = children.filter((child) => isCarriedBy(child, carrier)).map(toFolded);
    const { whole, rest } = split(folded, children);
    if (rest.length > 0) tree = { ...tree, ...carrier.unfold(rest, own) };
    tree = { ...tree, ...whole };
  }
  const values = unmarked(tree, VALUES, unknown, sensitive) as JsonObject;
  const tags = tagsOf(values, [], []);
  const id = values.id;
  return { ...base, ...(typeof id === 'string' && { id }), values, tags: tags.tags, unknown, sensitive };
}

function isCarriedBy(child: Resource, carrier: Carrier): boolean {
  if (carrier.alias) return true;
  const name = String(child.declared?.path[0]);
  return Object.hasOwn(carrier.attributes, name) && (carrier.attributes[name] ?? []).includes(child.type);
}

/** Records that stand for an attribute which is unknown as a whole, by that attribute, apart from the others. */
function split(folded: readonly Folded[], children: readonly Resource[]) {
  const whole: Record<string, Tree> = {};
  const rest: Folded[] = [];
  for (const one of folded) {
    const child = children.find(({ declared }) => declared?.path === one.path);
    const mark = child === undefined ? undefined : whollyOpen(child, one);
    if (mark === undefined) rest.push(one);
    else whole[String(one.path[0])] = mark;
  }
  return { whole, rest };
}

/** Such a record has its `id` unknown like all else, which no record read from a block has. */
function whollyOpen(child: Resource, { path, values }: Folded): Tree | undefined {
  const isOpen = child.unknown.some(({ path: at }) => at.length === 2 && at[1] === 'id');
  return child.declared?.as !== 'alias' && isOpen && path.length === 1 ? values.id : undefined;
}

function toFolded(child: Resource): Folded {
  return {
    type: child.type,
    path: child.declared?.path ?? [],
    values: marked(child.values, VALUES, child.unknown, child.sensitive),
    ...(child.declared?.rest !== undefined && { rest: child.declared.rest }),
  };
}

/** The empty record of an alias, to be filled from what it was folded into. */
function aliasOf(child: Resource): Resource {
  const { declared, key: _, origin: __, id: ___, ...rest } = child;
  return {
    ...rest,
    type: declared?.type ?? child.type,
    values: {} as Readonly<Record<string, Json>>,
    tags: {},
    unknown: child.unknown.filter(({ path }) => path[0] === 'scope'),
    sensitive: [],
  };
}
