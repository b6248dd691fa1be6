/** The hooks of .pre-commit-hooks.yaml in the real pre-commit, which installs them from a clone of this repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { created, planOf, ROOT, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
if (!hasPreCommit) console.warn('SKIPPED: hooks need pre-commit');

const readsFolders = existsSync(path.join(ROOT, 'src/input/hcl'));
if (!readsFolders) console.warn('SKIPPED: driftlock-tf needs the reader of configurations');

/** npm installs what builds driftlock, and builds it. */
const INSTALL_MS = 600_000;

const WORK = path.join(folder.path, 'work');
const HOOKS = path.join(folder.path, 'hooks');

function environment(): Record<string, string> {
  // How a registry is reached is the machine's own; what npm and git tell the processes below them is not ours.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|GIT_(?!SSL)|NODE_ENV|VITEST|PRE_COMMIT)/.test(name),
  );
  const who = { NAME: 'someone', EMAIL: 'someone@example.com' };
  const names = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    PRE_COMMIT_HOME: path.join(folder.path, 'pre-commit'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...Object.fromEntries(names),
  };
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, env: environment(), encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** The working tree as it is, committed: what a commit of this repository will be. */
function hooksRepository(): string {
  const names = execFileSync('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const kept = names.split('\0').filter((name) => name !== '' && !/^(test|docs)\//.test(name));
  for (const name of kept) {
    mkdirSync(path.dirname(path.join(HOOKS, name)), { recursive: true });
    copyFileSync(path.join(ROOT, name), path.join(HOOKS, name));
  }
  git(HOOKS, 'init', '-q');
  git(HOOKS, 'add', '-A');
  git(HOOKS, 'commit', '-qm', 'driftlock');
  return git(HOOKS, 'rev-parse', 'HEAD');
}

interface Commit {
  readonly made: boolean;
  readonly said: string;
}

/** Commits files with these contents; one that is undefined goes away. */
function commit(files: Readonly<Record<string, string | undefined>>): Commit {
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) rmSync(path.join(WORK, name));
    else folder.write(`work/${name}`, text);
  }
  git(WORK, 'add', '-A');
  const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', 'a change'], {
    cwd: WORK,
    env: environment(),
    encoding: 'utf8',
  });
  return { made: status === 0, said: stdout + stderr };
}

const RULE = { type: 'ingress', protocol: 'tcp', from_port: 22, to_port: 22, security_group_id: 'sg-1' };

function plan(cidr: string): string {
  return planOf(created('aws_security_group_rule', 'ssh', { ...RULE, cidr_blocks: [cidr] }));
}

test('both run as one process, from a clone that npm builds', () => {
  const hooks = parse(readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as Record<
    string,
    unknown
  >[];
  const told = hooks.map(({ id, entry, language, require_serial }) => ({
    id,
    entry,
    language,
    require_serial,
  }));
  expect(told).toEqual([
    { id: 'driftlock-tf', entry: 'driftlock scan --roots', language: 'node', require_serial: true },
    { id: 'driftlock-plan', entry: 'driftlock scan', language: 'node', require_serial: true },
  ]);
});

describe.runIf(hasPreCommit)('a commit', () => {
  beforeAll(() => {
    const revision = hooksRepository();
    const hooks = ['repos:', `  - repo: ${HOOKS}`, `    rev: ${revision}`, '    hooks:'];
    const args = "        args: ['--no-config', '--policy', 'aws.ec2.security_group_*']";
    folder.write(
      'work/.pre-commit-config.yaml',
      [...hooks, '      - id: driftlock-plan', args, '      - id: driftlock-tf', args, ''].join('\n'),
    );
    git(WORK, 'init', '-q');
    execFileSync('pre-commit', ['install', '--install-hooks'], {
      cwd: WORK,
      env: environment(),
      stdio: 'pipe',
    });
  }, INSTALL_MS);

  test('of other files is made', () => {
    const { made, said } = commit({ 'README.md': 'a repository\n', 'plan.json': '{}\n' });
    expect([made, said]).toEqual([
      true,
      expect.stringMatching(/Terraform plans.*\(no files to check\)Skipped/),
    ]);
  });

  test('of a plan that opens a security group is blocked, and shows it', () => {
    const before = git(WORK, 'rev-parse', 'HEAD');
    const { made, said } = commit({ 'infra/prod.tfplan.json': plan('0.0.0.0/0') });
    expect(made).toBe(false);
    expect(said).toMatch(
      /driftlock \(Terraform plans\)\.+Failed\n- hook id: driftlock-plan\n- exit code: 1\n/,
    );
    expect(said).toContain('aws_security_group_rule.ssh');
    expect(said).toContain('port 22 (SSH) is open to 0.0.0.0/0');
    expect(git(WORK, 'rev-parse', 'HEAD')).toBe(before);
  });

  test('of the plan once it is mended is made', () => {
    const { made, said } = commit({ 'infra/prod.tfplan.json': plan('10.0.0.0/8') });
    expect([made, said]).toEqual([true, expect.stringMatching(/driftlock \(Terraform plans\)\.+Passed/)]);
  });

  describe.runIf(readsFolders)('of a configuration', () => {
    const module = [
      'variable "cidr" {',
      '  type = string',
      '}',
      'resource "aws_security_group_rule" "ssh" {',
      ...Object.entries(RULE).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`),
      '  cidr_blocks = [var.cidr]',
      '}',
      '',
    ].join('\n');
    /** Where the module says who may come in; behind it the line ends. */
    const line = module.split('\n').findIndex((text) => text.includes('cidr_blocks')) + 1;
    const OPENED_AT = new RegExp(` modules/network/main\\.tf:${line}$`, 'm');
    const caller = (cidr: string) =>
      `module "network" {\n  source = "../modules/network"\n  cidr   = "${cidr}"\n}\n`;

    test('that opens a security group in a module is blocked, where the module is called', () => {
      expect(commit({ 'prod/main.tf': caller('10.0.0.0/8'), 'modules/network/main.tf': module }).made).toBe(
        true,
      );
      const { made, said } = commit({
        'modules/network/main.tf': module.replace('[var.cidr]', '["0.0.0.0/0"]'),
      });
      expect(made).toBe(false);
      expect(said).toMatch(
        /driftlock \(Terraform configurations\)\.+Failed\n- hook id: driftlock-tf\n- exit code: 1\n/,
      );
      expect(said).toContain('module.network.aws_security_group_rule.ssh');
      expect(said).toContain('port 22 (SSH) is open to 0.0.0.0/0');
      expect(said).toMatch(OPENED_AT);
    });

    test('that is mended is made; a value that opens it is blocked as well', () => {
      expect(commit({ 'modules/network/main.tf': `${module}\n` }).made).toBe(true);
      const { made, said } = commit({ 'prod/main.tf': caller('0.0.0.0/0') });
      expect([made, said]).toEqual([false, expect.stringContaining('port 22 (SSH) is open to 0.0.0.0/0')]);
      expect(said).toMatch(OPENED_AT);
    });

    test('that cannot be read is blocked, with the place', () => {
      const { made, said } = commit({ 'prod/main.tf': 'module "network" {\n' });
      expect(made).toBe(false);
      expect(said).toMatch(/- exit code: 2\n[\s\S]*prod\/main\.tf:1/);
    });
  });
});
