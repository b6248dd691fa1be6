/** Gives a test run a temporary folder of its own, and ends the run as failed where tests or product leave things in it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Vitest's own, one for each process that runs tests. */
const OF_THE_RUNNER = /^(node-compile-cache|v8-compile-cache|vitest)/;

/** Before the first worker starts, which takes over the environment; gives what is to be done after the last has ended. */
export function setup({ config }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'driftlock-tests-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    const left = readdirSync(folder).filter((name) => !OF_THE_RUNNER.test(name));
    rmSync(folder, { recursive: true, force: true });
    // Files of which no test is chosen are loaded, and never told that they are done.
    if (left.length === 0 || config.testNamePattern !== undefined) return;
    // The runner only prints what fails here.
    process.exitCode = 1;
    throw new Error(`left behind in the temporary folder: ${left.sort().join(', ')}`);
  };
}
