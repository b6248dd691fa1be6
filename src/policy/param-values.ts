/** The parameters that a run gives to its policies, held against what these say of them. */
import type { Placed } from '../config/file/config.ts';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';
import type { ParamDeclaration, Policy } from '../finding/policy.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import type { LoadedPolicies } from './load-policy-sets.ts';
import { expectedParam, fitsParam } from './param-types.ts';

/** A policy, and whether it is one of ours, which take only what they declare. */
export interface Taking {
  readonly policy: Policy;
  readonly bundled: boolean;
}

/** Undefined where the policy does not say what it takes. */
function declared({ policy, bundled }: Taking): Readonly<Record<string, ParamDeclaration>> | undefined {
  return policy.params ?? (bundled ? {} : undefined);
}

/** Whether it may be given a parameter of that name. */
export function takesParam(taking: Taking, name: string): boolean {
  const known = declared(taking);
  return known === undefined || Object.hasOwn(known, name);
}

/** Throws DriftlockError config for a parameter that is none of the policy's or not of its type. */
export function checkParam(taking: Taking, name: string, { value, where }: Placed<Json>): void {
  const { id } = taking.policy;
  const known = declared(taking);
  if (known === undefined) return;
  const param = Object.hasOwn(known, name) ? known[name] : undefined;
  if (param === undefined) {
    const names = Object.keys(known);
    const hint = names.length === 0 ? `${id} takes no parameters` : suggestion(name, names);
    throw new DriftlockError('config', `${id} has no parameter "${name}"`, { where, hint });
  }
  if (fitsParam(param, value)) return;
  const text = JSON.stringify(value);
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  throw new DriftlockError(
    'config',
    `the parameter "${name}" of ${id} must be ${expectedParam(param)}, not ${shown}`,
    { where, hint: `driftlock policy show ${id} tells the form` },
  );
}

function defaultsOf({ params = {} }: Policy): readonly (readonly [string, Json])[] {
  return Object.entries(params).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

/**
 * By policy id: what METADATA gives by default, over that the configuration file, over that `given`, which the file of
 * `--params` holds. A policy without any is left out. Throws DriftlockError config as checkParam does.
 */
export function paramValues(
  loaded: readonly LoadedPolicies[],
  given: JsonObject,
  file: string | undefined,
): JsonObject {
  const values = loaded.flatMap(({ catalogue, origin }) =>
    catalogue.policies.flatMap((policy): [string, JsonObject][] => {
      const own = Object.hasOwn(given, policy.id) ? (given[policy.id] as JsonObject) : {};
      for (const [name, value] of Object.entries(own))
        checkParam({ policy, bundled: origin === 'bundled' }, name, { value, where: file ?? '--params' });
      const said = Object.entries(policy.configured?.params ?? {}).map(
        ([name, { value }]) => [name, value] as const,
      );
      const all = [...defaultsOf(policy), ...said, ...Object.entries(own)];
      return all.length === 0 && !Object.hasOwn(given, policy.id)
        ? []
        : [[policy.id, Object.fromEntries(all)]];
    }),
  );
  return Object.fromEntries(values);
}
