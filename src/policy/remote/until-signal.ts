/** Ctrl-C and its like while something is fetched: programs that run are ended and folders removed before the process is. */
import { DriftlockError } from '../../errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * What `action` gives; its signal is aborted with `given`, and by the first signal that the process gets. Once the action
 * has ended, the process ends by that signal unless somebody else listens to it; a second one ends it at once.
 */
export async function untilSignal<T>(
  given: AbortSignal | undefined,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interrupted = new AbortController();
  let caught: NodeJS.Signals | undefined;
  function release(): void {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
  function stop(signal: NodeJS.Signals): void {
    caught = signal;
    release();
    interrupted.abort(new DriftlockError('policy-unavailable', 'interrupted while policies were fetched'));
  }
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const signals = given === undefined ? [interrupted.signal] : [given, interrupted.signal];
    return await action(AbortSignal.any(signals));
  } finally {
    release();
    if (caught !== undefined && process.listenerCount(caught) === 0) process.kill(process.pid, caught);
  }
}
