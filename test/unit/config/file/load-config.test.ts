/** Which file counts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ConfigFlags, loadConfig } from '../../../../src/config/file/load-config.ts';
import { refused, rootFolder, standIn, write } from './config-folder.ts';

describe('the file', () => {
  const NOTHING = { value: undefined, source: { kind: 'default' } };
  const USUAL = { value: 'recommended', source: { kind: 'default' } };

  test('of the current folder, else of one above, up to that of .git and not beyond', async () => {
    write('driftlock.yaml', 'failOn: critical');
    mkdirSync(join(rootFolder(), 'repo/.git'), { recursive: true });
    standIn('repo/a/b');
    expect(await loadConfig({}, {})).toEqual({
      file: NOTHING,
      profile: USUAL,
      bundledProfiles: ['recommended'],
      layers: [],
      notices: [],
    });
    write('repo/driftlock.yaml', 'failOn: high');
    expect((await loadConfig({}, {})).file.value).toBe('../../driftlock.yaml');
    write('repo/a/b/driftlock.yaml', 'failOn: low');
    expect(await loadConfig({}, {})).toEqual({
      file: { value: 'driftlock.yaml', source: { kind: 'default' } },
      profile: USUAL,
      bundledProfiles: ['recommended'],
      layers: [
        {
          settings: { failOn: { value: 'low', where: 'driftlock.yaml:1:9' } },
          policies: [],
          policyFolders: [],
        },
      ],
      notices: [],
    });
  });

  test('of a worktree, where .git is a file', async () => {
    write('tree/.git', 'gitdir: elsewhere');
    write('tree/driftlock.yaml', 'failOn: high');
    standIn('tree/deep');
    expect((await loadConfig({}, {})).file.value).toBe('../driftlock.yaml');
  });

  test('outside of a repository nobody looks above', async () => {
    write('driftlock.yaml', 'failOn: high');
    standIn('a');
    expect((await loadConfig({}, {})).layers).toEqual([]);
  });

  test('under another name is not read, and a line says so', async () => {
    mkdirSync(join(rootFolder(), '.git'));
    write('driftlock.yml', 'failOn: high');
    standIn('a');
    expect(await loadConfig({}, {})).toEqual({
      file: NOTHING,
      profile: USUAL,
      bundledProfiles: ['recommended'],
      layers: [],
      notices: ['../driftlock.yml is not read: the configuration is named driftlock.yaml'],
    });
  });

  test.each<[string, ConfigFlags, Readonly<Record<string, string>>, unknown]>([
    [
      '--config wins',
      { config: 'x.yaml' },
      { DRIFTLOCK_CONFIG: 'y.yaml' },
      ['x.yaml', { kind: 'flag', name: '--config' }, 'info'],
    ],
    [
      'then DRIFTLOCK_CONFIG',
      {},
      { DRIFTLOCK_CONFIG: 'y.yaml' },
      ['y.yaml', { kind: 'environment', name: 'DRIFTLOCK_CONFIG' }, 'medium'],
    ],
    [
      'an empty one counts as none',
      {},
      { DRIFTLOCK_CONFIG: '' },
      ['driftlock.yaml', { kind: 'default' }, 'low'],
    ],
    [
      '--no-config goes without',
      { config: false },
      { DRIFTLOCK_CONFIG: 'y.yaml' },
      [undefined, { kind: 'flag', name: '--no-config' }, undefined],
    ],
  ])('%s', async (_, flags, variables, expected) => {
    standIn('.');
    write('driftlock.yaml', 'failOn: low');
    write('x.yaml', 'failOn: info');
    write('y.yaml', 'failOn: medium');
    const { file, layers } = await loadConfig(flags, variables);
    expect([file.value, file.source, layers[0]?.settings.failOn?.value]).toEqual(expected);
  });

  test('a byte order mark is none of it', async () => {
    standIn('.');
    write('driftlock.yaml', '\uFEFFfailOn: low');
    expect((await loadConfig({}, {})).layers[0]?.settings.failOn?.value).toBe('low');
  });

  test.each<[string, ConfigFlags, string, RegExp]>([
    ['not there', { config: 'nowhere.yaml' }, 'nowhere.yaml', /cannot be read: there is no such file/],
    ['a folder', { config: '.' }, '.', /cannot be read: it is a folder/],
    ['not UTF-8', { config: 'latin.yaml' }, 'latin.yaml', /is not UTF-8 text/],
    ['too large', { config: 'large.yaml' }, 'large.yaml', /larger than 256 KiB/],
    ['without an end', { config: '/dev/zero' }, '/dev/zero', /larger than 256 KiB/],
  ])('%s', async (_, flags, where, message) => {
    standIn('.');
    write('latin.yaml', Buffer.from('failOn: \xe4', 'latin1'));
    write('large.yaml', `# ${'x'.repeat(256 * 1024)}`);
    expect(await refused(flags)).toEqual({
      where,
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });

  test('a folder of that name is an error, not passed over', async () => {
    standIn('.');
    mkdirSync(join(rootFolder(), 'driftlock.yaml'));
    expect((await refused({})).message).toMatch(/it is a folder/);
  });

  test('an empty name', async () => {
    expect(await refused({ config: '' })).toEqual({
      where: undefined,
      message: '--config is empty',
      hint: 'a variable on the command line may be unset',
    });
  });
});
