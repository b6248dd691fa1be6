/** Whether inputs could fill the heap: then they are judged in a child process (run-guarded.ts). */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { isGuarded } from '../config/guard.ts';

/**
 * Heap that judging a file takes at most, in times of its size: a plan of 10 MB needs 3 to 5 times that, and what
 * Node calls the limit holds some 200 MB of young generation that an old one cannot use (Node 24).
 */
const HEAP_PER_BYTE = 24;
/** JSON as plans have it packs that well. */
const GZIP_RATIO = 20;

function isGzip(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(2);
    readSync(descriptor, bytes, 0, 2, 0);
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes to read once unpacked, estimated; a file that cannot be read counts nothing: the reader says why. */
function bytesOf(file: string): number {
  if (file === '-') return 0;
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size < 1024) return 0;
    return isGzip(file) ? stat.size * GZIP_RATIO : stat.size;
  } catch {
    return 0;
  }
}

/** Whether judging these files could need more heap than there is. */
export function needsGuard(files: readonly string[], heap = getHeapStatistics().heap_size_limit): boolean {
  if (isGuarded()) return false;
  return files.reduce((sum, file) => sum + bytesOf(file), 0) * HEAP_PER_BYTE > heap;
}
