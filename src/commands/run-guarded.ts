/**
 * A full heap ends a Node process at once, with thirty lines on standard error and a code of its own. Inputs that
 * could fill it are judged in a child process, so that somebody is left to say what happened.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { guardedEnvironment } from '../config/guard.ts';
import { DriftlockError } from '../errors.ts';
import { writeErrorLine } from '../io.ts';
import { OUT_OF_MEMORY_HINT } from './failure.ts';

/** Ends that are a full memory: V8 aborts, the system kills. */
const DEADLY: ReadonlySet<string> = new Set(['SIGABRT', 'SIGKILL', 'SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGBUS']);
/** How V8 begins what it says last. */
const LAST_WORDS = /^\s*(<--- |FATAL ERROR|#$|# Fatal)/;

function ending(code: number | null, signal: NodeJS.Signals | null, lastWords: boolean): number {
  if (lastWords || (signal !== null && DEADLY.has(signal)))
    throw new DriftlockError('out-of-memory', 'out of memory', { hint: OUT_OF_MEMORY_HINT });
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Runs this very command line in a child process on the same streams and gives its exit code; DriftlockError
 * (out-of-memory) where it died for want of memory.
 */
export async function runGuarded(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'pipe'],
    env: guardedEnvironment(),
  });
  // The terminal interrupts both; who else ends the parent means the child.
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', stop);
  let lastWords = false;
  const lines = createInterface({ input: child.stderr });
  lines.on('line', (line) => {
    lastWords ||= LAST_WORDS.test(line);
    // V8 begins with an empty line, and nothing of ours is one.
    if (!lastWords && line !== '') writeErrorLine(line);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return ending(code, signal, lastWords);
}
