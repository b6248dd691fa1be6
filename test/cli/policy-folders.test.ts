/** Verbs that take policyFolders of the configuration where nobody names a folder. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from './run-cli.ts';
import { withConfig } from './with-config.ts';

const { folder, run } = withConfig();
afterAll(() => folder.remove());
const other = temporaryFolder();
afterAll(() => other.remove());

const FETCHED = `git::https://127.0.0.1:1/policies.git?ref=${'a'.repeat(40)}`;

/** A policy and its test. */
function team(name: string): string {
  const source = [
    '# METADATA',
    '# title: Volumes are small',
    '# custom:',
    '#   severity: low',
    '#   resources: [aws_ebs_volume]',
    `package acme.${name}`,
    '',
    'deny contains "large" if input.values.size > 500',
    '',
  ];
  other.write(`${name}/acme/${name}.rego`, source.join('\n'));
  const tests = `package acme.${name}_test\n\ntest_it if data.acme.${name}.deny with input.values.size as 501\n`;
  other.write(`${name}/acme/${name}_test.rego`, tests);
  return join(other.path, name);
}

const [ONE, TWO] = [team('one'), team('two')];

describe('policy test', () => {
  test('runs those of all folders, fetched ones left out', async () => {
    const text = JSON.stringify({ policyFolders: [ONE, FETCHED, TWO] });
    expect(await run(text, ['policy', 'test'])).toEqual({ code: 0, stdout: '2 passed\n', stderr: '' });
    expect((await run(text, ['policy', 'test', ONE])).stdout).toBe('1 passed\n');
    const here = await run(text, ['policy', 'test', '--no-config']);
    expect([here.code, here.stderr.split('\n')[0]]).toEqual([2, 'driftlock: no .rego files in .']);
  });

  test('is told of a folder that is not there by its place in the file', async () => {
    expect(await run('policyFolders: [nowhere]', ['policy', 'test'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'driftlock: driftlock.yaml:1:17: no policies at nowhere\n' +
        '  hint: policyFolders are relative to the configuration file\n',
    });
  });
});

test('policy docs writes of those folders, without any the bundled ones', async () => {
  const text = JSON.stringify({ policyFolders: [ONE, TWO] });
  const pages = join(other.path, 'pages');
  const { code, stderr } = await run(text, ['policy', 'docs', '-o', pages]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(pages).sort()).toEqual(['README.md', 'acme.one.md', 'acme.two.md']);
  const bundled = join(other.path, 'bundled');
  await run(text, ['policy', 'docs', '--no-config', '-o', bundled]);
  expect(readdirSync(bundled)).toContain('aws.ec2.ebs_volume_encryption.md');
});

describe('policy build', () => {
  const out = join(other.path, 'acme.policies');

  test('takes the one folder of the configuration', async () => {
    const built = await run(JSON.stringify({ policyFolders: [ONE] }), ['policy', 'build', '-o', out]);
    expect([built.code, built.stderr, built.stdout.startsWith(`${out}: 1 policy, `)]).toEqual([0, '', true]);
  });

  test.each([
    [
      '{}',
      'no folder is named, here or as policyFolders of a configuration',
      'driftlock policy build ./policies -o acme.policies',
    ],
    [
      JSON.stringify({ policyFolders: [ONE, TWO] }),
      'the configuration names 2 folders',
      `name one of them: ${ONE}, ${TWO}`,
    ],
  ])('of %s is an error', async (text, message, hint) => {
    expect(await run(text, ['policy', 'build', '-o', out])).toEqual({
      code: 2,
      stdout: '',
      stderr: `driftlock: ${message}\n  hint: ${hint}\n`,
    });
  });
});
