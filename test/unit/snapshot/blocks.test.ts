/** Shards are written in blocks that any gzip reads, and read a block at a time; other gzip files are read as a whole. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BLOCK,
  blockLength,
  END_BLOCK,
  packedBlock,
  unpackedBlock,
} from '../../../src/snapshot/block-gzip.ts';
import { readShard } from '../../../src/snapshot/read-shard.ts';
import { shardWriter } from '../../../src/snapshot/shard-writer.ts';
import { resource } from './made.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blocks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function put(bytes: Buffer): { readonly file: string; readonly sha256: string } {
  const file = join(folder, `shard-${files++}.gz`);
  writeFileSync(file, bytes);
  return { file, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function inBlocks(text: string): Promise<Buffer> {
  const bytes = Buffer.from(text);
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK)
    blocks.push(await packedBlock(bytes.subarray(at, at + BLOCK)));
  return Buffer.concat([...blocks, END_BLOCK]);
}

function linesIn({ file, sha256 }: { readonly file: string; readonly sha256: string }): string[] {
  return [...readShard(file, sha256, (line) => line)];
}

/** What does not get smaller, in lines of that many characters. */
function noise(lines: number, length: number): string[] {
  let state = 1;
  const character = () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 94));
  };
  return Array.from({ length: lines }, () => Array.from({ length }, character).join(''));
}

describe('blocks', () => {
  it('the end is the one of the specification', () => {
    // SAM format specification, section 4.1.2.
    expect(END_BLOCK.toString('hex')).toBe('1f8b08040000000000ff0600424302001b0003000000000000000000');
  });

  it('hold any bytes, tell their length, and are gzip', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (given) => {
        const bytes = Buffer.from(given);
        const block = await packedBlock(bytes);
        expect(blockLength(block.subarray(0, 18))).toBe(block.length);
        expect(unpackedBlock(block).equals(bytes)).toBe(true);
        expect(gunzipSync(block).equals(bytes)).toBe(true);
      }),
    );
  });

  it('have room for what does not get smaller', async () => {
    const bytes = createNoise(BLOCK);
    const block = await packedBlock(bytes);
    expect(block.length).toBeLessThanOrEqual(65_536);
    expect(blockLength(block)).toBe(block.length);
    expect(unpackedBlock(block).equals(bytes)).toBe(true);
  });

  it('are not seen in other gzip files, nor in what is none', () => {
    for (const bytes of [gzipSync('a'), Buffer.alloc(18), Buffer.from('{}'), END_BLOCK.subarray(0, 17)])
      expect(blockLength(bytes)).toBeUndefined();
  });
});

/** Bytes that no compression makes smaller. */
function createNoise(length: number): Buffer {
  const hashes: Buffer[] = [];
  for (let at = 0; at * 32 < length; at++) hashes.push(createHash('sha256').update(String(at)).digest());
  return Buffer.concat(hashes).subarray(0, length);
}

describe('a shard', () => {
  it('as it is written is what a stock gzip unpacks', async () => {
    const writer = await shardWriter(folder, 'written.gz', 'aws_vpc');
    const all = Array.from({ length: 3000 }, (_, at) => resource('aws_vpc', `vpc-${at} é€😀`));
    for (const one of all) await writer.add(one);
    const { sha256, bytes, resources } = await writer.close();
    const file = join(folder, 'written.gz');
    const expected = all.map((one) => JSON.stringify(one));
    expect(linesIn({ file, sha256 })).toEqual(expected);
    expect([bytes, resources]).toEqual([readFileSync(file).length, 3000]);
    const stock = execFileSync('gzip', ['-dc', file], { maxBuffer: 64 << 20, encoding: 'utf8' });
    expect(stock).toBe(`${expected.join('\n')}\n`);
    expect(blockLength(readFileSync(file))).toBeLessThan(bytes);
  });

  it.each<[string, readonly string[]]>([
    ['no lines', []],
    ['lines across blocks', noise(50, 10_007)],
    ['lines longer than several blocks', noise(2, 3 * BLOCK + 5)],
    ['lines that end with a block', noise(3, BLOCK - 1)],
    ['characters across blocks', Array.from({ length: 3 }, (_, at) => 'x'.repeat(at) + '€'.repeat(BLOCK))],
    ['empty lines', ['', '', 'a', '']],
  ])('with %s gives them, in blocks or not', async (_, lines) => {
    const text = lines.map((line) => `${line}\n`).join('');
    for (const bytes of [await inBlocks(text), gzipSync(text)]) expect(linesIn(put(bytes))).toEqual(lines);
    const unended = text.slice(0, -1);
    if (!unended.endsWith('\n')) expect(linesIn(put(await inBlocks(unended)))).toEqual(lines);
  });

  it('is read a block at a time: what comes first is given before what is broken is met', async () => {
    const lines = noise(200, 5_000);
    const bytes = await inBlocks(lines.join('\n'));
    bytes[bytes.length - 1000] = (bytes.at(-1000) as number) ^ 1;
    const { file, sha256 } = put(bytes);
    const reader = readShard(file, sha256, (line) => line);
    for (const line of lines.slice(0, 150)) expect(reader.next().value).toBe(line);
    expect(() => [...reader]).toThrow('the shard is no gzip file');
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['inside a block', (bytes) => bytes.subarray(0, bytes.length - 100)],
    ['inside the beginning of a block', (bytes) => bytes.subarray(0, bytes.length - END_BLOCK.length + 5)],
    ['after a block', (bytes) => bytes.subarray(0, bytes.length - END_BLOCK.length)],
    ['and goes on with something else', (bytes) => Buffer.concat([bytes, Buffer.from('more')])],
    ['and goes on with another gzip file', (bytes) => Buffer.concat([bytes, gzipSync('more\n')])],
    [
      'at a second block that says that it has no length',
      (bytes) => {
        bytes.writeUInt16LE(0, bytes.readUInt16LE(16) + 1 + 16);
        return bytes;
      },
    ],
  ])('cut %s is refused', async (_, cut) => {
    const shard = put(cut(await inBlocks(noise(30, 5_000).join('\n'))));
    expect(() => linesIn(shard)).toThrow(
      expect.objectContaining({
        code: 'input-unreadable',
        message: 'the shard is no gzip file of 2 GiB at most',
        where: shard.file,
      }),
    );
  });

  it('a block that holds far more than a block may is refused', () => {
    const bomb = gzipSync(Buffer.alloc(1 << 20));
    const data = bomb.subarray(10);
    const block = Buffer.concat([END_BLOCK.subarray(0, 18), data]);
    block.writeUInt16LE(block.length - 1, 16);
    expect(() => linesIn(put(Buffer.concat([block, END_BLOCK])))).toThrow('the shard is no gzip file');
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['other lines', () => inBlocks(noise(30, 5_001).join('\n'))],
    ['no gzip', async () => Buffer.from('{}')],
    ['a line that is refused', () => inBlocks('refused\n')],
  ])('that was changed to %s since it was opened is called changed', async (_, changed) => {
    const { file, sha256 } = put(await inBlocks(noise(30, 5_000).join('\n')));
    writeFileSync(file, await changed());
    const read = (line: string) => {
      if (line === 'refused') throw new Error('refused');
      return line;
    };
    expect(() => [...readShard(file, sha256, read)]).toThrow('the shard was changed after it was collected');
  });
});
