/** Policies in real git repositories on this machine, also in such as mean harm. */
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fetching, fetching } from './fetching.ts';
import { GIT_ENVIRONMENT, type Repository, repository } from './repository.ts';

const FILES = {
  'policies/a.rego': 'package a\r\n',
  'policies/a_test.rego': 'package a_test',
  'policies/deep/er/b.rego': 'package deep.er.b',
  'policies/data.yaml': 'x: 1',
  'policies/README.md': 'not a policy',
  'policies/.hidden/c.rego': 'package c',
  'other/d.rego': 'package d',
};
const KEPT = {
  'a.rego': 'package a\r\n',
  'a_test.rego': 'package a_test',
  'data.yaml': 'x: 1',
  'deep/er/b.rego': 'package deep.er.b',
};

let run: Fetching;
let repo: Repository;

beforeEach(() => {
  for (const [name, value] of Object.entries(GIT_ENVIRONMENT)) vi.stubEnv(name, value);
  run = fetching();
  repo = repository();
});
afterEach(() => {
  vi.unstubAllEnvs();
  run.remove();
  repo.remove();
});

describe('by file', () => {
  it('takes policies, tests and data of the folder in that commit, byte for byte', async () => {
    const commit = repo.commit(FILES);
    repo.commit({ 'policies/a.rego': 'package later' });
    expect(await run.fetch(`git::file://${repo.folder}//policies?ref=${commit}`)).toEqual(KEPT);
    expect(Object.keys(await run.fetch(`git::file://${repo.folder}?ref=${commit}`))).toEqual([
      'other/d.rego',
      'policies/a.rego',
      'policies/a_test.rego',
      'policies/data.yaml',
      'policies/deep/er/b.rego',
    ]);
    expect(await run.fetch(`git::file://${repo.folder}//policies/a.rego?ref=${commit}`)).toEqual({
      'a.rego': 'package a\r\n',
    });
    expect(run.notices).toEqual([]);
  });

  it('takes a commit that no branch has any more', async () => {
    const commit = repo.commit(FILES);
    repo.git('commit', '--quiet', '--amend', '-m', 'another');
    expect(await run.fetch(`git::file://${repo.folder}//policies?ref=${commit}`)).toEqual(KEPT);
  });

  it('takes repositories of SHA-256', async () => {
    repo.remove();
    repo = repository('--object-format=sha256');
    const commit = repo.commit(FILES);
    expect(commit).toHaveLength(64);
    expect(await run.fetch(`git::file://${repo.folder}//policies?ref=${commit}`)).toEqual(KEPT);
  });

  it.each([
    ['//none', (commit: string) => commit, 'no folder none is in the commit'],
    ['//policies/README.md', (commit: string) => commit, 'no policies are there'],
    ['//pol', (commit: string) => commit, 'no folder pol is in the commit'],
    ['', (commit: string) => commit.replace(/^.{8}/, '00000000'), 'the repository has no commit 00000000'],
  ])('tells of what is not there: %s', async (folder, ref, message) => {
    const commit = repo.commit(FILES);
    const name = `git::file://${repo.folder}${folder}?ref=${ref(commit)}`;
    expect(await run.refusal(name)).toMatchObject({
      code: 'policy-unavailable',
      where: name,
      message: expect.stringContaining(message),
    });
    expect(run.entries()).toEqual([]);
  });

  it('tells of a repository that is not there, and of a folder that is none', async () => {
    const commit = repo.commit(FILES);
    for (const folder of ['/nonexistent', path.join(repo.folder, 'policies')])
      expect((await run.refusal(`git::file://${folder}?ref=${commit}`)).message).toContain(
        'there is no such repository',
      );
  });

  it('tells an annotated tag, a tree and a file from a commit', async () => {
    const commit = repo.commit(FILES);
    repo.git('tag', '-a', 'v1', '-m', 'v1');
    const tag = repo.git('rev-parse', 'v1');
    expect(await run.refusal(`git::file://${repo.folder}?ref=${tag}`)).toMatchObject({
      message: `${tag} is a tag, not a commit`,
      hint: `its commit is ref=${commit}`,
    });
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    expect((await run.refusal(`git::file://${repo.folder}?ref=${tree}`)).message).toBe(
      `${tree} is a tree, not a commit`,
    );
  });
});

describe('nothing of a repository is run or followed', () => {
  it('runs no filter, no hook, no command of its settings', async () => {
    const proof = path.join(repo.folder, 'proof');
    repo.git('config', 'filter.evil.smudge', `touch ${proof}`);
    repo.git('config', 'core.sshCommand', `touch ${proof}`);
    repo.git('config', 'core.fsmonitor', `touch ${proof}`);
    const hooks = path.join(repo.folder, '.git/hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['post-checkout', 'post-upload-pack', 'reference-transaction', 'fsmonitor-watchman']) {
      writeFileSync(path.join(hooks, hook), `#!/bin/sh\ntouch ${proof}\n`);
      chmodSync(path.join(hooks, hook), 0o755);
    }
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 1\n';
    const commit = repo.commit({ '.gitattributes': '*.rego filter=lfs text eol=crlf', 'a.rego': pointer });
    // Some of it ran when the test committed.
    rmSync(proof, { force: true });
    expect(await run.fetch(`git::file://${repo.folder}?ref=${commit}`)).toEqual({ 'a.rego': pointer });
    expect(existsSync(proof)).toBe(false);
  });

  it('follows links to files of the folder, and refuses others that policies may be behind', async () => {
    mkdirSync(path.join(repo.folder, 'p/sub'), { recursive: true });
    symlinkSync('../a.rego', path.join(repo.folder, 'p/sub/same.rego'));
    symlinkSync('../README', path.join(repo.folder, 'p/README.md'));
    const inside = repo.commit({ 'p/a.rego': 'package a', README: 'x', 'q/b.rego': 'package b' });
    expect(await run.fetch(`git::file://${repo.folder}//p?ref=${inside}`)).toEqual({
      'a.rego': 'package a',
      'sub/same.rego': 'package a',
    });
    for (const [target, link] of [
      ['/etc/passwd', 'passwd.rego'],
      ['../q/b.rego', 'b.rego'],
      ['../q', 'folder'],
      ['nowhere.json', 'data.json'],
    ] as const) {
      symlinkSync(target, path.join(repo.folder, 'p', link));
      const commit = repo.commit({});
      expect((await run.refusal(`git::file://${repo.folder}//p?ref=${commit}`)).message).toBe(
        `the link ${link} does not lead to a file of the policies (${target})`,
      );
      repo.git('rm', '--quiet', '-f', `p/${link}`);
    }
  });

  it('refuses a link in place of the folder', async () => {
    symlinkSync('q', path.join(repo.folder, 'p'));
    const commit = repo.commit({ 'q/b.rego': 'package b' });
    for (const folder of ['p', 'p/b.rego'])
      expect((await run.refusal(`git::file://${repo.folder}//${folder}?ref=${commit}`)).message).toBe(
        `no folder ${folder} is in the commit`,
      );
  });

  it('fetches no submodules, and says so', async () => {
    const other = repository();
    const inner = other.commit({ 'b.rego': 'package b' });
    repo.git('update-index', '--add', '--cacheinfo', `160000,${inner},p/sub`);
    writeFileSync(
      path.join(repo.folder, '.gitmodules'),
      `[submodule "p/sub"]\npath=p/sub\nurl=${other.folder}\n`,
    );
    mkdirSync(path.join(repo.folder, 'p'));
    writeFileSync(path.join(repo.folder, 'p/a.rego'), 'package a');
    repo.git('add', '.gitmodules', 'p/a.rego');
    repo.git('commit', '--quiet', '-m', 'x');
    const name = `git::file://${repo.folder}//p?ref=${repo.git('rev-parse', 'HEAD')}`;
    expect(await run.fetch(name)).toEqual({ 'a.rego': 'package a' });
    expect(run.notices).toEqual([`submodules are not fetched: sub, in ${name}`]);
    other.remove();
  });

  it('refuses names that are one file on some systems, and objects that git itself refuses', async () => {
    const commit = repo.commit({ 'p/a.rego': '1', 'p/A.rego': '2' });
    expect((await run.refusal(`git::file://${repo.folder}//p?ref=${commit}`)).message).toBe(
      'A.rego and a.rego are one file where letter case is not told apart',
    );
    const blob = repo.git('rev-parse', `${commit}:p/a.rego`);
    const id = Buffer.from(blob, 'hex');
    const file = path.join(repo.folder, 'tree');
    writeFileSync(file, Buffer.concat([Buffer.from('100644 ..\0'), id]));
    const tree = repo.git('hash-object', '-t', 'tree', '-w', '--literally', 'tree');
    const evil = repo.git('commit-tree', tree, '-m', 'evil');
    const { message } = await run.refusal(`git::file://${repo.folder}?ref=${evil}`);
    expect(message).toMatch(/git cannot fetch it: .*hasDotdot/);
  });

  it('refuses more than the limits', async () => {
    const commit = repo.commit({ 'a.rego': 'x'.repeat(5_000), 'b.rego': 'y' });
    const name = `git::file://${repo.folder}?ref=${commit}`;
    expect((await run.refusal(name, { limits: { contentBytes: 4_000 } })).message).toContain('larger than');
    expect((await run.refusal(name, { limits: { entries: 1 } })).message).toContain('more than 1 files');
  });
});
