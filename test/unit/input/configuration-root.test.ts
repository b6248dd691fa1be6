import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { configurationRoot } from '../../../src/input/configuration-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftlock-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const path of ['repository/.git', 'repository/live/prod', 'repository/modules/sub/deep', 'outside/a'])
  mkdirSync(join(folder, path), { recursive: true });
writeFileSync(join(folder, 'repository/modules/sub/.git'), 'gitdir: ../../.git/modules/sub\n');

it.each([
  ['repository/plan.json', '.'],
  ['repository/live/prod/plan.json', 'live/prod'],
  ['repository/live/prod/../plan.json', 'live'],
  ['repository/live/none/such.json', 'live/none'],
  ['repository/modules/sub/plan.json', '.'],
  ['repository/modules/sub/deep/plan.json', 'deep'],
  ['outside/a/plan.json', '.'],
])('%s lies in %s, named from anywhere', (name, root) => {
  const path = join(folder, name);
  expect(configurationRoot(path)).toBe(root);
  expect(configurationRoot(relative(process.cwd(), path))).toBe(root);
});

it('standard input and what is no file lie nowhere', () => {
  expect(configurationRoot('-')).toBe('.');
  expect(configurationRoot('/dev/fd/3')).toBe('.');
});
