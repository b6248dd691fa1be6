/** The thread that teams' policies run in, so that one which does not end can be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PolicyCatalogue } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import { createEngine } from './engine.ts';
import type { EvaluationRequest } from './evaluator.ts';

/** What the worker is asked: a batch by type, or single policies. */
export type WorkerRequest =
  | { readonly kind: 'judge'; readonly requests: readonly EvaluationRequest[] }
  | { readonly kind: 'judge-one'; readonly policyId: string; readonly input: JsonObject };

export interface WorkerData {
  readonly catalogue: PolicyCatalogue;
  readonly module: WebAssembly.Module;
  readonly params: JsonObject;
}

const { catalogue, module, params } = workerData as WorkerData;
const engine = createEngine(catalogue, module, params);

parentPort?.on('message', (request: WorkerRequest) => {
  const answer =
    request.kind === 'judge'
      ? request.requests.map(({ type, input }) => engine.judge(type, input))
      : engine.judgeOne(request.policyId, request.input);
  parentPort?.postMessage(answer);
});
