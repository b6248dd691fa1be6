/** Findings on the lines of their configuration: beside the plan, above it, named, or not there. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { realPath } from '../../src/source/source-root.ts';
import { created, type Folder, planOf, type RunOptions, runCli, temporaryFolder } from './run-cli.ts';
import { ENCRYPTION, findings } from './with-config.ts';

const folders: Folder[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

const VOLUME = { availability_zone: 'eu-west-1a', encrypted: false, size: 1 };
/** The plan that creates those volumes. */
function planFor(...names: readonly string[]): string {
  const parts = names.map((name) => created('aws_ebs_volume', name, VOLUME));
  return planOf({ resource_changes: parts.flatMap(({ resource_changes }) => resource_changes) });
}

const PLAN = planFor('a', 'b');
const BLOCKS = ['a', 'b'].map(
  (name) => `resource "aws_ebs_volume" "${name}" {\n  size      = 1\n  encrypted = false\n}\n`,
);

/** A repository with these files. */
function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  folders.push(folder);
  mkdirSync(join(folder.path, '.git'));
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return realPath(folder.path);
}

async function scanned(args: readonly string[], options: RunOptions) {
  const { stdout, stderr, code } = await runCli(
    ['scan', ...args, '--policy', ENCRYPTION, '--no-config', '-f', 'json'],
    options,
  );
  expect(code).toBe(1);
  const report = JSON.parse(stdout) as Report;
  findings({ code, stdout, stderr });
  const places = report.findings.map(({ location, input }) => [
    location?.startLine === undefined ? location?.file : `${location.file}:${location.startLine}`,
    ...(input === undefined ? [] : [input]),
  ]);
  return { places: places.map((one) => one.join(' of ')), stderr };
}

describe('the configuration', () => {
  test('beside the plan is taken without a word', async () => {
    const cwd = repository({ 'infra/plan.json': PLAN, 'infra/main.tf': BLOCKS.join('\n') });
    expect(await scanned(['infra/plan.json'], { cwd })).toEqual({
      places: ['infra/main.tf:3', 'infra/main.tf:8'],
      stderr: '',
    });
    expect(await scanned(['plan.json'], { cwd: join(cwd, 'infra') })).toEqual({
      places: ['infra/main.tf:3', 'infra/main.tf:8'],
      stderr: '',
    });
    expect(await scanned(['-'], { cwd: join(cwd, 'infra'), stdin: PLAN })).toEqual({
      places: ['infra/main.tf:3', 'infra/main.tf:8'],
      stderr: '',
    });
  });

  test('above it is told, and so is one that declares only a part', async () => {
    const cwd = repository({
      'out/ci/plan.json': PLAN,
      'out/x.tf': 'resource "aws_vpc" "v" {\n}\n',
      'main.tf': BLOCKS.join('\n'),
    });
    expect(await scanned(['out/ci/plan.json'], { cwd })).toEqual({
      places: ['main.tf:3', 'main.tf:8'],
      stderr: 'driftlock: out/ci/plan.json: placed by the configuration at the top of the repository\n',
    });
    const half = repository({ 'infra/plan.json': PLAN, 'infra/main.tf': BLOCKS[1] ?? '' });
    expect(await scanned(['infra/plan.json'], { cwd: half })).toEqual({
      places: ['', 'infra/main.tf:3'],
      stderr:
        'driftlock: infra/plan.json: placed by the configuration in infra, which declares 1 of its 2 blocks\n',
    });
  });

  test('of which only records are planned that are folded into others is taken as well', async () => {
    const rule = { type: 'ingress', protocol: 'tcp', from_port: 22, to_port: 22, security_group_id: 'sg-1' };
    const open = { ...rule, cidr_blocks: ['0.0.0.0/0'] };
    const values = Object.entries(open).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`);
    const cwd = repository({
      'plan.json': planOf(created('aws_security_group_rule', 'ssh', open)),
      'main.tf': `resource "aws_security_group_rule" "ssh" {\n${values.join('')}}\n`,
    });
    const policy = ['--policy', 'aws.ec2.security_group_open_ports'];
    expect(await scanned(['plan.json', ...policy], { cwd })).toEqual({ places: ['main.tf:7'], stderr: '' });
  });

  test('of something else is not taken, nor is one above the repository', async () => {
    const cwd = repository({ 'plan.json': PLAN, 'main.tf': 'resource "aws_vpc" "v" {\n}\n' });
    expect(await scanned(['plan.json'], { cwd })).toEqual({ places: ['', ''], stderr: '' });
    const above = repository({
      'main.tf': BLOCKS.join('\n'),
      'inner/plan.json': PLAN,
      'inner/.git': 'gitdir: x',
    });
    expect(await scanned(['inner/plan.json'], { cwd: above })).toEqual({ places: ['', ''], stderr: '' });
  });

  test('that is named is taken, wherever the plan lies', async () => {
    const cwd = repository({ 'infra/main.tf': BLOCKS.join('\n'), 'plan.json': PLAN });
    expect(await scanned(['plan.json', '--source', 'infra'], { cwd })).toEqual({
      places: ['infra/main.tf:3', 'infra/main.tf:8'],
      stderr: '',
    });
    const { code, stderr } = await runCli(['scan', 'plan.json', '--source', 'nowhere'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      'driftlock: --source nowhere holds no configuration\n  hint: name the folder of the root module: that with the *.tf files in which terraform plan was run\n',
    ]);
  });

  test('of each of several inputs is its own', async () => {
    const cwd = repository({
      'a/main.tf': BLOCKS[0] ?? '',
      'b/main.tf': `\n${BLOCKS[1]}`,
      'a/plan.json': planFor('a'),
      'b/plan.json': planFor('b'),
      'c/plan.json': planFor('c'),
    });
    const places = ['a/main.tf:3 of a/plan.json', 'b/main.tf:4 of b/plan.json', 'c/plan.json of c/plan.json'];
    const inputs = ['a/plan.json', 'b/plan.json', 'c/plan.json'];
    expect(await scanned(inputs, { cwd })).toEqual({ places, stderr: '' });
    const named = await scanned([...inputs, '--source', 'a', '--source', 'b'], { cwd });
    expect(named.places).toEqual(places);
    expect(named.stderr).toBe(
      'driftlock: c/plan.json: placed by the configuration in a, which declares 0 of its 1 blocks\n',
    );
  });

  test('with a mistake in it has the lines before that, and is told', async () => {
    const cwd = repository({
      'plan.json': PLAN,
      'main.tf': `${BLOCKS.join('\n')}resource "x" "y" {\n  z = "\n}\n`,
    });
    expect(await scanned(['plan.json'], { cwd })).toEqual({
      places: ['main.tf:3', 'main.tf:8'],
      stderr: 'driftlock: main.tf is broken: nothing behind the mistake is found there\n',
    });
  });
});

test('every format has the line', async () => {
  const cwd = repository({ 'plan.json': PLAN, 'main.tf': BLOCKS.join('\n') });
  const told = {
    table: 'main.tf:8',
    markdown: '`main.tf:8`',
    junit: 'in main.tf:8',
    csv: ',main.tf,',
    gitlab: '"begin": 8',
    sarif: '"startLine": 8',
  };
  for (const [format, text] of Object.entries(told)) {
    const { stdout } = await runCli(
      ['scan', 'plan.json', '-f', format, '--no-config', '--policy', ENCRYPTION],
      { cwd },
    );
    expect(stdout).toContain(text);
  }
});
