/** Where an expression of the configuration stands: its module instance and what `each` and `count` mean there. */
import type { InstanceKey, ModuleStep } from '../../resource/address.ts';
import { modulePath } from '../../resource/address.ts';
import type { JsonObject } from '../../resource/resource.ts';
import type { ConfigurationModuleCall, ConfigurationSource } from '../configuration-source.ts';

/**
 * A module on the way to a block. Its key is missing where the reference does not say which instance is meant, unless
 * it is `single`.
 */
export interface ScopeStep extends ModuleStep {
  /** The key was settled by the own instance key. */
  readonly assumed?: true;
  /** The module has one instance: `module.m.out` is not allowed of one that is repeated. */
  readonly single?: true;
}

/** A block or module call that `each` and `count` belong to. */
export interface Repeated {
  readonly key?: InstanceKey;
  readonly for_each_expression?: JsonObject;
  readonly count_expression?: JsonObject;
}

export interface Scope {
  readonly modules: readonly ScopeStep[];
  /** The block whose expression this is; undefined in an output. */
  readonly owner?: Repeated;
}

/**
 * The own key as the key of another block or module call: a `for_each` over a list in a map has "0" for 0. A plan
 * leaves out a `for_each` without references, so the kind is often not known and the key is taken as it is.
 */
export function keyOf(
  repeated: Pick<Repeated, 'for_each_expression' | 'count_expression'> | undefined,
  key: InstanceKey | undefined,
): InstanceKey | undefined {
  if (repeated?.count_expression !== undefined && typeof key === 'string')
    return /^\d+$/.test(key) ? Number(key) : undefined;
  return repeated?.for_each_expression !== undefined && typeof key === 'number' ? undefined : key;
}

/** Whether a reference that follows another one is the own key: `b[each.key]` is listed as `b`, `each.key`. */
export function isOwnKey(reference: string | undefined, owner: Repeated | undefined): boolean {
  if (reference === 'each.key') return typeof owner?.key === 'string';
  return reference === 'count.index' && typeof owner?.key === 'number';
}

/** The module call that a scope's module is called by, and the scope that the call's expressions stand in. */
export function callerOf(
  source: ConfigurationSource,
  modules: readonly ScopeStep[],
): { readonly call: ConfigurationModuleCall; readonly scope: Scope } | undefined {
  const last = modules.at(-1);
  const call = source.moduleCall(modulePath(modules));
  if (last === undefined || call === undefined) return undefined;
  const owner: Repeated = {
    ...(last.key === undefined ? {} : { key: last.key }),
    ...(call.for_each_expression === undefined ? {} : { for_each_expression: call.for_each_expression }),
    ...(call.count_expression === undefined ? {} : { count_expression: call.count_expression }),
  };
  return { call, scope: { modules: modules.slice(0, -1), owner } };
}
