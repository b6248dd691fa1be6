/** A plan's configuration with what the source shows besides: local values, dynamic blocks, what an expression makes. */
import { isList, isObject, member } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';

/** Members that a plan does not have, or not of all. */
const BESIDE: ReadonlySet<string> = new Set(['compound', 'references', 'constant_value']);

export interface Merging {
  readonly plan: JsonObject;
  readonly source: JsonObject;
  /** Whether blocks of the type can be told from its attributes in the source. */
  readonly isTyped: (mode: string, type: string) => boolean;
}

const REPETITIONS = ['count_expression', 'for_each_expression'] as const;

/** A plan leaves out what calls functions on constants alone. */
function isNothing(expression: Json | undefined): boolean {
  return expression === undefined || (isObject(expression) && Object.keys(expression).length === 0);
}

/** The merged `configuration`, or the address of what differs: the source is then not what the plan was made of. */
export type Merged = { readonly configuration: JsonObject } | { readonly differs: string };

export function mergedConfiguration({ plan, source, isTyped }: Merging): Merged {
  const differing: string[] = [];
  const root = mergedModule('', member(plan, 'root_module'), member(source, 'root_module'));
  const [differs] = differing;
  if (differs !== undefined) return { differs };
  const providers = mergedProviders(plan.provider_config, source.provider_config);
  return { configuration: { ...plan, root_module: root, provider_config: providers } };

  function mergedModule(path: string, own: Json | undefined, other: Json | undefined): JsonObject {
    if (!isObject(own)) return {};
    const others = new Map(itemsOf(member(other, 'resources')).map((one) => [one.address, one]));
    const resources = itemsOf(own.resources).map((one) => mergedResource(path, one, others.get(one.address)));
    const outputs = mergedMembers(own.outputs, member(other, 'outputs'), (name, one, known) =>
      merged(`${joined(path, 'output')}.${name}`, one, known, ['expression']),
    );
    const calls = mergedMembers(own.module_calls, member(other, 'module_calls'), (name, one, known) =>
      mergedCall(joined(path, `module.${name}`), one, known),
    );
    const locals = member(other, 'locals');
    return {
      ...own,
      resources,
      ...(own.outputs !== undefined && { outputs }),
      ...(own.module_calls !== undefined && { module_calls: calls }),
      ...(locals !== undefined && { locals }),
    };
  }

  function mergedResource(path: string, own: JsonObject, other: JsonObject | undefined): JsonObject {
    const where = joined(path, String(own.address));
    if (other !== undefined && !isTyped(String(own.mode), String(own.type))) return own;
    return merged(where, own, other, ['expressions', ...REPETITIONS]);
  }

  function mergedCall(where: string, own: JsonObject, other: Json | undefined): JsonObject {
    const call = merged(where, own, other, ['expressions', ...REPETITIONS]);
    // A module that is not at hand: what it declares is as the plan has it.
    const below = member(other, 'module');
    if (own.module === undefined || below === undefined) return call;
    return { ...call, module: mergedModule(where, own.module, below) };
  }

  /** The source's members where they agree with the plan's. */
  function merged(
    where: string,
    own: JsonObject,
    other: Json | undefined,
    names: readonly string[],
  ): JsonObject {
    const agrees =
      isObject(other) &&
      names.every((name) => isPartOf(own[name], other[name])) &&
      REPETITIONS.every((name) => own[name] !== undefined || isNothing(other[name]));
    if (!agrees) {
      differing.push(where);
      return own;
    }
    const shown = names.filter((name) => other[name] !== undefined);
    return { ...own, ...Object.fromEntries(shown.map((name) => [name, other[name] as Json])) };
  }
}

/** Dynamic blocks are what the source has beside the plan: a provider may add tags by one. */
function mergedProviders(own: Json | undefined, source: Json | undefined): JsonObject {
  return mergedMembers(own, source, (_, one, known) => {
    const [expressions, others] = [one.expressions, member(known, 'expressions')];
    if (!isObject(others)) return one;
    return { ...one, expressions: { ...others, ...(isObject(expressions) ? expressions : {}) } };
  });
}

function mergedMembers(
  own: Json | undefined,
  other: Json | undefined,
  merge: (name: string, one: JsonObject, known: Json | undefined) => JsonObject,
): JsonObject {
  const entries = isObject(own) ? Object.entries(own) : [];
  return Object.fromEntries(
    entries.map(([name, one]) => [name, isObject(one) ? merge(name, one, member(other, name)) : one]),
  );
}

function itemsOf(list: Json | undefined): JsonObject[] {
  return isList(list) ? list.filter(isObject) : [];
}

function joined(path: string, rest: string): string {
  return path === '' ? rest : `${path}.${rest}`;
}

/** Whether all that a plan shows stands in the source; dynamic blocks stand there besides, between the others. */
export function isPartOf(plan: Json | undefined, source: Json | undefined): boolean {
  if (plan === undefined || plan === null) return true;
  if (isList(plan)) return isList(source) && isSubsequence(plan, source);
  if (!isObject(plan)) return JSON.stringify(plan) === JSON.stringify(source);
  if (!isObject(source)) return false;
  if (!sameReferences(plan.references, source.references)) return false;
  if (!sameConstant(plan.constant_value, source.constant_value)) return false;
  return Object.keys(plan).every((name) => BESIDE.has(name) || isPartOf(plan[name], source[name]));
}

function isSubsequence(plan: readonly Json[], source: readonly Json[]): boolean {
  let at = 0;
  for (const one of plan) {
    while (at < source.length && !isPartOf(one, source[at])) at++;
    if (at++ >= source.length) return false;
  }
  return true;
}

/** Of blocks that stand for an attribute (`ingress`) the source has the dynamic ones too, and then no constant. */
function sameConstant(plan: Json | undefined, source: Json | undefined): boolean {
  if (plan === undefined || (source === undefined && isList(plan))) return true;
  return canonical(plan) === canonical(source);
}

function sameReferences(plan: Json | undefined, source: Json | undefined): boolean {
  if (!isList(plan)) return true;
  const found = new Set(isList(source) ? source.map(String) : []);
  return plan.every((one) => found.has(String(one)));
}

/** Objects in the order of their keys. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(value ?? null, (_, one: Json) =>
    isObject(one)
      ? Object.fromEntries(Object.entries(one).sort(([left], [right]) => (left < right ? -1 : 1)))
      : one,
  );
}
