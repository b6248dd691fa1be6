import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { jsonTargets } from '../../../src/commands/failure.ts';
import { deliver, outputsOf } from '../../../src/commands/outputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftlock-outputs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const KNOWN = ['table', 'json'] as const;

describe('outputsOf', () => {
  test('the first format where none is asked for', () => {
    expect(outputsOf([], KNOWN)).toEqual([{ format: 'table' }]);
  });

  test('several, with files', () => {
    const file = join(folder, 'a=b.json');
    expect(outputsOf(['table', `json=${file}`], KNOWN)).toEqual([
      { format: 'table' },
      { format: 'json', file },
    ]);
    expect(outputsOf(['json=-'], KNOWN)).toEqual([{ format: 'json' }]);
  });

  test.each([
    [['jsn'], 'format-unknown', 'unknown format "jsn"'],
    [['constructor'], 'format-unknown', 'unknown format "constructor"'],
    [['json='], 'usage', 'no file after "json="'],
    [['json', 'table'], 'usage', 'two formats are to go to standard output'],
    [['json=./x', 'table=x'], 'usage', 'two formats are to go to x'],
    [['json=/nowhere/x'], 'output-unwritable', 'cannot write /nowhere/x: its folder does not exist'],
  ])('%j is refused', (asked, code, message) => {
    expect(() => outputsOf(asked, KNOWN)).toThrow(expect.objectContaining({ code, message }));
  });
});

test('deliver renders each format for its place', async () => {
  const file = join(folder, 'out.json');
  await deliver([{ format: 'json', file }], true, (format, terminal) => `${format} ${terminal.colour}`);
  expect(readFileSync(file, 'utf8')).toBe('json false');
});

test.each([
  [['scan', 'x'], []],
  [['scan', '-f', 'json'], [undefined]],
  [['scan', '-fjson'], [undefined]],
  [
    ['scan', '--format=json=a.json', '--format', 'json'],
    ['a.json', undefined],
  ],
  [['scan', '-f', 'table', '-f', 'json=-'], [undefined]],
  [['scan', '-f', 'json=x.json', '-f', 'json=./x.json'], ['x.json']],
  [['scan', '-f', 'jsonl'], []],
  [['scan', '--', '-f', 'json'], []],
  [['scan', '-f'], []],
])('jsonTargets of %j', (argv, targets) => {
  expect(jsonTargets(argv)).toEqual(targets);
});
