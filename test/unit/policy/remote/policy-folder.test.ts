/** What is fetched is kept: whole, for everybody at the same time, and never believed blindly. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  keepSource,
  readCachedSource,
  unfinishedFolder,
} from '../../../../src/policy/remote/source-cache.ts';
import { type FakeRegistry, fakeRegistry, rego } from './fake-registry.ts';
import { type Fetching, fetching } from './fetching.ts';
import { repository } from './repository.ts';

let run: Fetching;
let registry: FakeRegistry;
let name: string;
const FILES = { 'a.rego': 'package a', 'sub/b.rego': 'package sub.b' };

beforeEach(async () => {
  run = fetching();
  registry = await fakeRegistry();
  name = registry.push(Object.entries(FILES).map(([title, text]) => rego(title, text)));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await registry.close();
  run.remove();
});

/** The one entry. */
function entry(): string {
  const [only = '', ...others] = run.entries();
  expect(others).toEqual([]);
  return path.join(run.cache, 'sources-1', only);
}

describe('withPolicyFolder', () => {
  it('fetches once, and then needs neither network nor git', async () => {
    expect(await run.fetch(name)).toEqual(FILES);
    const repo = repository();
    const commit = repo.commit(FILES);
    const inGit = `git::file://${repo.folder}?ref=${commit}`;
    expect(await run.fetch(inGit)).toEqual(FILES);
    expect(registry.requests).toHaveLength(3);
    await registry.close();
    repo.remove();
    vi.stubEnv('PATH', '/nonexistent');
    expect(await run.fetch(name)).toEqual(FILES);
    // The digest says what it is, wherever it lies.
    expect(await run.fetch(name.replace('/acme/p@', '/acme/other:v2@'))).toEqual(FILES);
    expect(await run.fetch(inGit)).toEqual(FILES);
    expect(run.notices).toEqual([]);
    expect(run.entries()).toHaveLength(2);
    registry = await fakeRegistry();
  });

  it.each<[string, (entry: string) => void]>([
    ['a changed file', (at) => writeFileSync(path.join(at, 'files/a.rego'), 'package evil')],
    ['a file too many', (at) => writeFileSync(path.join(at, 'files/c.rego'), 'package c')],
    ['a file too few', (at) => rmSync(path.join(at, 'files/a.rego'))],
    [
      'a file by another name',
      (at) => renameSync(path.join(at, 'files/a.rego'), path.join(at, 'files/z.rego')),
    ],
    ['a link', (at) => relink(path.join(at, 'files/a.rego'))],
    ['no files', (at) => rmSync(path.join(at, 'files'), { recursive: true })],
    ['no seal', (at) => rmSync(path.join(at, 'seal.json'))],
    ['half a seal', (at) => writeFileSync(path.join(at, 'seal.json'), '{"digest":')],
    ['an odd seal', (at) => writeFileSync(path.join(at, 'seal.json'), 'null')],
    ['a file in its place', (at) => replaceByFile(at)],
  ])('fetches again, and says so, where the cache holds %s', async (_, damage) => {
    await run.fetch(name);
    damage(entry());
    expect(await run.fetch(name)).toEqual(FILES);
    expect(run.notices).toEqual([`what is in the cache of ${name} was changed there, and is fetched again`]);
    expect(registry.requests).toHaveLength(6);
    expect(await run.fetch(name)).toEqual(FILES);
    expect(registry.requests).toHaveLength(6);
    entry();
  });

  it('keeps what is there when the source cannot be fetched', async () => {
    await run.fetch(name);
    const before = run.entries();
    const other = registry.push([rego('c.rego')]);
    registry.gate = (_, response) => response.writeHead(404).end() !== undefined;
    await run.refusal(other);
    expect(run.entries()).toEqual(before);
    expect(await run.fetch(name)).toEqual(FILES);
  });

  it('fetches to a folder that goes away where there is no cache', async () => {
    const before = readdirSync(tmpdir());
    expect(await run.fetch(name, { cache: undefined })).toEqual(FILES);
    registry.gate = (_, response) => response.writeHead(404).end() !== undefined;
    await run.refusal(name, { cache: undefined });
    expect(readdirSync(tmpdir())).toEqual(before);
  });

  it.each<[string, (cache: string) => void, string]>([
    ['a file', (cache) => writeFileSync(cache, ''), 'ENOTDIR|EEXIST'],
    ['open to others', (cache) => mkdirSync(cache, { mode: 0o777 }), 'can be written by other users'],
  ])('does without a cache that is %s, and says so', async (_, make, reason) => {
    make(run.cache);
    if (reason.startsWith('can')) chmodSync(run.cache, 0o777);
    expect(await run.fetch(name)).toEqual(FILES);
    expect(run.notices.length).toBeGreaterThan(0);
    for (const line of run.notices)
      expect(line).toMatch(new RegExp(`^the cache of fetched policies cannot be used: .*(${reason})`));
  });

  it('is used by many at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const many = await Promise.all(Array.from({ length: 8 }, () => run.fetch(name)));
      expect(many).toEqual(Array(8).fill(FILES));
      // Who was as fast as another may leave a second copy; all are whole.
      const entries = run.entries();
      expect(entries.filter((one) => one.startsWith('.'))).toEqual([]);
      const [key = ''] = (entries[0] ?? '').split('.');
      expect(await readCachedSource(run.cache, key)).toMatchObject({ changed: [] });
      for (const one of entries)
        writeFileSync(path.join(run.cache, 'sources-1', one, 'files/a.rego'), 'package evil');
    }
  });

  it('removes what killed processes left, but not what may be under way', async () => {
    const left = path.join(run.cache, 'sources-1/.unfinished-1-left');
    const fresh = path.join(run.cache, 'sources-1/.unfinished-1-fresh');
    for (const folder of [left, fresh]) mkdirSync(path.join(folder, 'repository'), { recursive: true });
    chmodSync(run.cache, 0o700);
    chmodSync(path.join(run.cache, 'sources-1'), 0o700);
    const hourAgo = Date.now() / 1000 - 3_600;
    utimesSync(left, hourAgo, hourAgo);
    await run.fetch(name);
    expect(run.entries().filter((one) => one.startsWith('.'))).toEqual(['.unfinished-1-fresh']);
  });

  it.each([
    ['xyz::https://u:hunter2@h.example/r', 'policies are not fetched by xyz::', 'known: git, oci'],
    ['GIT::https://h.example/r', 'policies are not fetched by GIT::', 'did you mean "git"?'],
    ['constructor::x', 'policies are not fetched by constructor::', 'known: git, oci'],
  ])('refuses %s', async (unknown, message, hint) => {
    const refusal = await run.refusal(unknown);
    expect(refusal).toMatchObject({ code: 'usage', message, hint: expect.stringContaining(hint) });
    expect(JSON.stringify(refusal)).not.toContain('hunter2');
  });
});

describe('keepSource', () => {
  const files = [{ path: 'a.rego', bytes: Buffer.from('package a') }];

  it('gives the entry of whoever was faster', async () => {
    const first = await unfinishedFolder(run.cache);
    const second = await unfinishedFolder(run.cache);
    const kept = await keepSource(run.cache, 'k', 'x', files, first);
    expect(await keepSource(run.cache, 'k', 'x', files, second)).toBe(kept);
    expect(await readCachedSource(run.cache, 'k')).toEqual({ folder: kept, changed: [] });
  });

  it('leaves no entry where the files cannot be written', async () => {
    const twice = [...files, ...files];
    const unfinished = await unfinishedFolder(run.cache);
    await expect(keepSource(run.cache, 'k', 'x', twice, unfinished)).rejects.toThrow('EEXIST');
    expect(await readCachedSource(run.cache, 'k')).toEqual({ folder: undefined, changed: [] });
  });
});

function relink(file: string): void {
  const target = path.join(mkdtempSync(path.join(path.dirname(file), '../../../target-')), 'a.rego');
  renameSync(file, target);
  symlinkSync(target, file);
}

function replaceByFile(entryFolder: string): void {
  rmSync(entryFolder, { recursive: true });
  writeFileSync(entryFolder, '', { mode: 0o600 });
}
