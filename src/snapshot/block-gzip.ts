/**
 * Gzip in blocks that tell their length, which a reader can unpack one by one without waiting: BGZF. Any gzip reads it.
 * Source: SAM format specification, section 4.1, https://samtools.github.io/hts-specs/SAMv1.pdf
 */
import { promisify } from 'node:util';
import { crc32, deflateRaw, gunzipSync } from 'node:zlib';

const packed = promisify(deflateRaw);

/** Bytes of a block, unpacked: what does not get smaller has to fit with its frame into 64 KiB. */
export const BLOCK = 65_280;
const MOST = 65_536;
/** Bytes at the beginning of a block that tell its length. */
export const HEAD = 18;
const TAIL = 8;
/** gzip, deflate, with an extra field; no time, unknown system; six bytes more: `BC`, two bytes, the length less one. */
const FRAME = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 0x42, 0x43, 2, 0];
/** An empty block: without it at its end a file was cut. */
export const END_BLOCK = framed(Buffer.from([3, 0]), Buffer.alloc(0));

/** At most `BLOCK` bytes as a block. */
export async function packedBlock(bytes: Buffer): Promise<Buffer> {
  return framed(await packed(bytes), bytes);
}

/** Bytes of the block that begins so; undefined for what is no block. */
export function blockLength(head: Buffer): number | undefined {
  if (head.length < HEAD || FRAME.some((byte, at) => !(at >= 4 && at < 10) && head[at] !== byte))
    return undefined;
  const length = head.readUInt16LE(FRAME.length) + 1;
  return length > HEAD + TAIL ? length : undefined;
}

/** What a whole block holds; throws for one that is broken or holds more than a block may. */
export function unpackedBlock(block: Buffer): Buffer {
  return gunzipSync(block, { maxOutputLength: MOST });
}

function framed(data: Buffer, bytes: Buffer): Buffer {
  const block = Buffer.concat([Buffer.from(FRAME), Buffer.alloc(2), data, Buffer.alloc(TAIL)]);
  block.writeUInt16LE(block.length - 1, FRAME.length);
  block.writeUInt32LE(crc32(bytes), block.length - TAIL);
  block.writeUInt32LE(bytes.length, block.length - TAIL + 4);
  return block;
}
