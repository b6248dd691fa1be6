/** Asks OPA itself about raw policies, in a thread that is ended when a rule runs out of time. */
import { DriftlockError } from '../errors.ts';
import type { RawPolicy } from '../finding/raw-policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import { RegoError } from '../toolchain/rego.ts';
import type {
  ModuleInfo,
  RawInputRequest,
  RawPrepareRequest,
  RawRuleAnswer,
  Sources,
} from '../toolchain/rego-types.ts';
import type { RawWorkerAnswer, RawWorkerRequest } from './raw-worker.ts';
import { OUT_OF_TIME, startThread, type Thread } from './worker-thread.ts';

export interface RawJudge {
  /** Packages, rules and annotations by file. Throws RegoError. */
  inspect(request: Sources): Promise<Readonly<Record<string, ModuleInfo>>>;
  /** Compiles; gives what each rule may read. Throws RegoError. */
  prepare(request: RawPrepareRequest): Promise<Readonly<Record<string, readonly ReadPath[]>>>;
  /** One answer per policy about the document; a policy that runs out of time is an error and not asked again. */
  judge(document: RawInputRequest, policies: readonly RawPolicy[]): Promise<readonly RawRuleAnswer[]>;
  close(): Promise<void>;
}

/** Loading OPA, compiling, and taking a plan of the largest size: measured 10 s at most, on a slow machine more. */
const LOADING_MS = 120_000;

/** `limitMs` bounds one rule on one plan. */
export function rawJudge(limitMs: number): RawJudge {
  const stopped = new Set<string>();
  let thread: Thread | undefined;
  let prepared: RawPrepareRequest | undefined;

  async function ask(request: RawWorkerRequest, limit: number): Promise<unknown> {
    thread ??= startThread('raw-worker', {});
    const answer = (await thread.ask(request, limit)) as RawWorkerAnswer | typeof OUT_OF_TIME;
    if (answer === OUT_OF_TIME) {
      await close();
      return OUT_OF_TIME;
    }
    if ('problems' in answer) throw new RegoError(answer.problems);
    if ('result' in answer) return answer.result;
    await close();
    throw new DriftlockError('toolchain', `OPA cannot judge by raw policies: ${answer.broken}`);
  }

  async function load(request: RawWorkerRequest): Promise<unknown> {
    const result = await ask(request, LOADING_MS);
    if (result !== OUT_OF_TIME) return result;
    const what = request.kind === 'input' ? 'to take the plan in' : 'to load and compile the raw policies';
    throw new DriftlockError('toolchain', `it took OPA longer than ${LOADING_MS / 1000} s ${what}`);
  }

  /** A thread that was ended has forgotten policies and plan. */
  async function ready(document: RawInputRequest): Promise<void> {
    if (thread === undefined && prepared !== undefined) await load({ kind: 'prepare', request: prepared });
    await load({ kind: 'input', request: document });
  }

  async function rule(
    document: RawInputRequest,
    { id, package: path, name, exception }: RawPolicy,
  ): Promise<RawRuleAnswer> {
    if (stopped.has(id)) return failed(`OPA ran longer than ${limitMs} ms on an earlier plan`);
    if (thread === undefined) await ready(document);
    const request = { package: path, name, exception };
    const answer = await ask({ kind: 'rule', request }, limitMs).catch(brokenRule);
    if (answer !== OUT_OF_TIME) return answer as RawRuleAnswer;
    stopped.add(id);
    return failed(`OPA ran longer than ${limitMs} ms and was ended (--policy-timeout gives it more)`);
  }

  async function close(): Promise<void> {
    await thread?.end();
    thread = undefined;
  }

  return {
    inspect: (request) => load({ kind: 'inspect', request }) as Promise<Readonly<Record<string, ModuleInfo>>>,
    async prepare(request) {
      const reads = await load({ kind: 'prepare', request });
      prepared = request;
      return reads as Readonly<Record<string, readonly ReadPath[]>>;
    },
    async judge(document, policies) {
      await ready(document);
      const answers: RawRuleAnswer[] = [];
      for (const policy of policies) answers.push(await rule(document, policy));
      return answers;
    },
    close,
  };
}

/** A rule on which the program ends itself (no memory, no stack) takes no other with it. */
function brokenRule(cause: unknown): RawRuleAnswer {
  if (cause instanceof DriftlockError) return failed(cause.message);
  throw cause;
}

function failed(message: string): RawRuleAnswer {
  return { value: null, exempt: false, output: '', error: { code: 'ended', message }, failed: [] };
}
