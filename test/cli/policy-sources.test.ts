/** `--policies git::…` and `oci::…` on the command line: what is printed, what is left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closed,
  GIT_ENVIRONMENT,
  listening,
  type Repository,
  repository,
} from '../unit/policy/remote/repository.ts';
import { CLI, EXAMPLE, type Folder, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const POLICY = `# METADATA
# title: Volumes are small
# custom:
#   severity: high
#   resources: [aws_ebs_volume]
package acme.volume_size

# METADATA
# entrypoint: true
deny contains "too large" if input.values.size > 1
`;

let repo: Repository;
let home: Folder;
let environment: Record<string, string>;

beforeEach(() => {
  repo = repository();
  home = temporaryFolder();
  environment = { ...(GIT_ENVIRONMENT as Record<string, string>), HOME: home.path, TMPDIR: home.path };
});
afterEach(() => {
  repo.remove();
  home.remove();
});

function left(): string[] {
  return readdirSync(home.path, { recursive: true, encoding: 'utf8' }).sort();
}

describe('policies in a git repository', () => {
  it('are checked with their tests, under the name that was given', async () => {
    const commit = repo.commit({
      'policies/acme/volume_size.rego': POLICY.replace('values.size', 'values.sise'),
      'policies/acme/volume_size_test.rego': `package acme.volume_size_test

import data.acme.volume_size

test_deny if count(volume_size.deny) == 1 with input.values as {"sze": 2}
`,
    });
    const name = `git::file://${repo.folder}//policies?ref=${commit}`;
    expect(await runCli(['policy', 'check', name], { environment })).toEqual({
      code: 1,
      stdout: `${name}: acme/volume_size.rego:10:43: error: \`input.values.sise\`: aws_ebs_volume has no attribute \`sise\`; did you mean \`size\`? [unknown-place]
${name}: acme/volume_size_test.rego:5:65: error: \`input.values.sze\`: aws_ebs_volume has no attribute \`sze\`; did you mean \`size\`? [wrong-fixture]
2 errors in 1 policy, 2 files
`,
      stderr: '',
    });
  });

  it.each([
    ['policy test', ['policy', 'test']],
    ['policy fmt', ['policy', 'fmt']],
    ['--data', ['scan', EXAMPLE, '--raw-policies', ROOT, '--data']],
  ])('%s takes what is here, and shows no credentials', async (taker, args) => {
    for (const scheme of ['', 'git::']) {
      expect(
        await runCli([...args, `${scheme}https://user:s3cret@host/repository`], { environment }),
      ).toEqual({
        code: 2,
        stdout: '',
        stderr: `driftlock: ${scheme}https://***@host/repository: ${taker} takes files and folders of this machine only
  hint: fetch it first (git clone, oras pull), and name the folder
`,
      });
    }
    const check = await runCli(['policy', 'check', 'https://user:s3cret@host/repository'], { environment });
    expect([check.code, check.stderr.includes('s3cret'), check.stderr]).toEqual([
      2,
      false,
      expect.stringContaining('https://***@host/repository'),
    ]);
  });

  it('judge, and are listed under the name that was given', async () => {
    const commit = repo.commit({ 'policies/acme/volume_size.rego': POLICY });
    const name = `git::file://${repo.folder}//policies?ref=${commit}`;
    const list = await runCli(['policy', 'list', '-f', 'json', '--policies', name], { environment });
    expect([list.code, list.stderr]).toEqual([0, '']);
    const document = JSON.parse(list.stdout) as { policies: { id: string; folder?: string; file: string }[] };
    const schema = JSON.parse(
      readFileSync(path.join(ROOT, 'reports/policies-1.schema.json'), 'utf8'),
    ) as object;
    expect(new Ajv2020({ strict: false }).validate(schema, document)).toBe(true);
    const own = document.policies.filter(({ folder }) => folder !== undefined);
    expect(own).toMatchObject([{ id: 'acme.volume_size', folder: name, file: 'acme/volume_size.rego' }]);
    // From here on nothing is fetched.
    repo.remove();
    const show = await runCli(['policy', 'show', 'acme.volume_size', '--policies', name], { environment });
    expect(show.stdout.replace(/\s+/g, '')).toContain(`from${name}`);
    const args = ['scan', EXAMPLE, '--policies', name, '--policy', 'acme.volume_size', '-f', 'json'];
    const scan = await runCli(args, { environment });
    expect([scan.code, scan.stderr]).toEqual([expect.any(Number), '']);
    expect(scan.stdout).toContain('acme.volume_size');
  });

  it('are named in driftlock.yaml as anywhere, and printed without credentials', async () => {
    const commit = repo.commit({ 'policies/acme/volume_size.rego': POLICY });
    const name = `git::file://${repo.folder}//policies?ref=${commit}`;
    const secret = `git::http://bot:hunter2@127.0.0.1:1/r.git//p?ref=${commit}`;
    home.write('driftlock.yaml', `policyFolders:\n  - ${name}\n`);
    const args = ['policy', 'list', '-f', 'json', '--policies', name];
    const list = await runCli(args, { environment, cwd: home.path });
    expect([list.code, list.stderr]).toEqual([0, '']);
    const document = JSON.parse(list.stdout) as { policies: { folder?: string }[] };
    expect(document.policies.filter(({ folder }) => folder === name)).toHaveLength(1);
    home.write('driftlock.yaml', `policyFolders:\n  - ${secret}\n`);
    const print = ['scan', EXAMPLE, '--print-config', '-f', 'json'];
    const printed = await runCli(print, { environment, cwd: home.path });
    expect(printed.stdout + printed.stderr).not.toContain('hunter2');
    expect(printed.stdout).toContain('git::http://***@127.0.0.1:1/r.git//p');
  });

  it('that do not compile are errors with the file in them', async () => {
    const commit = repo.commit({ 'a.rego': 'package a\n\ndeny contains if {' });
    const name = `git::file://${repo.folder}?ref=${commit}`;
    const { code, stderr } = await runCli(['policy', 'list', '--policies', name], { environment });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^driftlock: git::file:.*: a\.rego:3:\d+: /)]);
    expect(stderr).toContain(`driftlock: ${name}: a.rego:3:`);
  });

  it('of one id are told apart by where they are from', async () => {
    const commit = repo.commit({ 'x/acme/volume_size.rego': POLICY, 'y/acme/volume_size.rego': POLICY });
    const [x, y] = ['x', 'y'].map((folder) => `git::file://${repo.folder}//${folder}?ref=${commit}`);
    const args = ['policy', 'list', '--policies', x ?? '', '--policies', y ?? ''];
    expect(await runCli(args, { environment })).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        `driftlock: ${y}: acme/volume_size.rego:6: two policies have the id acme.volume_size`,
        `  hint: the other one is ${x}: acme/volume_size.rego:6; give one of them another package`,
        '',
      ].join('\n'),
    });
  });

  it.each([
    ['git::https://bot:hunter2@h.example/r.git', 'git::https://***@h.example/r.git: no commit is pinned'],
    ['oci::bot:hunter2@h.example/r', 'oci::***@h.example/r: credentials do not belong into the name'],
    ['xyz::bot:hunter2@h.example/r', 'xyz::***@h.example/r: policies are not fetched by xyz::'],
    ['https://bot:hunter2@h.example/r', 'no policies at https://***@h.example/r'],
    [`git::http://bot:hunter2@127.0.0.1:1/r?ref=${'0'.repeat(40)}`, 'cannot be reached'],
  ])('are refused without a credential in sight: %s', async (name, message) => {
    const { code, stdout, stderr } = await runCli(['policy', 'list', '-f', 'json', '--policies', name], {
      environment,
    });
    expect([code, stdout + stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stdout + stderr).not.toContain('hunter2');
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'reports/error-1.schema.json'), 'utf8')) as object;
    expect(new Ajv2020({ strict: false }).validate(schema, JSON.parse(stdout))).toBe(true);
    expect(left().filter((file) => /unfinished|driftlock-policies/.test(file))).toEqual([]);
  });
});

describe('an interruption', () => {
  it.each(['git', 'oci'])('while %s:: is fetched leaves nothing behind', async (scheme) => {
    let asked: () => void = () => {};
    const waiting = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const server = createServer(() => asked());
    await listening(server);
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const name =
      scheme === 'git'
        ? `git::http://${host}/r.git?ref=${'0'.repeat(40)}`
        : `oci::${host}/r@sha256:${'0'.repeat(64)}`;
    const child = spawn(process.execPath, [CLI, 'policy', 'list', '--policies', name], { env: environment });
    await waiting;
    child.kill('SIGINT');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([code, signal]).toEqual([null, 'SIGINT']);
    expect(left().filter((file) => /unfinished|driftlock-policies|repository/.test(file))).toEqual([]);
    await closed(server);
  });
});
