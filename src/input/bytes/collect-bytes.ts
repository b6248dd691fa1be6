/** Gathers a stream in memory up to a limit; beyond it refuses, or goes on in a temporary file. */
import { DriftlockError } from '../../errors.ts';
import type { FileSource } from './file-source.ts';
import { createTemporaryFile, type TemporaryFile } from './temporary-file.ts';

export type SourceBytes = { readonly bytes: Buffer } | { readonly file: FileSource };

export interface CollectOptions {
  readonly name: string;
  /** Bytes kept in memory at most. */
  readonly limit: number;
  /** What happens beyond the limit: undefined for a temporary file, else this error. */
  readonly refuse?: () => DriftlockError;
  /** Throws where the first bytes are not those of a document, before any of it is written to disk. */
  readonly checkHead: (head: Buffer) => void;
}

/**
 * Reads the stream to its end.
 * @throws DriftlockError input-unreadable where the stream fails or the disk is full
 */
export async function collectBytes(
  stream: AsyncIterable<Buffer | string>,
  options: CollectOptions,
): Promise<SourceBytes> {
  const { name, limit, refuse, checkHead } = options;
  const chunks: Buffer[] = [];
  let total = 0;
  let spilled: TemporaryFile | undefined;
  for await (const piece of failing(stream, name)) {
    const chunk = Buffer.from(piece as Buffer);
    total += chunk.length;
    if (spilled === undefined) chunks.push(chunk);
    else spilled.write(chunk);
    if (spilled !== undefined || total <= limit) continue;
    if (refuse !== undefined) throw refuse();
    checkHead(chunks[0] as Buffer);
    spilled = createTemporaryFile(name);
    for (const held of chunks.splice(0)) spilled.write(held);
  }
  return spilled === undefined ? { bytes: Buffer.concat(chunks, total) } : { file: spilled.source() };
}

async function* failing(
  stream: AsyncIterable<Buffer | string>,
  name: string,
): AsyncGenerator<Buffer | string> {
  try {
    yield* stream;
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
    const isGzip = code.startsWith('Z_');
    const what = isGzip ? `the gzip data is broken or incomplete (${code})` : `cannot be read (${code})`;
    const hint = isGzip ? 'copy or make the file again' : 'check that it can be read to its end';
    throw new DriftlockError('input-unreadable', what, { where: name, hint, cause });
  }
}
