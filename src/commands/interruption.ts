/** Ctrl-C and its like, while there is something to leave tidy. */
import { constants } from 'node:os';

/** The exit code that shells give a process that a signal ended: 130 for Ctrl-C. */
export interface Interrupted {
  readonly interrupted: number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * What `action` gives; the promise that it gets is fulfilled by the first signal, and a second one ends the process as
 * always, whatever hangs.
 */
export async function untilInterrupted<Result>(
  action: (interrupted: Promise<Interrupted>) => Promise<Result>,
): Promise<Result> {
  let stop: (signal: (typeof SIGNALS)[number]) => void = () => undefined;
  function release(): void {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
  const interrupted = new Promise<Interrupted>((resolve) => {
    stop = (signal) => {
      release();
      resolve({ interrupted: 128 + constants.signals[signal] });
    };
  });
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await action(interrupted);
  } finally {
    release();
  }
}
