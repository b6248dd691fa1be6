/** Archives as programs write them, and as somebody might who means harm. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchiveError, unpackArchive } from '../../../../src/policy/remote/unpack-archive.ts';

type Entry = Partial<Headers> & { readonly name: string; readonly text?: string };

async function archive(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { text = '', ...header } of entries) tar.entry(header, text);
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

const ample = { bytes: 2 ** 20, entries: 100 };

async function texts(bytes: Uint8Array, packed = true, budget = ample): Promise<Record<string, string>> {
  const files = await unpackArchive(bytes, packed, { ...budget });
  return Object.fromEntries(files.map((file) => [file.path, Buffer.from(file.bytes).toString('utf8')]));
}

async function refusal(bytes: Uint8Array, packed = true, budget = ample): Promise<string> {
  try {
    await unpackArchive(bytes, packed, { ...budget });
  } catch (error) {
    expect(error).toBeInstanceOf(ArchiveError);
    return (error as Error).message;
  }
  throw new Error('it was unpacked');
}

describe('what the tar program packs', () => {
  let folder: string;
  const long = `${'long-folder-name/'.repeat(12)}${'n'.repeat(120)}.rego`;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'driftlock-tar-'));
    const files = {
      'a.rego': 'package a',
      'b/data.json': '{}',
      [long]: 'package long',
      'ä/ö.rego': 'package o',
    };
    const others = { 'README.md': 'no', '.manifest': '{}', '.git/x.rego': 'no', 'node_modules/y.rego': 'no' };
    for (const [name, text] of Object.entries({ ...files, ...others })) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['gnu', 'posix', 'ustar'])('in the format %s: policies and data, nothing else', async (format) => {
    const fits = format !== 'ustar' ? [] : [`--exclude=./long-folder-name`];
    const args = ['-C', folder, `--format=${format}`, ...fits, '-czf', '-', '.'];
    expect(await texts(execFileSync('tar', args))).toEqual({
      'a.rego': 'package a',
      'b/data.json': '{}',
      'ä/ö.rego': 'package o',
      ...(fits.length === 0 ? { [long]: 'package long' } : {}),
    });
  });

  it('refuses its links', async () => {
    const linked = mkdtempSync(path.join(folder, 'linked-'));
    symlinkSync('/etc/passwd', path.join(linked, 'a.rego'));
    const bytes = execFileSync('tar', ['-C', linked, '-cf', '-', '.']);
    expect(await refusal(bytes, false)).toBe('has a link, a.rego, and links are not followed');
  });
});

describe('hostile archives', () => {
  it('counts a leading slash, which OPA writes, from the root of the archive', async () => {
    const bytes = await archive([{ name: '/a/b.rego', text: 'package b' }]);
    expect(await texts(bytes, false)).toEqual({ 'a/b.rego': 'package b' });
  });

  it.each<[Entry, string]>([
    [{ name: '../a.rego' }, 'has a path, ../a.rego, that leads out of the folder'],
    [{ name: 'a/../../b.rego' }, 'has a path, a/../../b.rego, that leads out of the folder'],
    [{ name: '//etc/a.rego' }, 'has a path, //etc/a.rego, that is absolute'],
    [
      { name: 'C:/a.rego' },
      'has a path, C:/a.rego, that has a character that is not safe in the name of a file',
    ],
    [
      { name: 'a\\..\\b.rego' },
      'has a path, a\\..\\b.rego, that has a character that is not safe in the name of a file',
    ],
    [
      { name: 'a\n.rego' },
      'has a path, a\n.rego, that has a character that is not safe in the name of a file',
    ],
    [{ name: '../a', type: 'directory' }, 'has a path, ../a, that leads out of the folder'],
    [{ name: '../README.md' }, 'has a path, ../README.md, that leads out of the folder'],
    [
      { name: 'a.rego', type: 'symlink', linkname: '/etc/passwd' },
      'has a link, a.rego, and links are not followed',
    ],
    [{ name: 'a.rego', type: 'link', linkname: 'b' }, 'has a link, a.rego, and links are not followed'],
    [{ name: 'a.rego', type: 'fifo' }, 'has something that is no file, a.rego (fifo)'],
    [
      { name: 'a.rego', type: 'character-device' },
      'has something that is no file, a.rego (character-device)',
    ],
  ])('refuses %j', async (entry, message) => {
    const bytes = gzipSync(await archive([{ name: 'good.rego', text: 'package good' }, entry]));
    expect(await refusal(bytes)).toBe(message);
  });

  it('refuses what unpacks to more than it may, without unpacking it', async () => {
    const bomb = gzipSync(await archive([{ name: 'a.txt', text: '0'.repeat(40 * 2 ** 20) }]));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toBe('is larger, when it is unpacked, than what is taken');
    const many = await archive(Array.from({ length: 101 }, (_, index) => ({ name: `${index}.txt` })));
    expect(await refusal(many, false)).toBe('has more entries than are taken');
  });

  it('takes from one budget for several archives', async () => {
    const bytes = await archive([{ name: 'a.rego', text: 'package a' }]);
    const budget = { bytes: bytes.length + 10, entries: 100 };
    await unpackArchive(bytes, false, budget);
    await expect(unpackArchive(bytes, false, budget)).rejects.toThrow('than what is taken');
  });

  it.each([
    ['cut short in a header', (bytes: Buffer) => bytes.subarray(0, 300), false],
    ['cut short in a file', (bytes: Buffer) => bytes.subarray(0, 1_000), false],
    ['no archive', () => Buffer.from('package a\n'.repeat(100)), false],
    ['no gzip', () => Buffer.from('package a\n'.repeat(100)), true],
    ['gzip cut short', (bytes: Buffer) => gzipSync(bytes).subarray(0, -20), true],
    ['gzip with a wrong sum', (bytes: Buffer) => withWrongSum(gzipSync(bytes)), true],
  ])('says of one that is %s that it cannot be read', async (_, damage, packed) => {
    const bytes = await archive([{ name: 'a.rego', text: 'package a\n'.repeat(500) }]);
    expect(await refusal(damage(bytes), packed)).toMatch(/^cannot be read: ./);
  });
});

function withWrongSum(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(1, changed.length - 8);
  return changed;
}
