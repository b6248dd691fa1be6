/** A file that is read in chunks, more than once, from any place. */
import { isUtf8 } from 'node:buffer';
import { fstatSync, readSync } from 'node:fs';
import { DriftlockError } from '../../errors.ts';

export interface FileSource {
  /** As the user named it. */
  readonly name: string;
  readonly fd: number;
  /** Bytes. */
  readonly size: number;
  /** Where the document begins: after a byte order mark. */
  readonly start: number;
  readonly modified: number;
}

const CHUNK = 1 << 20;

/**
 * The file's bytes from `from` on, in chunks that end between characters; each is valid until the next is asked for.
 * @throws DriftlockError input-unreadable where it is not UTF-8, cannot be read, or has changed since it was opened
 */
export function* fileChunks(source: FileSource, from: number): Generator<Buffer, void, void> {
  unchanged(source);
  const buffer = Buffer.allocUnsafe(CHUNK);
  let position = from;
  let carried = 0;
  for (;;) {
    const read = readChunk(source, buffer, carried, position + carried);
    const filled = carried + read;
    if (filled === 0) break;
    const whole = read === 0 ? filled : wholeCharacters(buffer, filled);
    const chunk = buffer.subarray(0, whole);
    if (!isUtf8(chunk)) throw notUtf8(source.name, position + firstBroken(chunk));
    yield chunk;
    buffer.copyWithin(0, whole, filled);
    carried = filled - whole;
    position += whole;
  }
  unchanged(source);
}

function readChunk(source: FileSource, buffer: Buffer, at: number, position: number): number {
  try {
    return readSync(source.fd, buffer, at, buffer.length - at, position);
  } catch (cause) {
    throw new DriftlockError('input-unreadable', `cannot be read at byte ${position}`, {
      where: source.name,
      cause,
    });
  }
}

function unchanged(source: FileSource): void {
  const { size, mtimeMs } = fstatSync(source.fd);
  if (size === source.size && mtimeMs === source.modified) return;
  throw changedMeanwhile(source.name);
}

export function changedMeanwhile(where: string): DriftlockError {
  return new DriftlockError('input-unreadable', 'the file changed while it was read', {
    where,
    hint: 'run again once nothing writes to it',
  });
}

/** How many of the first `length` bytes end with a whole character. */
function wholeCharacters(buffer: Buffer, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = buffer[length - back] as number;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? length - back : length;
    }
  }
  return length;
}

/** Offset of the first byte that is not UTF-8, in bytes of which some is not. */
export function firstBroken(chunk: Buffer): number {
  let low = 0;
  let high = chunk.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isUtf8(chunk.subarray(0, wholeCharacters(chunk, middle)))) low = middle;
    else high = middle;
  }
  return wholeCharacters(chunk, low);
}

/** The error for bytes that are not UTF-8; `offset` is that of the first broken one. */
export function notUtf8(where: string, offset: number): DriftlockError {
  return new DriftlockError('input-unreadable', `not UTF-8 text: byte ${offset} is broken`, {
    where,
    hint: 'pass the JSON that `terraform show -json` prints',
  });
}
