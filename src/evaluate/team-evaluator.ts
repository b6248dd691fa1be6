/** Judges teams' policies in a worker that is ended when a policy runs out of time. */
import { Worker } from 'node:worker_threads';
import type { PolicyCatalogue } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import type { Judgement, Judgements } from './engine.ts';
import type { EvaluationRequest, Evaluator } from './evaluator.ts';
import type { WorkerData, WorkerRequest } from './team-worker.ts';

const OUT_OF_TIME = Symbol('out of time');

/** The worker lies beside the bundle; from the sources it is the built one. */
function workerUrl(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/team-worker.js' : './team-worker.js',
    import.meta.url,
  );
}

interface Thread {
  ask(request: WorkerRequest, limitMs: number): Promise<unknown>;
  end(): Promise<void>;
}

function startThread(data: WorkerData): Thread {
  const worker = new Worker(workerUrl(), { workerData: data });
  return {
    ask(request, limitMs) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => settle(() => resolve(OUT_OF_TIME)), limitMs);
        const settle = (then: () => void): void => {
          clearTimeout(timer);
          worker.removeAllListeners('message');
          worker.removeAllListeners('error');
          then();
        };
        worker.once('message', (answer: unknown) => settle(() => resolve(answer)));
        worker.once('error', (error) => settle(() => reject(error)));
        worker.postMessage(request);
      });
    },
    async end() {
      await worker.terminate();
    },
  };
}

/**
 * An evaluator for policies that may not end. `limitMs` bounds one policy on one resource; a batch gets it for all.
 * A policy that runs out of time is an error there and is not asked again in this run.
 */
export function teamEvaluator(
  catalogue: PolicyCatalogue,
  wasm: Uint8Array,
  params: JsonObject,
  limitMs: number,
): Evaluator {
  const data: WorkerData = { catalogue, module: new WebAssembly.Module(wasm as BufferSource), params };
  const stopped = new Map<string, string>();
  let thread: Thread | undefined;

  async function ask(request: WorkerRequest): Promise<unknown> {
    thread ??= startThread(data);
    const answer = await thread.ask(request, limitMs);
    if (answer !== OUT_OF_TIME) return answer;
    await thread.end();
    thread = undefined;
    return OUT_OF_TIME;
  }

  async function judgeOne(policyId: string, input: JsonObject): Promise<Judgement> {
    const before = stopped.get(policyId);
    if (before !== undefined) return { error: before };
    const answer = await ask({ kind: 'judge-one', policyId, input });
    if (answer !== OUT_OF_TIME) return answer as Judgement;
    const error = `ran longer than ${limitMs} ms and was ended`;
    stopped.set(policyId, `${error} on an earlier resource`);
    return { error };
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
