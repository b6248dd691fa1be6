import { fstatSync, openSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FileSource, fileChunks } from '../../../../src/input/bytes/file-source.ts';
import { written } from '../opened.ts';

const MEBIBYTE = 1 << 20;

function source(content: Buffer): FileSource {
  const fd = openSync(written(content, 'chunks'), 'r');
  const { size, mtimeMs } = fstatSync(fd);
  return { name: 'chunks', fd, size, start: 0, modified: mtimeMs };
}

/** Each chunk copied while it is valid. */
function copies(file: FileSource, from: number): Buffer[] {
  const chunks: Buffer[] = [];
  for (const chunk of fileChunks(file, from)) chunks.push(Buffer.from(chunk));
  return chunks;
}

it('gives every byte once, in chunks that end between characters', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom('é', '漢', '😀', 'a'),
      (before, character) => {
        const content = Buffer.from(`${'x'.repeat(MEBIBYTE - before)}${character.repeat(MEBIBYTE / 4)}end`);
        const chunks = copies(source(content), 0);
        expect(Buffer.concat(chunks).equals(content)).toBe(true);
        for (const chunk of chunks) expect(chunk.toString('utf8')).not.toContain('\ufffd');
      },
    ),
    { numRuns: 20 },
  );
});

it('goes on from any place', () => {
  const content = Buffer.from('ab漢cd');
  expect(Buffer.concat(copies(source(content), 5)).toString()).toBe('cd');
});

it.each([
  ['a byte that is none', [0x61, 0xff, 0x62], 1],
  ['a character cut off by the end', [0x61, 0xe6, 0xbc], 1],
  ['far behind', [...Buffer.alloc(MEBIBYTE + 5, 0x61), 0xc0, 0x80], MEBIBYTE + 5],
])('refuses %s with its offset', (_, bytes, offset) => {
  expect(() => [...fileChunks(source(Buffer.from(bytes)), 0)]).toThrow(
    `not UTF-8 text: byte ${offset} is broken`,
  );
});
