/** Keeps many small byte strings in few large blocks, as a Buffer of its own for each would cost more than its bytes. */

const BLOCK = 1 << 20;

export interface ByteArena {
  /** Copies the bytes; returns their index. */
  add(bytes: Buffer): number;
  get(index: number): Buffer;
}

export function createByteArena(): ByteArena {
  const blocks: Buffer[] = [];
  const places: number[] = [];
  let used = BLOCK;
  function add(bytes: Buffer): number {
    if (used + bytes.length > BLOCK) {
      blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK, bytes.length)));
      used = 0;
    }
    const block = blocks.length - 1;
    bytes.copy(blocks[block] as Buffer, used);
    const index = places.push(block, used, bytes.length) / 3 - 1;
    used += bytes.length;
    return index;
  }
  function get(index: number): Buffer {
    const start = places[index * 3 + 1] as number;
    const length = places[index * 3 + 2] as number;
    return (blocks[places[index * 3] as number] as Buffer).subarray(start, start + length);
  }
  return { add, get };
}
