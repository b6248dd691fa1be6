/** A seeded source of choices, so that every fuzzed document can be made again from its number. */

export interface Random {
  /** An integer from 0 to `below - 1`. */
  int(below: number): number;
  /** True in one of `times` cases. */
  oneIn(times: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Another order of the same elements. */
  shuffled<T>(from: readonly T[]): T[];
}

/** mulberry32: 32 bits of state, good enough to choose by. */
export function randomOf(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }
  function int(below: number): number {
    return Math.floor(next() * below);
  }
  function pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[int(from.length)] as T;
  }
  function shuffled<T>(from: readonly T[]): T[] {
    const out = [...from];
    for (let at = out.length - 1; at > 0; at--) {
      const other = int(at + 1);
      [out[at], out[other]] = [out[other] as T, out[at] as T];
    }
    return out;
  }
  return { int, oneIn: (times) => int(times) === 0, pick, shuffled };
}
