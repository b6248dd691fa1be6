/** A set of policies that can be asked about a batch of resources, in this thread or in a worker. */
import type { PolicyConditions } from '../finding/condition.ts';
import type { PolicyCatalogue, PolicyDetails } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import {
  type CallResults,
  createEngine,
  type Judgement,
  type Judgements,
  type KnownCall,
  type RuleValues,
} from './engine.ts';
import type { PartialAnswer, PartialEvaluator, PartialRequest } from './partial-evaluator.ts';

export interface EvaluationRequest {
  readonly type: string;
  readonly input: JsonObject;
}

export interface Evaluator {
  readonly catalogue: PolicyCatalogue;
  /** One answer per request, in their order. */
  judge(requests: readonly EvaluationRequest[]): readonly Judgements[] | Promise<readonly Judgements[]>;
  judgeOne(policyId: string, input: JsonObject): Judgement | Promise<Judgement>;
  ruleValues(policyId: string, input: JsonObject): RuleValues | Promise<RuleValues>;
  /** As Engine has it. */
  results(policyId: string, calls: readonly KnownCall[]): CallResults | Promise<CallResults>;
  /** The conditions of a policy as it was compiled. */
  conditions(policyId: string): Promise<PolicyConditions | undefined>;
  /** By OPA itself: takes a second the first time. */
  partial(request: PartialRequest): Promise<PartialAnswer>;
  close(): Promise<void>;
}

/** What an evaluator is made of; `details` are read when a verdict needs them. */
export interface EvaluatorSource {
  readonly catalogue: PolicyCatalogue;
  readonly wasm: Uint8Array;
  readonly details: () => Promise<PolicyDetails>;
}

/** Reads the details once. */
export function detailsOnce({ details }: EvaluatorSource): () => Promise<PolicyDetails> {
  let read: Promise<PolicyDetails> | undefined;
  return () => {
    read ??= details();
    return read;
  };
}

/** Bundled policies are known to end: they are judged in this thread. */
export function localEvaluator(source: EvaluatorSource, params: JsonObject): Evaluator {
  const { catalogue, wasm } = source;
  const engine = createEngine(catalogue, new WebAssembly.Module(wasm as BufferSource), params);
  const details = detailsOnce(source);
  let partial: PartialEvaluator | undefined;
  return {
    catalogue,
    judge: (requests) => requests.map(({ type, input }) => engine.judge(type, input)),
    judgeOne: (policyId, input) => engine.judgeOne(policyId, input),
    ruleValues: (policyId, input) => engine.ruleValues(policyId, input),
    results: (policyId, calls) => engine.results(policyId, calls),
    conditions: async (policyId) => (await details()).conditions[policyId],
    async partial(request) {
      const { partialEvaluator } = await import('./partial-evaluator.ts');
      partial ??= partialEvaluator(details, params);
      return partial(request);
    },
    close: async () => {},
  };
}
