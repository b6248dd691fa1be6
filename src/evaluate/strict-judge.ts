/** Asks OPA itself about teams' policies, in a thread that is ended when one runs out of time. */
import { DriftlockError } from '../errors.ts';
import type { StrictAnswer, StrictItem } from '../toolchain/rego-types.ts';
import type { StrictWorkerAnswer, StrictWorkerData, StrictWorkerRequest } from './strict-worker.ts';
import { OUT_OF_TIME, startThread, type Thread } from './worker-thread.ts';

export interface StrictJudge {
  /** One answer per item, in their order. Throws DriftlockError `toolchain` where OPA cannot be loaded. */
  judge(items: readonly StrictItem[]): Promise<readonly StrictAnswer[]>;
  close(): Promise<void>;
}

/** Items that share the time of one policy. */
const BATCH = 64;
/** OPA is loaded in a second, and the sources have been compiled before. */
const LOADING_MS = 120_000;

/** `limitMs` bounds one policy on one input; one that runs out of it is an error and is not asked again. */
export function strictJudge(data: () => Promise<StrictWorkerData>, limitMs: number): StrictJudge {
  const stopped = new Set<string>();
  let thread: Thread | undefined;

  async function started(): Promise<Thread> {
    if (thread !== undefined) return thread;
    thread = startThread('strict-worker', await data());
    const ready = (await thread.ask([], LOADING_MS)) as StrictWorkerAnswer | typeof OUT_OF_TIME;
    if (ready === OUT_OF_TIME) throw unloaded(`it took longer than ${LOADING_MS} ms`);
    if ('broken' in ready) throw unloaded(ready.broken);
    return thread;
  }

  async function ask(items: StrictWorkerRequest): Promise<readonly StrictAnswer[] | undefined> {
    const running = await started();
    const answer = (await running.ask(items, limitMs)) as StrictWorkerAnswer | typeof OUT_OF_TIME;
    if (answer === OUT_OF_TIME) {
      await running.end();
      thread = undefined;
      return undefined;
    }
    if ('broken' in answer) throw unloaded(answer.broken);
    return answer;
  }

  async function judgeSingly(item: StrictItem): Promise<StrictAnswer> {
    if (stopped.has(item.policy)) return outOfTime(`${limitMs} ms and was ended on an earlier resource`);
    const [answer] = (await ask([item])) ?? [];
    if (answer !== undefined) return answer;
    stopped.add(item.policy);
    return outOfTime(`${limitMs} ms and was ended`);
  }

  async function judgeSome(items: readonly StrictItem[]): Promise<readonly StrictAnswer[]> {
    const together = items.some(({ policy }) => stopped.has(policy)) ? undefined : await ask(items);
    if (together !== undefined) return together;
    const answers: StrictAnswer[] = [];
    for (const item of items) answers.push(await judgeSingly(item));
    return answers;
  }

  return {
    async judge(items) {
      const answers: StrictAnswer[] = [];
      for (let at = 0; at < items.length; at += BATCH)
        answers.push(...(await judgeSome(items.slice(at, at + BATCH))));
      return answers;
    },
    async close() {
      await thread?.end();
      thread = undefined;
    },
  };
}

function outOfTime(rest: string): StrictAnswer {
  return {
    applies: false,
    denies: [],
    error: { code: 'time', message: `OPA itself ran longer than ${rest}` },
  };
}

function unloaded(why: string): DriftlockError {
  return new DriftlockError('toolchain', `OPA, which judges policies that may fail, cannot be used: ${why}`, {
    hint: 'install the package again',
  });
}
