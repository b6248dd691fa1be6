/** Judges teams' policies in a worker that is ended when a policy runs out of time. */
import type { JsonObject } from '../resource/resource.ts';
import type { CallResults, Judgement, Judgements, RuleValues } from './engine.ts';
import { detailsOnce, type EvaluationRequest, type Evaluator, type EvaluatorSource } from './evaluator.ts';
import type { PartialAnswer, PartialRequest } from './partial-evaluator.ts';
import type { WorkerData, WorkerRequest } from './team-worker.ts';
import { OUT_OF_TIME, startThread, type Thread } from './worker-thread.ts';

/** Loading the Go half takes a second or a few, on a busy machine more. */
const PREPARE_MS = 120_000;

/**
 * An evaluator for policies that may not end. `limitMs` bounds one policy on one resource; a batch gets it for all.
 * A policy that runs out of time is an error there and is not asked again in this run.
 */
export function teamEvaluator(source: EvaluatorSource, params: JsonObject, limitMs: number): Evaluator {
  const { catalogue, wasm } = source;
  const details = detailsOnce(source);
  const data: WorkerData = { catalogue, module: new WebAssembly.Module(wasm as BufferSource), params };
  const stopped = new Map<string, string>();
  let thread: Thread | undefined;

  let isPrepared = false;

  async function ask(request: WorkerRequest, limit = limitMs): Promise<unknown> {
    thread ??= startThread('team-worker', data);
    const answer = await thread.ask(request, limit);
    if (answer !== OUT_OF_TIME) return answer;
    await thread.end();
    thread = undefined;
    isPrepared = false;
    return OUT_OF_TIME;
  }

  async function askOne<T>(
    policyId: string,
    request: WorkerRequest,
  ): Promise<T | { readonly error: string }> {
    const before = stopped.get(policyId);
    if (before !== undefined) return { error: before };
    const answer = await ask(request);
    if (answer !== OUT_OF_TIME) return answer as T;
    const error = `ran longer than ${limitMs} ms and was ended`;
    stopped.set(policyId, `${error} on an earlier resource`);
    return { error };
  }

  function judgeOne(policyId: string, input: JsonObject): Promise<Judgement> {
    return askOne<Judgement>(policyId, { kind: 'judge-one', policyId, input });
  }

  async function partial(request: PartialRequest): Promise<PartialAnswer> {
    if (!isPrepared) {
      const answer = await ask({ kind: 'prepare', details: await details() }, PREPARE_MS);
      if (answer === OUT_OF_TIME) return { error: 'the Rego evaluator could not be started in time' };
      isPrepared = true;
    }
    return askOne<PartialAnswer>(request.policyId, { kind: 'partial', request });
  }

  async function judgeSingly({ type, input }: EvaluationRequest): Promise<Judgements> {
    const ids = catalogue.groups[catalogue.types[type] ?? ''] ?? [];
    const judgements: Record<string, Judgement> = {};
    for (const id of ids) judgements[id] = await judgeOne(id, input);
    return judgements;
  }

  return {
    catalogue,
    judgeOne,
    ruleValues: (policyId, input) => askOne<RuleValues>(policyId, { kind: 'rule-values', policyId, input }),
    results: (policyId, calls) => askOne<CallResults>(policyId, { kind: 'results', policyId, calls }),
    conditions: async (policyId) => (await details()).conditions[policyId],
    partial,
    async judge(requests) {
      if (stopped.size === 0) {
        const answer = await ask({ kind: 'judge', requests });
        if (answer !== OUT_OF_TIME) return answer as Judgements[];
      }
      const judgements: Judgements[] = [];
      for (const request of requests) judgements.push(await judgeSingly(request));
      return judgements;
    },
    async close() {
      await thread?.end();
    },
  };
}
