/** The policies in a tar archive: an OPA bundle, or a folder as oras packs it. Nothing else of it is taken. */
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Headers } from 'tar-stream';
import { type FetchedFile, isKept, pathProblem } from './fetched-files.ts';

/** What an archive must not have, in words that follow "the archive …". */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** What is left for archives to unpack to, over all of one source: each takes its part. */
export interface UnpackBudget {
  bytes: number;
  entries: number;
}

/** Attributes of those that follow, which the library has taken in already. */
const SILENT = new Set(['pax-header', 'pax-global-header', 'gnu-long-path', 'gnu-long-link-path']);

/**
 * Its files, by the paths that they have in it. A leading slash, which OPA writes, counts from the archive's root. Throws
 * ArchiveError for a link or device, a path that leads out of it, for what is larger than the budget, and what is no archive.
 */
export async function unpackArchive(
  bytes: Uint8Array,
  packed: boolean,
  budget: UnpackBudget,
): Promise<FetchedFile[]> {
  const files: FetchedFile[] = [];
  const tar = extract();
  const reading = (async () => {
    for await (const entry of tar) {
      budget.entries -= 1;
      if (budget.entries < 0) throw new ArchiveError('has more entries than are taken');
      const path = pathOf(entry.header);
      if (path === undefined || !isKept(path)) entry.resume();
      else files.push({ path, bytes: await contentOf(entry) });
    }
  })();
  const source = Readable.from(slices(bytes), { objectMode: false });
  const limit = limitedTo(budget);
  const writing = packed ? pipeline(source, createGunzip(), limit, tar) : pipeline(source, limit, tar);
  const [written, read] = await Promise.allSettled([writing, reading]);
  for (const { reason } of [read, written].filter((one) => one.status === 'rejected'))
    if (reason instanceof ArchiveError) throw reason;
  for (const { reason } of [written, read].filter((one) => one.status === 'rejected'))
    throw new ArchiveError(`cannot be read: ${(reason as Error).message}`, { cause: reason });
  return files;
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Counts what comes out, whatever sizes the archive tells. */
function limitedTo(budget: UnpackBudget): Transform {
  return new Transform({
    transform(part: Buffer, _, done) {
      budget.bytes -= part.length;
      if (budget.bytes < 0) done(new ArchiveError('is larger, when it is unpacked, than what is taken'));
      else done(null, part);
    },
  });
}

/** Undefined for what is no file. */
function pathOf({ name, type }: Headers): string | undefined {
  if (SILENT.has(type ?? '')) return undefined;
  const path = name.replace(/^\/|^(\.\/)+/, '').replace(/\/$/, '');
  if (type === 'symlink' || type === 'link')
    throw new ArchiveError(`has a link, ${path}, and links are not followed`);
  if (type === 'directory' && (path === '' || path === '.')) return undefined;
  const problem = pathProblem(path);
  if (problem !== undefined) throw new ArchiveError(`has a path, ${name}, that ${problem}`);
  if (type === 'directory') return undefined;
  if (type === 'file' || type === 'contiguous-file') return path;
  throw new ArchiveError(`has something that is no file, ${path} (${type ?? 'of no type'})`);
}

async function contentOf(entry: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of entry) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
