/** Answers from a plan's configuration which resources an attribute's value may come from. */
import type { Address, InstanceKey, TraversalStep } from '../../resource/address.ts';
import {
  formatAddress,
  localAddress,
  modulePath,
  parseAddress,
  parseTraversal,
  splitAddress,
} from '../../resource/address.ts';
import type { ReferenceResolver, References, ReferenceTarget } from '../../resource/references.ts';
import type { ConfigurationResource, ConfigurationSource } from '../configuration-source.ts';
import { besideOthers } from './beside-others.ts';
import { expressionAt, withoutParents } from './reference-list.ts';
import { callerOf, isOwnKey, keyOf, type Repeated, type Scope, type ScopeStep } from './reference-scope.ts';

/** Names whose values are always known when the plan is made: they name no resource. */
const KNOWN_NAMES: ReadonlySet<string> = new Set(['count', 'path', 'terraform', 'self']);
/** How many blocks are kept parsed. */
const KEPT_BLOCKS = 4096;

interface Search {
  readonly source: ConfigurationSource;
  readonly block: (path: string, local: string) => ConfigurationResource | undefined;
  readonly found: Map<string, ReferenceTarget>;
  /** Expressions that are being resolved, so that a cycle ends. */
  readonly active: Set<string>;
  open: boolean;
}

/** One reference with what surrounds it. */
interface Reference {
  readonly steps: readonly TraversalStep[];
  readonly scope: Scope;
  /** Steps that the reader takes below the reference: `.id` of `each.value.id`. */
  readonly tail: readonly TraversalStep[];
  /** The own instance key, where the reference is indexed by it. */
  readonly ownKey?: InstanceKey | undefined;
  /** As in `ReferenceTarget`. */
  readonly beside: boolean | 'text';
}

/** What surrounds the expression that references are followed from. */
interface Surroundings extends Partial<Pick<Reference, 'tail' | 'ownKey' | 'beside'>> {
  /** Several expressions, or one that builds a collection: what stands beside a reference belongs elsewhere. */
  readonly several?: boolean | undefined;
}

/**
 * A resolver for one plan. It takes a resource instance address (or a block's, keys left out) and a path into the
 * block's expressions, and gives the resource blocks whose values flow in: through variables and the module calls'
 * expressions, outputs, and `each.value`. Known values (root variables, defaults, `each.key`, `count.index`) name
 * nothing. `open` is set by locals, data sources and what the configuration does not show (a dynamic block, a missing
 * module, a cycle); an expression that refers to nothing gives no targets and is not open. Targets are the blocks as
 * referred to, of any type: whether one can be what the attribute names, or leads there, is the caller's to say.
 */
export function referenceResolver(source: ConfigurationSource): ReferenceResolver {
  const block = keptBlocks(source);
  return (address, attribute) => {
    const search: Search = { source, block, found: new Map(), active: new Set(), open: false };
    const parsed = parseAddress(address);
    const own = parsed && block(modulePath(parsed.modules), localAddress(parsed));
    if (parsed === undefined || own === undefined) return { targets: [], open: true };
    const { references, missing, several, compound } = expressionAt(own.expressions, attribute);
    if (missing) search.open = true;
    const modules = parsed.modules.map(
      (step): ScopeStep => (step.key === undefined ? { ...step, single: true } : step),
    );
    const scope = { modules, owner: repeatedBy(own, parsed.key) };
    follow(search, references, scope, { several, beside: compound ?? false });
    return resultOf(search);
  };
}

function keptBlocks(source: ConfigurationSource): Search['block'] {
  const kept = new Map<string, ConfigurationResource | undefined>();
  return (path, local) => {
    const name = `${path}\n${local}`;
    if (kept.has(name)) return kept.get(name);
    if (kept.size >= KEPT_BLOCKS) kept.clear();
    const block = source.resource(path, local);
    kept.set(name, block);
    return block;
  };
}

function repeatedBy(block: ConfigurationResource, key: InstanceKey | undefined): Repeated {
  const { for_each_expression, count_expression } = block;
  return {
    ...(key === undefined ? {} : { key }),
    ...(for_each_expression === undefined ? {} : { for_each_expression }),
    ...(count_expression === undefined ? {} : { count_expression }),
  };
}

function resultOf({ found, open }: Search): References {
  return { targets: [...found.values()], open };
}

function follow(
  search: Search,
  references: readonly string[],
  scope: Scope,
  around: Surroundings = {},
): void {
  const list = withoutParents(references);
  const { tail = [] } = around;
  const steps = list.map(parseTraversal);
  const beside = around.several ? () => false : besideOthers(steps);
  for (const [place, own] of steps.entries()) {
    if (own === undefined) {
      search.open = true;
      continue;
    }
    const ownKey = isOwnKey(list[place + 1], scope.owner) ? scope.owner?.key : around.ownKey;
    followOne(search, { steps: own, scope, tail, ownKey, beside: around.beside || beside(place) });
  }
}

function followOne(search: Search, reference: Reference): void {
  const [first, second] = reference.steps;
  const head = first !== undefined && 'name' in first ? first.name : undefined;
  const name = second !== undefined && 'name' in second ? second.name : undefined;
  if (head === 'each') {
    if (name !== 'key') followEach(search, reference);
  } else if (head === 'var' && name !== undefined) {
    followVariable(search, name, reference);
  } else if (head === 'module' && name !== undefined) {
    followModule(search, name, reference);
  } else if (head === 'local' && name !== undefined) {
    followLocal(search, name, reference);
  } else if (head === undefined || head === 'local' || head === 'data' || head === 'ephemeral') {
    search.open = true;
  } else if (!KNOWN_NAMES.has(head)) {
    followResource(search, reference);
  }
}

/** Runs `resolve` unless it is already under way; a cycle cannot be settled. */
function once(search: Search, name: string, resolve: () => void): void {
  if (search.active.has(name)) {
    search.open = true;
    return;
  }
  search.active.add(name);
  resolve();
  search.active.delete(name);
}

function followEach(search: Search, { steps, scope, tail, beside }: Reference): void {
  const { owner, modules } = scope;
  if (owner === undefined) search.open = true;
  const { references } = expressionAt(owner?.for_each_expression, []);
  const below = [...steps.slice(2), ...tail];
  const outer: Scope = { modules };
  once(search, `each ${modulePath(modules)} ${JSON.stringify(references)}`, () =>
    follow(search, references, outer, { tail: below, ownKey: owner?.key, beside, several: true }),
  );
}

function followVariable(search: Search, name: string, reference: Reference): void {
  const { steps, scope, tail, ownKey, beside } = reference;
  if (scope.modules.length === 0) return;
  const caller = callerOf(search.source, scope.modules);
  if (caller === undefined) {
    search.open = true;
    return;
  }
  const { references, missing, compound } = expressionAt(caller.call.expressions?.[name], []);
  if (missing) return;
  const around: Surroundings = {
    tail: [...steps.slice(2), ...tail],
    ownKey,
    beside: beside || (compound ?? false),
  };
  once(search, `var ${modulePath(scope.modules)} ${name}`, () =>
    follow(search, references, caller.scope, around),
  );
}

/** Plans do not have their expressions. */
function followLocal(search: Search, name: string, { steps, scope, tail, ownKey, beside }: Reference): void {
  const path = modulePath(scope.modules);
  const { references, missing, compound } = expressionAt(search.source.local(path, name), []);
  if (missing) search.open = true;
  const below = [...steps.slice(2), ...tail];
  const around: Surroundings = {
    tail: below,
    ownKey,
    beside: beside || (compound ?? false),
    several: below.length > 0,
  };
  once(search, `local ${path} ${name}`, () => follow(search, references, { modules: scope.modules }, around));
}

function followModule(search: Search, name: string, reference: Reference): void {
  const split = splitModule(reference);
  const path = modulePath([...reference.scope.modules, { name }]);
  const call = search.source.moduleCall(path);
  if (call === undefined) {
    search.open = true;
    return;
  }
  const settled = split.key === undefined && !split.direct ? keyOf(call, reference.ownKey) : undefined;
  const step: ScopeStep = {
    name,
    ...(split.key === undefined ? {} : { key: split.key }),
    ...(settled === undefined ? {} : { key: settled, assumed: true as const }),
    ...(split.direct ? { single: true as const } : {}),
  };
  const inner: Scope = { modules: [...reference.scope.modules, step] };
  const ownKey = settled === undefined ? reference.ownKey : undefined;
  const around: Surroundings = { tail: split.below, ownKey, beside: reference.beside };
  const outputs = split.output === undefined ? search.source.outputNames?.(path) : [split.output];
  if (outputs === undefined) search.open = true;
  for (const output of outputs ?? []) followOutput(search, path, output, inner, around);
}

function followOutput(
  search: Search,
  path: string,
  output: string,
  scope: Scope,
  around: Surroundings,
): void {
  const expression = search.source.output(path, output);
  const { references, missing, compound } = expressionAt(expression, []);
  if (missing) search.open = true;
  const beside = around.beside || (compound ?? false);
  once(search, `output ${path} ${output}`, () => follow(search, references, scope, { ...around, beside }));
}

interface SplitModule {
  readonly key?: InstanceKey;
  readonly output?: string;
  /** `module.m.out`: the reference itself names an output, without a key. */
  readonly direct: boolean;
  readonly below: readonly TraversalStep[];
}

/** `module.m["k"].out.more`: key, output name (which `each.value.out` gives by its tail) and what follows. */
function splitModule({ steps, tail }: Reference): SplitModule {
  const [next, ...others] = steps.slice(2);
  const key = next !== undefined && 'key' in next ? next.key : undefined;
  const plain = next === undefined || 'name' in next ? steps.slice(2) : others;
  const [output, ...below] = [...plain, ...tail];
  const named = output !== undefined && 'name' in output ? { output: output.name } : {};
  const direct = next !== undefined && 'name' in next;
  return { ...(key === undefined ? {} : { key }), ...named, direct, below };
}

function followResource(search: Search, reference: Reference): void {
  const split = splitAddress(reference.steps);
  if (split === undefined) {
    search.open = true;
    return;
  }
  const { modules } = reference.scope;
  const { key: _, ...named } = split.address;
  const given = modules.map((step) => (step.assumed ? { name: step.name } : step));
  const target: ReferenceTarget = {
    block: formatAddress({ ...named, modules: given }),
    ...attributeOf([...split.rest, ...reference.tail]),
    ...instanceOf(search, reference, split.address, split.rest),
    ...(reference.beside !== false && { beside: reference.beside }),
  };
  search.found.set(JSON.stringify(target), target);
}

/** The one instance that is meant, where the reference says which: by a key, by the own key, or by needing none. */
function instanceOf(
  search: Search,
  { scope: { modules }, ownKey }: Reference,
  address: Address,
  rest: readonly TraversalStep[],
): { readonly instance?: string; readonly byInstanceKey?: true } {
  if (!modules.every((step) => step.key !== undefined || step.single)) return {};
  const direct = rest[0] !== undefined && 'name' in rest[0];
  const block = search.block(modulePath(modules), localAddress(address));
  const settled = address.key === undefined && !direct ? keyOf(block, ownKey) : undefined;
  const key = address.key ?? settled;
  if (key === undefined && !direct) return {};
  const instance = formatAddress({ ...address, modules, ...(key === undefined ? {} : { key }) });
  const assumed = settled !== undefined || modules.some((step) => step.assumed);
  return assumed ? { instance, byInstanceKey: true } : { instance };
}

function attributeOf(steps: readonly TraversalStep[]): { readonly attribute?: string } {
  const first = steps.find((step) => 'name' in step);
  return first === undefined ? {} : { attribute: first.name };
}
