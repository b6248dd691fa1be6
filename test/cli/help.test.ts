/** `--help` of every verb as a process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/commands/program.ts';
import { ROOT, runCli } from './run-cli.ts';

function names(verb: Command, before = ''): string[] {
  const below = verb.commands.filter((one) => !one.name().startsWith('__'));
  return [before, ...below.flatMap((one) => names(one, `${before} ${one.name()}`.trim()))];
}

const VERBS = names(createProgram(() => undefined));

test.each(VERBS)(
  '%s --help goes to standard output, with examples and exit codes, in 80 columns',
  async (verb) => {
    const { code, stdout, stderr } = await runCli([...verb.split(' ').filter(Boolean), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\nExamples:\n {2}\S/);
    expect(stdout).toMatch(/\nExit codes:\n {2}0 {3,5}\S.*\n(?: {2}\d+ {3,5}\S.*\n)+$/);
    // A command line is to be copied whole.
    const wide = stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  driftlock '));
    expect(wide).toEqual([]);
  },
);

test('so does the version', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
