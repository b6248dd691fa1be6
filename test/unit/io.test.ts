import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkWritable, writeFiles } from '../../src/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftlock-io-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('writeFiles', () => {
  test('replaces a file whole and keeps its mode', () => {
    const file = join(folder, 'mode.json');
    writeFileSync(file, 'a much longer text than the new one');
    chmodSync(file, 0o640);
    writeFiles([{ file, text: 'new' }]);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test('writes through a symbolic link', () => {
    const target = join(folder, 'target.json');
    writeFileSync(target, 'old');
    symlinkSync(target, join(folder, 'link.json'));
    writeFiles([{ file: join(folder, 'link.json'), text: 'new' }]);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toContain('link.json');
  });

  test('leaves a device a device', () => {
    writeFiles([{ file: '/dev/null', text: 'x' }]);
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  test('where one cannot be written none is changed, and nothing is left behind', () => {
    const good = join(folder, 'good.json');
    writeFileSync(good, 'old');
    const bad = join(folder, 'nowhere', 'bad.json');
    expect(() =>
      writeFiles([
        { file: good, text: 'new' },
        { file: bad, text: 'new' },
      ]),
    ).toThrow(
      expect.objectContaining({
        code: 'output-unwritable',
        message: `cannot write ${bad}: its folder does not exist`,
        where: bad,
      }),
    );
    expect(readFileSync(good, 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test.each([
  ['a folder', () => folder, 'it is a folder'],
  ['a file in no folder', () => join(folder, 'no', 'x'), 'its folder does not exist'],
  ['a file below a file', () => join(folder, 'mode.json', 'x'), 'its folder is not a folder'],
])('checkWritable refuses %s', (_, file, reason) => {
  expect(() => checkWritable(file())).toThrow(
    expect.objectContaining({ code: 'output-unwritable', message: `cannot write ${file()}: ${reason}` }),
  );
});
