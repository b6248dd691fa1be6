/** Reads a shard line by line, a block at a time, and holds all that was read against its sha256. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DriftlockError } from '../errors.ts';
import { blockLength, END_BLOCK, HEAD, unpackedBlock } from './block-gzip.ts';
import { isMissing, reasonOf } from './system-reason.ts';

const NEWLINE = 0x0a;
const PIECE = 1 << 20;
/** Of a shard that was not written in blocks, unpacked: it is held as a whole. */
const MOST_BYTES = 2 ** 31;

/** An open shard; what was taken of it is hashed. */
interface Reading {
  readonly file: string;
  readonly descriptor: number;
  readonly hash: Hash;
}

/** Throws DriftlockError input-unreadable for a shard that is missing, cannot be read or has another sha256. */
export function checkShard(file: string, sha256: string): void {
  const reading = opened(file);
  try {
    checkUnchanged(reading, sha256);
  } finally {
    closeSync(reading.descriptor);
  }
}

/**
 * What `read` makes of each line. Throws DriftlockError input-unreadable as `checkShard` does, though for a change only
 * once all was read; for what is no gzip file or was cut; and what `read` throws.
 */
export function* readShard<Item>(
  file: string,
  sha256: string,
  read: (line: string) => Item,
): Generator<Item> {
  const reading = opened(file);
  try {
    for (const line of linesOf(unpacked(reading))) yield read(line);
    checkUnchanged(reading, sha256);
  } catch (error) {
    // What was changed may be broken as well, and that it was changed says more.
    if (!isChange(error)) checkUnchanged(reading, sha256);
    throw error;
  } finally {
    closeSync(reading.descriptor);
  }
}

function opened(file: string): Reading {
  return legible(file, () => {
    // A pipe or device would never end.
    if (!statSync(file).isFile()) throw new Error('it is no file');
    return { file, descriptor: openSync(file, 'r'), hash: createHash('sha256') };
  });
}

/** Reads what is left. */
function checkUnchanged(reading: Reading, sha256: string): void {
  while (taken(reading, PIECE).length > 0);
  if (reading.hash.digest('hex') === sha256) return;
  throw new DriftlockError('input-unreadable', CHANGED, {
    where: reading.file,
    hint: 'collect again; a changed snapshot proves nothing',
  });
}

const CHANGED = 'the shard was changed after it was collected (sha256 differs)';

function isChange(error: unknown): boolean {
  return error instanceof DriftlockError && error.message === CHANGED;
}

/** The next bytes, as many unless the file ends. */
function taken({ file, descriptor, hash }: Reading, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let count = 0;
  legible(file, () => {
    for (let got = -1; count < length && got !== 0; count += got)
      got = readSync(descriptor, bytes, count, length - count, null);
  });
  const read = bytes.subarray(0, count);
  hash.update(read);
  return read;
}

function legible<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    const what = isMissing(cause) ? 'is missing' : `cannot be read: ${reasonOf(cause)}`;
    throw new DriftlockError('input-unreadable', `a shard that the manifest names ${what}`, {
      where: file,
      hint: 'collect again',
      cause,
    });
  }
}

function* linesOf(blocks: Iterable<Buffer>): Generator<string> {
  let begun: Buffer[] = [];
  for (const block of blocks) {
    let at = 0;
    for (let end = block.indexOf(NEWLINE); end !== -1; end = block.indexOf(NEWLINE, at)) {
      const piece = block.subarray(at, end);
      yield begun.length === 0 ? piece.toString('utf8') : Buffer.concat([...begun, piece]).toString('utf8');
      begun = [];
      at = end + 1;
    }
    if (at < block.length) begun.push(block.subarray(at));
  }
  if (begun.length > 0) yield Buffer.concat(begun).toString('utf8');
}

function* unpacked(reading: Reading): Generator<Buffer> {
  let head = taken(reading, HEAD);
  if (blockLength(head) === undefined) {
    const pieces = [head];
    for (let piece = taken(reading, PIECE); piece.length > 0; piece = taken(reading, PIECE))
      pieces.push(piece);
    yield gunzipped(reading, () => gunzipSync(Buffer.concat(pieces), { maxOutputLength: MOST_BYTES }));
    return;
  }
  let block = head;
  for (; head.length > 0; head = taken(reading, HEAD)) {
    block = wholeBlock(reading, head);
    yield gunzipped(reading, () => unpackedBlock(block));
  }
  if (!block.equals(END_BLOCK)) throw noGzip(reading, new Error('cut after a block'));
}

function wholeBlock(reading: Reading, head: Buffer): Buffer {
  const length = blockLength(head) ?? 0;
  const block = Buffer.concat([head, taken(reading, Math.max(0, length - head.length))]);
  if (block.length === length) return block;
  throw noGzip(reading, new Error('cut inside a block'));
}

function gunzipped(reading: Reading, action: () => Buffer): Buffer {
  try {
    return action();
  } catch (cause) {
    throw noGzip(reading, cause);
  }
}

function noGzip({ file }: Reading, cause: unknown): DriftlockError {
  return new DriftlockError('input-unreadable', 'the shard is no gzip file of 2 GiB at most', {
    where: file,
    cause,
  });
}
