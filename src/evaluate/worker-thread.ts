/** A thread that is asked one thing at a time and can be ended while it works. */
import { Worker } from 'node:worker_threads';

export const OUT_OF_TIME = Symbol('out of time');

export interface Thread {
  /** The answer, or OUT_OF_TIME after `limitMs`; the thread then still works. Rejects with what the thread threw. */
  ask(request: unknown, limitMs: number): Promise<unknown>;
  end(): Promise<void>;
}

/** Starts the worker of that name; it lies beside the bundle, and from the sources it is the built one. */
export function startThread(name: string, data: object): Thread {
  const file = import.meta.url.endsWith('.ts') ? `../../dist/${name}.js` : `./${name}.js`;
  const worker = new Worker(new URL(file, import.meta.url), { workerData: data });
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
