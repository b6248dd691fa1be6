import {
  chmodSync,
  existsSync,
  lstatSync,
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
import { checkWritable, withoutChatter, writeFiles } from '../../src/io.ts';

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

  test('makes the file that dangling links lead to, and leaves them links', () => {
    const target = join(folder, 'made.json');
    symlinkSync('made.json', join(folder, 'second.json'));
    symlinkSync(join(folder, 'second.json'), join(folder, 'first.json'));
    checkWritable(join(folder, 'first.json'));
    writeFiles([{ file: join(folder, 'first.json'), text: 'new' }]);
    expect(readFileSync(target, 'utf8')).toBe('new');
    for (const link of ['first.json', 'second.json'])
      expect(lstatSync(join(folder, link)).isSymbolicLink()).toBe(true);
  });

  test('takes away only the staging file that it made', () => {
    const file = join(folder, 'staged.json');
    const staging = join(folder, `.staged.json.${process.pid}.tmp`);
    writeFileSync(staging, 'of another');
    expect(() => writeFiles([{ file, text: 'new' }])).toThrow(
      expect.objectContaining({ code: 'output-unwritable' }),
    );
    expect(readFileSync(staging, 'utf8')).toBe('of another');
    rmSync(staging);
    const twice = { file, text: 'new' };
    expect(() => writeFiles([twice, twice])).toThrow();
    expect(existsSync(file)).toBe(false);
    expect(existsSync(staging)).toBe(false);
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
  [
    'a link into no folder',
    () => {
      symlinkSync(join(folder, 'no', 'x'), join(folder, 'astray.json'));
      return join(folder, 'astray.json');
    },
    'its folder does not exist',
  ],
  [
    'a link to itself',
    () => {
      symlinkSync('circle.json', join(folder, 'circle.json'));
      return join(folder, 'circle.json');
    },
    'its symbolic links lead in a circle',
  ],
])('checkWritable refuses %s', (_, named, reason) => {
  const file = named();
  expect(() => checkWritable(file)).toThrow(
    expect.objectContaining({ code: 'output-unwritable', message: `cannot write ${file}: ${reason}` }),
  );
});

describe('withoutChatter', () => {
  const streams = [process.stdout, process.stderr];

  test('what is printed meanwhile reaches nobody, and its writer is told that it was written', async () => {
    const before = streams.map((stream) => stream.write);
    const reached: unknown[] = [];
    for (const stream of streams) stream.write = (text: unknown) => reached.push(text) > 0;
    const ours = streams.map((stream) => stream.write);
    try {
      const told = await withoutChatter(async () => {
        expect(process.stdout.write('a')).toBe(true);
        await new Promise((written) => process.stderr.write('b', written));
        await new Promise((written) => process.stderr.write('c', 'utf8', written));
        return 'told';
      });
      expect([told, reached]).toEqual(['told', []]);
      await expect(withoutChatter(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
      expect(streams.map((stream) => stream.write)).toEqual(ours);
    } finally {
      for (const [at, stream] of streams.entries()) stream.write = before[at] as typeof stream.write;
    }
  });
});
