/** Mistakes in `driftlock.yaml`: one line and a hint, exit code 2, whatever the verb. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { ENCRYPTION, withConfig } from './with-config.ts';

const { folder, plan: PLAN, run: runWith } = withConfig();
afterAll(() => folder.remove());

describe('mistakes', () => {
  test.each([
    ['scan', [PLAN]],
    ['explain', [ENCRYPTION, 'aws_ebs_volume.v', PLAN]],
    ['collect', ['aws', '-o', join(folder.path, 'never')]],
    ['drift', ['--state', PLAN, '--snapshot', 'nowhere']],
    ['policy', ['list']],
    ['policy', ['show', ENCRYPTION]],
    ['policy', ['input', PLAN, 'aws_ebs_volume.v']],
  ])('%s %j reads the file, and refuses one with a mistake', async (verb, args) => {
    const { code, stdout, stderr } = await runWith('failOn: high\npolicy: {}', [verb, ...args]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'driftlock: driftlock.yaml:2:1: unknown key "policy"\n  hint: did you mean "policies"?\n',
    });
  });

  test.each([
    [
      'a parameter of the wrong type',
      'policies: {aws.resource.required_tags: {params: {required: 5}}}',
      /^driftlock: driftlock\.yaml:1:50: the parameter "required" of aws\.resource\.required_tags must be a list, each a text, or a text, not 5\n {2}hint: driftlock policy show/,
    ],
    [
      'a folder that is not there',
      'policyFolders: [rules]',
      /^driftlock: driftlock\.yaml:1:17: no policies at rules\n/,
    ],
    [
      'terminal escapes',
      'policies: {"\\e[31m": {}}',
      /^driftlock: driftlock\.yaml:1:12: unknown policy "\\u\{1b\}\[31m"\n/,
    ],
    [
      'duplicates',
      'failOn: low\nfailOn: low',
      /^driftlock: driftlock\.yaml:2:1: the key "failOn" stands here twice\n/,
    ],
    ['nothing', '', /^driftlock: driftlock\.yaml: the configuration says nothing\n/],
  ])('%s', async (_, text, said) => {
    const { code, stdout, stderr } = await runWith(text, ['scan', PLAN]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  test('as JSON', async () => {
    const { code, stdout } = await runWith('failon: high', ['scan', PLAN, '-f', 'json']);
    expect([code, (JSON.parse(stdout) as { error: object }).error]).toEqual([
      2,
      {
        code: 'config',
        message: 'unknown key "failon"',
        where: 'driftlock.yaml:1:1',
        hint: 'did you mean "failOn"?',
      },
    ]);
  });

  test.each([
    [['drift', '--state', 'x'], 'drift needs --snapshot <folder>'],
    [['drift', '--snapshot', 'x'], 'drift needs --state <file>'],
    [['collect', 'aws'], 'collect aws needs -o, --output <folder>'],
    [['explain', 'x'], 'explain needs <address>'],
  ])('%j still lacks what it needs', async (args, said) => {
    const { code, stderr } = await runCli(args, { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toContain(`driftlock: ${said}\n  hint: `);
  });
});
