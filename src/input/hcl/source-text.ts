/** A source file's text; what is no text, or larger than anybody writes, is refused. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { DriftlockError } from '../../errors.ts';

/** Bytes of one file. */
const LARGEST = 16 * 1024 * 1024;

/** @throws DriftlockError input-unreadable, with the file's name */
export function sourceText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > LARGEST)
      throw new DriftlockError('input-unreadable', 'larger than 16 MiB: no configuration', { where: file });
    const bytes = readFileSync(file);
    if (!isUtf8(bytes)) throw new DriftlockError('input-unreadable', 'not UTF-8', { where: file });
    return bytes.toString('utf8');
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    throw unreadableSource(file, cause);
  }
}

/** The error of a file or folder that the system does not let anybody read. */
export function unreadableSource(path: string, cause: unknown): DriftlockError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'error';
  return new DriftlockError('input-unreadable', `cannot be read (${code})`, { where: path, cause });
}
