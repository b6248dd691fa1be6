/** The text of one file of Rego or data. */
import { readFile, stat } from 'node:fs/promises';
import { DriftlockError } from '../errors.ts';

/** Far beyond what anybody writes, and well below what the memory of the compiler takes. */
export const MOST_SOURCE_BYTES = 64 * 1024 * 1024;

export interface SourceText {
  readonly text: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * A byte order mark is dropped unless `bom` keeps it. Throws DriftlockError for what is no file of UTF-8 text; `place` is what
 * it calls the file.
 */
export async function readSource(
  file: string,
  bom: 'drop' | 'keep' = 'drop',
  place = file,
): Promise<SourceText> {
  const content = await bytesOf(file, place);
  return { text: sourceText(content, place, bom), size: content.length };
}

async function bytesOf(file: string, place: string): Promise<Buffer> {
  try {
    const about = await stat(file);
    // Devices and pipes may never end.
    if (!about.isFile()) throw new Error('it is no regular file');
    if (about.size > MOST_SOURCE_BYTES)
      throw new Error(`it has more than ${MOST_SOURCE_BYTES / 1024 / 1024} MiB`);
    return await readFile(file);
  } catch (cause) {
    throw unreadable(place, cause as Error);
  }
}

/** Bytes as text, refused where they are not UTF-8. */
export function sourceText(content: Uint8Array, name: string, bom: 'drop' | 'keep' = 'drop'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: bom === 'keep' }).decode(content);
  } catch (cause) {
    throw unreadable(name, new Error('it is not UTF-8 text', { cause }));
  }
}

function unreadable(file: string, cause: Error): DriftlockError {
  return new DriftlockError('policy-invalid', `the file cannot be read: ${cause.message}`, {
    where: file,
    cause,
  });
}
