/** Judges one input by all policies of its type; an error in one policy hides no other. */
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import type { Told } from './condition/operations.ts';
import { outcomeMemory } from './outcome-memory.ts';
import { type Projection, project, projectionOf } from './projection.ts';
import { EvaluationError, type PolicyOutcome, type WasmPolicy, wasmPolicy } from './wasm-policy.ts';

/** An outcome, or why there is none. */
export type Judgement = PolicyOutcome | { readonly error: string };

/** Judgements by policy id. */
export type Judgements = Readonly<Record<string, Judgement>>;

export interface Engine {
  /** All policies of the group of `type`; empty for a type that the catalogue does not judge. */
  judge(type: string, input: JsonObject): Judgements;
  /** One policy alone, on what it reads of the input. */
  judgeOne(policyId: string, input: JsonObject): Judgement;
  /** Values of the rules that the policy's conditions name, of those that have one. */
  ruleValues(policyId: string, input: JsonObject): RuleValues;
  /** Results of functions and built-ins on known operands, one each. */
  results(policyId: string, calls: readonly KnownCall[]): CallResults;
}

/** A function or built-in that the policy's conditions name, and its operands. */
export interface KnownCall {
  readonly name: string;
  readonly args: readonly Json[];
}

/** A result each, an empty one where OPA has none; or why there are none. */
export type CallResults = readonly Told[] | { readonly error: string };

/** Values by name of the rule, or why there are none. */
export type RuleValues = { readonly values: Readonly<Record<string, Told>> } | { readonly error: string };

/** Entrypoint of one policy, as the build names it. */
function policyEntrypoint(policyId: string, kind: 'policy' | 'rules' | 'calls' = 'policy'): string {
  return `driftlock/${kind}/${policyId.replaceAll('.', '/')}`;
}

function groupReads(catalogue: PolicyCatalogue, group: readonly string[]): ReadPath[] {
  const byId = new Map<string, Policy>(catalogue.policies.map((policy) => [policy.id, policy]));
  return group.flatMap((id) => {
    const policy = byId.get(id);
    return policy === undefined ? [[]] : [...policy.reads.all, ...policy.reads.applies];
  });
}

/** An engine over a compiled module; `params` are the parameters by policy id. */
export function createEngine(
  catalogue: PolicyCatalogue,
  module: WebAssembly.Module,
  params: JsonObject,
): Engine {
  const wasm = wasmPolicy(module, { params });
  const projections = new Map<string, Projection>();
  const memory = outcomeMemory();

  function projectionFor(group: string): Projection {
    let projection = projections.get(group);
    if (projection === undefined) {
      projection = projectionOf(groupReads(catalogue, catalogue.groups[group] ?? []));
      projections.set(group, projection);
    }
    return projection;
  }

  function policyProjection(id: string): Projection {
    const name = policyEntrypoint(id);
    const projection = projections.get(name) ?? projectionOf(groupReads(catalogue, [id]));
    projections.set(name, projection);
    return projection;
  }

  return {
    judge(type, input) {
      const group = catalogue.types[type];
      if (group === undefined) return {};
      const json = JSON.stringify(project(input, projectionFor(group)));
      const before = memory.get(group, json);
      if (before !== undefined) return before;
      const judgements = judgeGroup(wasm, group, catalogue.groups[group] ?? [], json);
      memory.set(group, json, judgements);
      return judgements;
    },
    judgeOne(policyId, input) {
      const json = JSON.stringify(project(input, policyProjection(policyId)));
      const name = policyEntrypoint(policyId);
      const before = memory.get(name, json)?.[policyId];
      if (before !== undefined) return before;
      const judgement = judgeOne(wasm, policyId, json);
      memory.set(name, json, { [policyId]: judgement });
      return judgement;
    },
    results(policyId, calls) {
      return guarded(() =>
        calls.map((call) => {
          const json = JSON.stringify({ driftlock_call: call });
          const [value] = wasm.evaluate(policyEntrypoint(policyId, 'calls'), json).results as readonly Told[];
          return value ?? {};
        }),
      );
    },
    ruleValues(policyId, input) {
      return guarded(() => ({
        values: wasm.evaluate(policyEntrypoint(policyId, 'rules'), JSON.stringify(input)).rules as Readonly<
          Record<string, Told>
        >,
      }));
    },
  };
}

function judgeGroup(wasm: WasmPolicy, group: string, ids: readonly string[], json: string): Judgements {
  try {
    const result = wasm.evaluate(`driftlock/group/${group}`, json).policies as unknown as Judgements;
    if (ids.every((id) => result[id] !== undefined)) return result;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    // The culprit alone is to be marked: each policy is judged again by itself.
  }
  return Object.fromEntries(ids.map((id) => [id, judgeOne(wasm, id, json)]));
}

function judgeOne(wasm: WasmPolicy, policyId: string, json: string): Judgement {
  return guarded(() => wasm.evaluate(policyEntrypoint(policyId), json) as unknown as PolicyOutcome);
}

function guarded<T>(evaluate: () => T): T | { readonly error: string } {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    throw error;
  }
}
