/** Tests of the Go half in Go itself: its table of built-ins that fail, held against OPA's own built-ins. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../../src/toolchain/rego', import.meta.url));
const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo) console.warn('SKIPPED: tests of the Go half need go in PATH');

it.runIf(hasGo)('names whatever fails', { timeout: 600_000 }, () => {
  const { status, stdout, stderr } = spawnSync('go', ['test', '.'], { cwd: FOLDER, encoding: 'utf8' });
  expect({ status, stdout: status === 0 ? '' : stdout, stderr }).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});
