/** Writes one shard: resources as lines, compressed in blocks, under the final name only when it is whole. */
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Shard } from '../finding/manifest.ts';
import type { Resource } from '../resource/resource.ts';
import { BLOCK, END_BLOCK, packedBlock } from './block-gzip.ts';

/** Characters that are handed on at once: each time costs a thread of its own, far more than a line takes to pack. */
const TOGETHER = 65_536;

export interface ShardWriter {
  /** Waits where the disk is slower than the cloud. */
  add(resource: Resource): Promise<void>;
  close(): Promise<Shard>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** `path` lies below `folder`; only the user can read the file. */
export async function shardWriter(folder: string, path: string, type: string): Promise<ShardWriter> {
  const file = join(folder, path);
  const partial = `${file}.partial`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(partial, 'w', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  let resources = 0;
  let waiting = '';
  let rest: Buffer = Buffer.alloc(0);
  let isAbandoned = false;
  let written: Promise<void> = Promise.resolve();
  async function write(block: Buffer): Promise<void> {
    if (isAbandoned) throw new Error('the shard was abandoned');
    await handle.writeFile(block);
    hash.update(block);
    bytes += block.length;
  }
  /** All whole blocks of what is waiting, and at the end the last one. */
  async function flush(text: string, isLast: boolean): Promise<void> {
    rest = Buffer.concat([rest, Buffer.from(text)]);
    while (rest.length >= BLOCK || (isLast && rest.length > 0)) {
      await write(await packedBlock(rest.subarray(0, BLOCK)));
      rest = rest.subarray(BLOCK);
    }
    if (isLast) await write(END_BLOCK);
  }
  async function inTurn(before: Promise<void>, text: string, isLast: boolean): Promise<void> {
    try {
      await before;
      await flush(text, isLast);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }
  function flushed(isLast: boolean): Promise<void> {
    const text = waiting;
    waiting = '';
    written = inTurn(written, text, isLast);
    // Awaited by whoever comes next, which may be after it has failed.
    written.catch(() => undefined);
    return written;
  }
  return {
    async add(resource) {
      resources++;
      waiting += `${JSON.stringify(resource)}\n`;
      if (waiting.length < TOGETHER) return;
      // One lot is packed while the next is gathered.
      const before = written;
      flushed(false);
      await before;
    },
    async close() {
      await flushed(true);
      await handle.close();
      await rename(partial, file);
      return { path, type, resources, bytes, sha256: hash.digest('hex') };
    },
    async abandon() {
      isAbandoned = true;
      // What has failed is known to whoever added, and what was written goes.
      await written.catch(() => undefined);
      await handle.close();
      await rm(partial, { force: true });
    },
  };
}
