/** A program that ends itself is thrown away, and the next call starts another. */
import { describe, expect, it } from 'vitest';
import { goProgram, ProgramFailure } from '../../../src/toolchain/go-program.ts';

function leb(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const byte = Number(rest & 0x7fn);
    const last = rest >> 7n === 0n && (byte & 0x40) === 0;
    bytes.push(last ? byte : byte | 0x80);
    if (last) return bytes;
  }
}

function text(value: string): number[] {
  return [value.length, ...Buffer.from(value)];
}

function section(id: number, items: readonly number[][]): number[] {
  const content = [items.length, ...items.flat()];
  return [id, ...leb(BigInt(content.length)), ...content];
}

function body(...code: number[]): number[] {
  return [...leb(BigInt(code.length + 2)), 0, ...code, 0x0b];
}

const I32 = 0x7f;
const I64 = 0x7e;
const at = (address: number) => [0x41, ...leb(BigInt(address))];

/** The first call of an instance answers `{}`, the second ends as `ending` says. */
function program(ending: readonly number[]): WebAssembly.Module {
  const answerOnce = body(
    ...[...at(1000), 0x2d, 0, 0, 0x04, 0x40, ...ending, 0x0b],
    ...[...at(1000), ...at(1), 0x3a, 0, 0],
    ...[0x42, ...leb((2000n << 32n) | 2n)],
  );
  return new WebAssembly.Module(
    new Uint8Array([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [
        [0x60, 1, I32, 0],
        [0x60, 0, 0],
        [0x60, 1, I32, 1, I32],
        [0x60, 4, I32, I32, I32, I32, 1, I64],
      ]),
      ...section(2, [[...text('wasi_snapshot_preview1'), ...text('proc_exit'), 0, 0]]),
      ...section(3, [[1], [2], [3]]),
      ...section(5, [[0, 1]]),
      ...section(7, [
        [...text('memory'), 2, 0],
        [...text('_initialize'), 0, 1],
        [...text('driftlock_alloc'), 0, 2],
        [...text('driftlock_call'), 0, 3],
      ]),
      ...section(10, [body(), body(...at(3000)), answerOnce]),
      ...section(11, [[0, ...at(2000), 0x0b, ...text('{}')]]),
    ]),
  );
}

describe('goProgram', () => {
  it.each([
    ['ends itself', [...at(3), 0x10, 0, 0x00], 'the program ended with code 3'],
    ['traps', [0x00], 'unreachable'],
  ])('starts anew a program that %s', (_, ending, message) => {
    const running = goProgram(program(ending));
    expect(running.call('op', '{"a":1}')).toBe('{}');
    expect(() => running.call('op', '')).toThrow(ProgramFailure);
    expect(running.call('op', '')).toBe('{}');
    expect(() => running.call('op', '')).toThrow(message);
  });
});
