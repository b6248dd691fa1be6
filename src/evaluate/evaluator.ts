/** A set of policies that can be asked about a batch of resources, in this thread or in a worker. */
import type { PolicyCatalogue } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import { createEngine, type Judgement, type Judgements } from './engine.ts';

export interface EvaluationRequest {
  readonly type: string;
  readonly input: JsonObject;
}

export interface Evaluator {
  readonly catalogue: PolicyCatalogue;
  /** One answer per request, in their order. */
  judge(requests: readonly EvaluationRequest[]): readonly Judgements[] | Promise<readonly Judgements[]>;
  judgeOne(policyId: string, input: JsonObject): Judgement | Promise<Judgement>;
  close(): Promise<void>;
}

/** Bundled policies are known to end: they are judged in this thread. */
export function localEvaluator(catalogue: PolicyCatalogue, wasm: Uint8Array, params: JsonObject): Evaluator {
  const engine = createEngine(catalogue, new WebAssembly.Module(wasm as BufferSource), params);
  return {
    catalogue,
    judge: (requests) => requests.map(({ type, input }) => engine.judge(type, input)),
    judgeOne: (policyId, input) => engine.judgeOne(policyId, input),
    close: async () => {},
  };
}
