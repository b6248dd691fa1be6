/** Which raw policies a run has, and who says so. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RawFlags, rawValues, settledRaw } from '../../../src/commands/settled-raw.ts';
import { readConfig } from '../../../src/config/file/read-config.ts';
import { temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
const FILE = path.join(folder.path, 'driftlock.yaml');
beforeAll(() => {
  for (const name of ['base', 'more', 'facts', 'other']) mkdirSync(path.join(folder.path, name));
});
afterAll(() => folder.remove());

const TEXT = `rawPolicies:
  folders: [base]
  data: [facts]
  namespaces: [main, 'team.*']
  regoVersion: v0
profiles:
  p:
    rawPolicies: {folders: [more, base], namespaces: [acme]}
  empty:
    rawPolicies: {namespaces: []}
`;

function settled(text: string, flags: RawFlags, profile?: string) {
  const { base, profiles } = readConfig(text, FILE);
  const overlay = profile === undefined ? undefined : profiles.get(profile);
  return settledRaw(flags, { layers: overlay === undefined ? [base] : [base, overlay] });
}

const at = (name: string) => path.join(folder.path, name);
const inFile = (line: string) => ({ kind: 'file', where: `${FILE}:${line}` });
const inProfile = (line: string) => ({ kind: 'profile', name: 'p', where: `${FILE}:${line}` });
const byFlag = (name: string) => ({ kind: 'flag', name });

describe('who wins', () => {
  test('the file alone', () => {
    expect(settled(TEXT, {})).toEqual({
      folders: [{ value: at('base'), source: inFile('2:13') }],
      namespaces: { value: ['main', 'team.*'], source: inFile('4:15') },
      data: [{ value: at('facts'), source: inFile('3:10') }],
      regoVersion: { value: 'v0', source: inFile('5:16') },
    });
  });

  test('a profile and flags on top: places add up, each once, and the rest is taken by itself', () => {
    const flags = { rawPolicies: [`${at('other')}/`, `${at('more')}/.`], data: ['none.json'] };
    expect(settled(TEXT, flags, 'p')).toEqual({
      folders: [
        { value: at('base'), source: inFile('2:13') },
        { value: at('more'), source: inProfile('8:29') },
        { value: `${at('other')}/`, source: byFlag('--raw-policies') },
      ],
      namespaces: { value: ['acme'], source: inProfile('8:54') },
      data: [
        { value: at('facts'), source: inFile('3:10') },
        { value: 'none.json', source: byFlag('--data') },
      ],
      regoVersion: { value: 'v0', source: inFile('5:16') },
    });
  });

  test.each<[string, RawFlags, string | undefined, readonly string[], string]>([
    ['a flag over a profile', { namespace: ['x'], regoVersion: 'V1' }, 'p', ['x'], 'v1'],
    ['all namespaces over a profile', { allNamespaces: true }, 'p', ['*'], 'v0'],
    ['an empty list says nothing', {}, 'empty', ['main'], 'v0'],
  ])('%s', (_, flags, profile, namespaces, rego) => {
    const raw = settled(TEXT, flags, profile);
    expect(raw && rawValues(raw)).toMatchObject({ namespaces, rego });
  });

  test('without folders there are none, whatever else the file says', () => {
    expect(settled('rawPolicies: {namespaces: [a], data: [nowhere]}', {})).toBe(undefined);
    expect(settled('failOn: low', {})).toBe(undefined);
  });

  test('what is fetched has no place here', () => {
    const name = 'git::https://example.org/p?ref=main';
    const raw = settled(`rawPolicies: {folders: ["${name}"]}`, {});
    expect(raw?.folders).toEqual([{ value: name, source: inFile('1:25') }]);
  });
});

test.each<[string, RawFlags, object]>([
  [
    'rawPolicies: {folders: [nowhere]}',
    {},
    { code: 'config', message: `no policies at ${at('nowhere')}`, where: `${FILE}:1:25` },
  ],
  [
    'rawPolicies: {folders: [base], data: [facts, gone.json]}',
    {},
    { code: 'config', message: `no data at ${at('gone.json')}`, where: `${FILE}:1:46` },
  ],
  ['failOn: low', { data: ['x'] }, { code: 'usage', message: expect.stringContaining('there are none') }],
  [TEXT, { allNamespaces: true, namespace: ['a'] }, { code: 'usage' }],
  [TEXT, { regoVersion: 'v2' }, { code: 'usage', message: '--rego-version: unknown value "v2"' }],
])('%s with %j is an error', (text, flags, error) => {
  expect(() => settled(text, flags)).toThrow(expect.objectContaining(error));
});

test('a key that is not there is an error that names the nearest', () => {
  expect(() => readConfig('rawPolicies: {folder: [a]}', FILE)).toThrow(
    expect.objectContaining({
      code: 'config',
      where: `${FILE}:1:15`,
      hint: expect.stringContaining('folders'),
    }),
  );
});
