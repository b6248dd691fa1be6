/** What goes where: standard output, standard error, pipes that break. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLI, EXAMPLE, ROOT, runCli } from './run-cli.ts';

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

  test('help and version go to standard output, with examples on every verb', async () => {
    const verbs = [
      [],
      ['scan'],
      ['collect'],
      ['collect', 'aws'],
      ['drift'],
      ['policy'],
      ['policy', 'list'],
      ['policy', 'show'],
      ['policy', 'input'],
    ];
    for (const verb of verbs) {
      const { code, stdout, stderr } = await runCli([...verb, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/\nExamples:\n {2}\S/);
      expect(stdout).toMatch(/\nExit codes:\n {2}0 {3}\S.*\n(?: {2}\d {3}\S.*\n)+$/);
      // A command line is to be copied whole.
      const wide = stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  driftlock '));
      expect(wide).toEqual([]);
    }
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
