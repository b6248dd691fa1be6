/** Other ways to write the same plan or state, and small changes whose effect is known beforehand. */
import {
  type Branch,
  branchAt,
  cloned,
  isBranch,
  listAt,
  modules,
  setMember,
  type Tree,
} from './json-tree.ts';
import type { Random } from './random.ts';

/** Every list of resources in another order; the blocks of the configuration too. */
export function withResourcesShuffled(document: Branch, random: Random): Branch {
  const copy = cloned(document);
  for (const key of ['resource_changes', 'resources']) {
    if (Array.isArray(copy[key])) copy[key] = random.shuffled(copy[key]);
  }
  const values = [copy.values, copy.planned_values, branchAt(copy, 'prior_state')?.values];
  for (const module of values.flatMap((tree) => [...modules(tree)])) {
    for (const key of ['resources', 'child_modules'])
      if (Array.isArray(module[key])) module[key] = random.shuffled(module[key]);
  }
  const root = branchAt(branchAt(copy, 'configuration'), 'root_module');
  if (root !== undefined && Array.isArray(root.resources)) root.resources = random.shuffled(root.resources);
  return copy;
}

/** The keys of every object in another order. */
export function withKeysShuffled(value: Tree, random: Random): Tree {
  if (Array.isArray(value)) return value.map((item) => withKeysShuffled(item, random));
  if (!isBranch(value)) return value;
  const out: Branch = {};
  for (const key of random.shuffled(Object.keys(value)))
    setMember(out, key, withKeysShuffled(value[key] as Tree, random));
  return out;
}

/** Every text that contains `from` with `to` in its place. */
export function withTextReplaced(document: Branch, from: string, to: string): Branch {
  return JSON.parse(JSON.stringify(document).replaceAll(from, to)) as Branch;
}

const WRAPPER = 'module.wrapped';

/** An address as it is once the whole configuration is called as a module. */
export function wrappedAddress(address: string): string {
  return `${WRAPPER}.${address}`;
}

/** The plan as it would be with all of it in a module `wrapped` that the root calls, its variables handed through. */
export function wrappedPlan(document: Branch): Branch {
  const copy = cloned(document);
  for (const element of listAt(copy, 'resource_changes')) wrapElement(element);
  for (const values of [copy.planned_values, branchAt(copy, 'prior_state')?.values]) wrapValues(values);
  const configuration = branchAt(copy, 'configuration');
  const root = branchAt(configuration, 'root_module');
  if (configuration === undefined || root === undefined) return copy;
  const variables = branchAt(root, 'variables') ?? {};
  const expressions = Object.fromEntries(
    Object.keys(variables).map((name): [string, Tree] => [name, { references: [`var.${name}`] }]),
  );
  configuration.root_module = {
    module_calls: { wrapped: { source: './wrapped', expressions, module: root } },
    variables,
  };
  return copy;
}

function wrapElement(element: Tree): void {
  if (!isBranch(element) || typeof element.address !== 'string') return;
  element.address = wrappedAddress(element.address);
  element.module_address =
    typeof element.module_address === 'string' ? wrappedAddress(element.module_address) : WRAPPER;
}

function wrapValues(values: Tree | undefined): void {
  if (!isBranch(values)) return;
  for (const module of modules(values)) {
    module.address = typeof module.address === 'string' ? wrappedAddress(module.address) : WRAPPER;
    for (const element of listAt(module, 'resources')) {
      if (isBranch(element)) element.address = wrappedAddress(String(element.address));
    }
  }
  const root = branchAt(values, 'root_module');
  if (root !== undefined) values.root_module = { child_modules: [root] };
}

/** The resources dealt out to two documents, both with the whole configuration. */
export function splitInTwo(document: Branch, isFirst: (address: string) => boolean): [Branch, Branch] {
  return [part(document, isFirst), part(document, (address) => !isFirst(address))];
}

function part(document: Branch, keep: (address: string) => boolean): Branch {
  const copy = cloned(document);
  const kept = (element: Tree): boolean => !isBranch(element) || keep(elementName(element));
  for (const key of ['resource_changes', 'resources'])
    if (Array.isArray(copy[key])) copy[key] = copy[key].filter(kept);
  const values = [copy.values, copy.planned_values, branchAt(copy, 'prior_state')?.values];
  for (const module of values.flatMap((tree) => [...modules(tree)]))
    if (Array.isArray(module.resources)) module.resources = module.resources.filter(kept);
  return copy;
}

/** The address; in a state file, which has none, module, type and name. */
function elementName({ address, module, type, name }: Branch): string {
  return typeof address === 'string' ? address : [module, type, name].join('.');
}

/**
 * One place of one resource's `after` marked unknown, its value left out or left where it is; the address of the
 * resource, undefined where there is nothing to mark. What the configuration has as a constant stays: no plan lacks it.
 */
export function markUnknown(document: Branch, random: Random): string | undefined {
  const changes = listAt(document, 'resource_changes').filter(
    (element) => branchAt(branchAt(element, 'change'), 'after') !== undefined,
  );
  if (changes.length === 0) return undefined;
  const element = random.pick(changes) as Branch;
  const change = branchAt(element, 'change') as Branch;
  if (!isBranch(change.after_unknown)) change.after_unknown = {};
  const constants = constantsOf(document, element);
  markBelow(change.after as Branch, change.after_unknown, random, constants);
  return String(element.address);
}

/** The attributes whose value is a constant in the root module's block of the resource. */
function constantsOf(document: Branch, { type, name }: Branch): Set<string> {
  const root = branchAt(branchAt(document, 'configuration'), 'root_module');
  const block = listAt(root, 'resources').find(
    (one) => isBranch(one) && one.type === type && one.name === name,
  );
  const expressions = branchAt(block, 'expressions') ?? {};
  return new Set(
    Object.keys(expressions).filter((key) => 'constant_value' in (branchAt(expressions, key) ?? {})),
  );
}

function markBelow(
  values: Branch,
  mirror: Branch,
  random: Random,
  except: ReadonlySet<string> = new Set(),
): void {
  const names = Object.keys(values).filter((name) => !except.has(name));
  if (names.length === 0) return;
  const name = random.pick(names);
  const value = values[name] as Tree;
  if (typeof value === 'object' && value !== null && !random.oneIn(3)) {
    const below = Array.isArray(value)
      ? markElement(value, mirror[name], random)
      : markObject(value, mirror[name], random);
    if (below !== undefined) {
      setMember(mirror, name, below);
      return;
    }
  }
  setMember(mirror, name, true);
  if (random.oneIn(2)) delete values[name];
}

function markObject(value: Branch, mirror: Tree | undefined, random: Random): Tree | undefined {
  if (Object.keys(value).length === 0 || mirror === true) return undefined;
  const below = isBranch(mirror) ? mirror : {};
  markBelow(value, below, random);
  return below;
}

function markElement(value: Tree[], mirror: Tree | undefined, random: Random): Tree | undefined {
  if (value.length === 0 || mirror === true) return undefined;
  const marks = value.map((item, index) => {
    const mark = Array.isArray(mirror) ? mirror[index] : undefined;
    return mark ?? (isBranch(item) ? {} : false);
  });
  const index = random.int(value.length);
  const item = value[index];
  marks[index] =
    (isBranch(item) && random.oneIn(2) ? markObject(item, marks[index], random) : undefined) ?? true;
  return marks;
}
