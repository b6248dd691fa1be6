/** Files that a configuration may read: none outside of its repository, whatever way it names them. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedContents } from '../../../../src/input/hcl/asked-contents.ts';

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'asked-contents-'));
  for (const folder of [
    'repository/root/files/deep',
    'repository/shared',
    'repository/..data',
    'outside/files',
  ])
    mkdirSync(join(base, folder), { recursive: true });
  for (const [name, text] of Object.entries({
    'repository/root/main.tf': 'main',
    'repository/root/files/a.txt': 'a',
    'repository/root/files/deep/b.txt': 'b',
    'repository/shared/c.txt': 'c',
    'repository/..data/d.txt': 'd',
    'outside/secret.txt': 'secret',
    'outside/files/x.txt': 'secret',
  }))
    writeFileSync(join(base, name), text);
  writeFileSync(join(base, 'repository/root/binary.dat'), Buffer.from([0, 255, 1]));
  writeFileSync(join(base, 'repository/root/empty.txt'), '');
  writeFileSync(join(base, 'repository/root/most.txt'), Buffer.alloc(4 * 1024 * 1024));
  writeFileSync(join(base, 'repository/root/larger.txt'), Buffer.alloc(4 * 1024 * 1024 + 1));
  symlinkSync('../../outside/secret.txt', join(base, 'repository/root/link.txt'));
  symlinkSync('../../outside/files', join(base, 'repository/root/linked'));
  symlinkSync('files/a.txt', join(base, 'repository/root/inner.txt'));
  symlinkSync('../../../outside/files', join(base, 'repository/root/files/way-out'));
  symlinkSync('loop', join(base, 'repository/root/loop'));
});
afterAll(() => rmSync(base, { recursive: true }));

function asked(boundary = 'repository') {
  return askedContents(join(base, 'repository/root'), join(base, boundary));
}

function textOf(name: string, boundary?: string): string | null {
  const packed = asked(boundary).content(name);
  return packed === null ? null : Buffer.from(packed, 'base64').toString('latin1');
}

describe('the contents of a file', () => {
  it.each([
    ['beside the configuration', 'files/a.txt', 'a'],
    ['in the repository', '../shared/c.txt', 'c'],
    ['by a way around', '../../repository/root/files/a.txt', 'a'],
    ['in a folder that begins with two dots', '../..data/d.txt', 'd'],
    ['behind a link that stays inside', 'inner.txt', 'a'],
    ['that is no text', 'binary.dat', '\u0000\u00ff\u0001'],
    ['that is empty', 'empty.txt', ''],
    ['outside', '../../outside/secret.txt', null],
    ['behind a link that leads out', 'link.txt', null],
    ['in a folder behind a link that leads out', 'linked/x.txt', null],
    ['that is not there', 'nowhere.txt', null],
    ['below a file', 'main.tf/x', null],
    ['that is a folder', 'files', null],
    ['that is a link to itself', 'loop', null],
    ['with a name that no file can have', 'a\u0000b', null],
    ['that is larger than a template', 'larger.txt', null],
  ])('%s', (_name, name, expected) => {
    expect(textOf(name)).toBe(expected);
  });

  it('of the largest size is read whole', () => {
    expect(textOf('most.txt')?.length).toBe(4 * 1024 * 1024);
  });

  it('outside of the folder is not read where that is the boundary', () => {
    expect([textOf('files/a.txt', 'repository/root'), textOf('../shared/c.txt', 'repository/root')]).toEqual([
      'a',
      null,
    ]);
  });
});

describe('the files below a folder', () => {
  it.each([
    ['all, however deep, and no links', 'files', ['a.txt', 'deep/b.txt']],
    ['of the repository', '../shared', ['c.txt']],
    ['outside', '../../outside', null],
    ['behind a link that leads out', 'linked', null],
    ['that is not there', 'nowhere', null],
    ['that is a file', 'main.tf', null],
  ])('%s', (_name, name, expected) => {
    expect(asked().listing(name)?.toSorted() ?? null).toEqual(expected);
  });

  it('are not listed where there are too many', () => {
    const many = join(base, 'repository/root/many');
    mkdirSync(many);
    for (let at = 0; at < 10_000; at++) writeFileSync(join(many, `${at}`), '');
    expect(asked().listing('many')?.length).toBe(10_000);
    writeFileSync(join(many, 'one-more'), '');
    expect(asked().listing('many')).toBeNull();
    rmSync(many, { recursive: true });
  });
});
