/** Writes one shard: resources as lines, compressed, under the final name only when it is whole. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Shard } from '../finding/manifest.ts';
import type { Resource } from '../resource/resource.ts';

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
  const gzip = createGzip();
  const hash = createHash('sha256');
  let bytes = 0;
  let resources = 0;
  let waiting = '';
  function taken(): string {
    const text = waiting;
    waiting = '';
    return text;
  }
  gzip.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  const done = pipeline(gzip, createWriteStream(partial, { mode: 0o600 }));
  let failed: unknown;
  done.catch((error: unknown) => {
    failed = error;
  });
  return {
    async add(resource) {
      if (failed !== undefined) throw failed;
      resources++;
      waiting += `${JSON.stringify(resource)}\n`;
      if (waiting.length < TOGETHER || gzip.write(taken())) return;
      await Promise.race([new Promise((ready) => gzip.once('drain', ready)), done]);
    },
    async close() {
      gzip.end(taken());
      await done;
      await rename(partial, file);
      return { path, type, resources, bytes, sha256: hash.digest('hex') };
    },
    async abandon() {
      gzip.destroy();
      await done.catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}
