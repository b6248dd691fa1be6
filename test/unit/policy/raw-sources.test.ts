/** Which files raw policies and their data are read from. */
import { symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readRawSources } from '../../../src/policy/raw-sources.ts';
import { repository } from './remote/repository.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NOWHERE = { cache: undefined, notice: () => undefined };

test('all Rego below folders, and data where its folder stands in the one that was named', async () => {
  const at = temporaryFolder({
    'p/a.rego': 'package a',
    'p/deep/b_test.rego': 'package b',
    'p/.hidden/c.rego': 'package c',
    'p/node_modules/d.rego': 'package d',
    'p/e.json': '{}',
    'd/x.yaml': 'x: 1',
    'd/team/y.yml': '\ufeffy: 1',
    'd/team/z.rego': 'package z',
    'one.json': '{"one": 1}',
  });
  symlinkSync(at, path.join(at, 'd/loop'));
  const files = (...names: string[]) => names.map((name) => path.join(at, name));
  const [a = '', b = '', x = '', y = '', one = ''] = files(
    'p/a.rego',
    'p/deep/b_test.rego',
    'd/x.yaml',
    'd/team/y.yml',
    'one.json',
  );
  const { modules, data } = await readRawSources(
    [path.join(at, 'p')],
    [one, path.join(at, 'd/team'), path.join(at, 'd/x.yaml')],
    NOWHERE,
  );
  expect(modules).toEqual({ [a]: 'package a', [b]: 'package b' });
  expect(data).toEqual([
    { file: one, path: [], text: '{"one": 1}' },
    { file: y, path: [], text: 'y: 1' },
    { file: x, path: [], text: 'x: 1' },
  ]);
  const below = await readRawSources([a], [path.join(at, 'd')], NOWHERE);
  expect(below.data.slice(-2)).toEqual([
    { file: y, path: ['team'], text: 'y: 1' },
    { file: x, path: [], text: 'x: 1' },
  ]);
});

test.each([
  ['nowhere', [], 'no policies at nowhere'],
  ['empty', [], 'no .rego file at empty'],
  ['a.txt', [], 'no .rego file at a.txt'],
  ['latin.rego', [], 'it cannot be read: '],
  ['p.rego', ['nowhere'], 'no data at nowhere'],
  ['p.rego', ['a.txt'], 'no .json, .yaml, .yml file at a.txt'],
  ['huge.rego', [], 'it cannot be read: with it there are more than 64 MiB of policies and data'],
])('%s with %j', async (name, data, message) => {
  const at = temporaryFolder({
    'p.rego': 'package p',
    'a.txt': '',
    'empty/x': '',
    'huge.rego': '',
    'latin.rego': new Uint8Array([0x70, 0xe9]),
  });
  truncateSync(path.join(at, 'huge.rego'), 65 * 1024 * 1024);
  const place = (one: string) => path.join(at, one);
  const shown = message.replace(/(nowhere|empty|a\.txt)$/, (one) => place(one));
  await expect(readRawSources([place(name)], data.map(place), NOWHERE)).rejects.toMatchObject({
    code: 'policy-invalid',
    message: expect.stringContaining(shown),
  });
});

test('a folder that is fetched, under the name that was given', async () => {
  const repo = repository();
  try {
    const commit = repo.commit({ 'rules/deep/p.rego': 'package p', 'rules/p_test.rego': 'package q' });
    const name = `git::file://${repo.folder}//rules?ref=${commit}`;
    const { modules } = await readRawSources([name], [], NOWHERE);
    expect(modules).toEqual({
      [`${name}: deep/p.rego`]: 'package p',
      [`${name}: p_test.rego`]: 'package q',
    });
  } finally {
    repo.remove();
  }
});
