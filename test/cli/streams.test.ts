/** What goes where: standard output, standard error, pipes that break. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { CLI, EXAMPLE, runCli } from './run-cli.ts';

describe('streams', () => {
  test('a broken pipe is silent and keeps the exit code', async () => {
    const child = spawn(process.execPath, [CLI, 'scan', EXAMPLE, '-f', 'json', '--show', 'all'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr += part;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test.each([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{}, false],
  ])('colour with %j', async (environment, coloured) => {
    const { stdout } = await runCli(['scan', EXAMPLE], { environment });
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });
});
