/** Runs a program without a shell and without a terminal, within limits. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProgramOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Bytes of standard output; the program is ended when it prints more. */
  readonly mostOutput: number;
  readonly signal: AbortSignal;
}

export interface ProgramResult {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly output: Buffer;
  /** The end of what it said on standard error. */
  readonly complaint: string;
  /** It printed more than it may, and was ended. */
  readonly overflowed: boolean;
}

const MOST_COMPLAINT = 8_192;

/**
 * Runs it to its end. Throws what Node throws where it cannot be started (`ENOENT`), and the signal's reason once that is
 * aborted; what it started in turn is then ended with it.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { environment, input = '', mostOutput, signal }: ProgramOptions,
): Promise<ProgramResult> {
  signal.throwIfAborted();
  const ownGroup = process.platform !== 'win32';
  // A session of its own has no terminal: nothing that it starts can ask there and wait for an answer.
  const child = spawn(program, args, { env: { ...environment }, detached: ownGroup, windowsHide: true });
  function end(): void {
    try {
      if (ownGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  signal.addEventListener('abort', end, { once: true });
  const parts: Buffer[] = [];
  let printed = 0;
  let complaint = '';
  child.stdout.on('data', (part: Buffer) => {
    printed += part.length;
    if (printed > mostOutput) end();
    else parts.push(part);
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    complaint = (complaint + part).slice(-MOST_COMPLAINT);
  });
  // It may end before it has read all that it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    signal.throwIfAborted();
    return { code, output: Buffer.concat(parts), complaint, overflowed: printed > mostOutput };
  } finally {
    signal.removeEventListener('abort', end);
  }
}
