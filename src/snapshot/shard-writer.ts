/** Writes one shard: resources as lines, compressed, under the final name only when it is whole. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Shard } from '../finding/manifest.ts';
import type { Resource } from '../resource/resource.ts';
import { createBlockFile } from './block-file.ts';

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
  const blocks = await createBlockFile(partial);
  let resources = 0;
  let waiting = '';
  function taken(): string {
    const text = waiting;
    waiting = '';
    return text;
  }
  return {
    async add(resource) {
      resources++;
      waiting += `${JSON.stringify(resource)}\n`;
      if (waiting.length >= TOGETHER) await blocks.write(taken());
    },
    async close() {
      await blocks.write(taken());
      const { bytes, sha256 } = await blocks.end();
      await rename(partial, file);
      return { path, type, resources, bytes, sha256 };
    },
    async abandon() {
      await blocks.abandon();
      await rm(partial, { force: true });
    },
  };
}
