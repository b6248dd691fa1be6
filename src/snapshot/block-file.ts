/** A file that is written in blocks (block-gzip.ts): one lot is packed while the next is gathered. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { BLOCK, END_BLOCK, packedBlock } from './block-gzip.ts';

export interface BlockFile {
  /** Waits for what was given before: the disk may be slower than whoever gives. */
  write(text: string): Promise<void>;
  /** Of the file as it lies there. */
  end(): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Closes the file, whole or not; what is given then is an error. */
  abandon(): Promise<void>;
}

/** Only the user can read it. */
export async function createBlockFile(path: string): Promise<BlockFile> {
  const handle = await open(path, 'w', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  let isAbandoned = false;
  const pack = packer(async (block) => {
    if (isAbandoned) throw new Error('the file was abandoned');
    await handle.writeFile(block);
    hash.update(block);
    bytes += block.length;
  });
  let written: Promise<void> = Promise.resolve();
  function after(before: Promise<void>, text: string, isLast: boolean): Promise<void> {
    written = closedOnError(
      handle,
      before.then(() => pack(text, isLast)),
    );
    // Awaited by whoever comes next, which may be after it has failed.
    written.catch(() => undefined);
    return written;
  }
  return {
    async write(text) {
      const before = written;
      after(before, text, false);
      await before;
    },
    async end() {
      await after(written, '', true);
      await handle.close();
      return { bytes, sha256: hash.digest('hex') };
    },
    async abandon() {
      isAbandoned = true;
      // What has failed is known to whoever gave it.
      await written.catch(() => undefined);
      await handle.close();
    },
  };
}

/** Cuts text into blocks: all that are full, and at the end the last one. */
function packer(write: (block: Buffer) => Promise<void>): (text: string, isLast: boolean) => Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  return async (text, isLast) => {
    rest = Buffer.concat([rest, Buffer.from(text)]);
    while (rest.length >= BLOCK || (isLast && rest.length > 0)) {
      await write(await packedBlock(rest.subarray(0, BLOCK)));
      rest = rest.subarray(BLOCK);
    }
    if (isLast) await write(END_BLOCK);
  };
}

async function closedOnError(handle: FileHandle, action: Promise<void>): Promise<void> {
  try {
    await action;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
