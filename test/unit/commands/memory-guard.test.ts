import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { needsGuard } from '../../../src/commands/memory-guard.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftlock-guard-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plain = join(folder, 'plain.json');
writeFileSync(plain, 'x'.repeat(100_000));
const packed = join(folder, 'packed.json');
writeFileSync(packed, gzipSync(randomBytes(20_000)));
const MEGABYTE = 1_000_000;

test.each([
  ['a file that is small against the heap', [plain], 100 * MEGABYTE, false],
  ['a file that is large against the heap', [plain], MEGABYTE, true],
  ['several files together', [plain, plain, plain], 4 * MEGABYTE, true],
  ['standard input, a missing file, a folder', ['-', join(folder, 'no.json'), folder], 1, false],
])('%s', (_, files, heap, guarded) => {
  expect(needsGuard(files, heap)).toBe(guarded);
});

test('a packed file counts by what it may unpack to', () => {
  expect(needsGuard([packed], MEGABYTE)).toBe(true);
});
