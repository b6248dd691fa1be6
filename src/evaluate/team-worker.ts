/** The thread that teams' policies run in, so that one which does not end can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PolicyCatalogue, PolicyDetails } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import { loadRego } from '../toolchain/rego.ts';
import { createEngine, type KnownCall } from './engine.ts';
import type { EvaluationRequest } from './evaluator.ts';
import { type PartialEvaluator, type PartialRequest, partialEvaluator } from './partial-evaluator.ts';

/** What the worker is asked: a batch by type, or single policies. */
export type WorkerRequest =
  | { readonly kind: 'judge'; readonly requests: readonly EvaluationRequest[] }
  | { readonly kind: 'judge-one'; readonly policyId: string; readonly input: JsonObject }
  | { readonly kind: 'rule-values'; readonly policyId: string; readonly input: JsonObject }
  | { readonly kind: 'results'; readonly policyId: string; readonly calls: readonly KnownCall[] }
  /** Loads the Go half; what it takes is no policy's own time. */
  | { readonly kind: 'prepare'; readonly details: PolicyDetails }
  | { readonly kind: 'partial'; readonly request: PartialRequest };

export interface WorkerData {
  readonly catalogue: PolicyCatalogue;
  readonly module: WebAssembly.Module;
  readonly params: JsonObject;
}

const { catalogue, module, params } = workerData as WorkerData;
const engine = createEngine(catalogue, module, params);

let partial: PartialEvaluator | undefined;

async function answer(request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case 'judge':
      return request.requests.map(({ type, input }) => engine.judge(type, input));
    case 'judge-one':
      return engine.judgeOne(request.policyId, request.input);
    case 'rule-values':
      return engine.ruleValues(request.policyId, request.input);
    case 'results':
      return engine.results(request.policyId, request.calls);
    case 'prepare':
      partial = partialEvaluator(async () => request.details, params);
      await loadRego();
      return true;
    case 'partial':
      return partial?.(request.request);
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  // A promise that is not kept ends the thread, which whoever asked is told of.
  void answer(request).then((result) => parentPort?.postMessage(result));
});
