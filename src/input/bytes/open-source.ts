/** Opens a named input: in memory up to a size, else as a file to be read in chunks; gzip is undone on the way. */
import { closeSync, createReadStream, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { createGunzip } from 'node:zlib';
import { DriftlockError } from '../../errors.ts';
import { type CollectOptions, collectBytes, type SourceBytes } from './collect-bytes.ts';
import { digestOf, fileDigest } from './file-digest.ts';
import { changedMeanwhile, type FileSource } from './file-source.ts';
import { binaryPlan, checkContent, isBinaryPlan } from './foreign-content.ts';
import { runTerraform } from './run-terraform.ts';
import { asUtf8, encodingOf, tooLargeForUtf16 } from './text-encoding.ts';

export interface SourceOptions {
  /** Bytes, uncompressed, that are held in memory at most. */
  readonly limit: number;
  /** Run `terraform show -json` on a binary plan. */
  readonly terraform: boolean;
}

/** `sha256` is that of the bytes as given; undefined for a plain file that whoever reads it has to hash. */
export type OpenedSource = SourceBytes & { readonly sha256?: string };

const HEAD = 4096;
const STDIN = 0;

/**
 * The input's bytes as UTF-8 without byte order mark (a file: from its `start` on), of what may be a JSON object.
 * @throws DriftlockError input-missing, input-unreadable or input-unsupported, one line with a hint
 */
export async function openSource(name: string, { limit, terraform }: SourceOptions): Promise<OpenedSource> {
  const collect: CollectOptions = { name, limit, checkHead: (head) => checkHead(name, head) };
  const found = name === '-' ? undefined : describe(name);
  if (found === undefined || !found.isFile()) return await fromStream(name, collect);
  const file = openFile(name);
  const head = readHead(file);
  const isWhole = !isGzip(head) && !isBinaryPlan(head);
  if (isWhole && file.size > limit) return finish(name, { file });
  closeSync(file.fd);
  if (isWhole) {
    const bytes = await readFile(name);
    return { ...finish(name, { bytes }), sha256: digestOf(bytes) };
  }
  if (!isGzip(head) && !terraform) throw binaryPlan(name);
  const sha256 = attempt(name, () => fileDigest(name));
  const unpacked = isGzip(head)
    ? await collectBytes(inflated(createReadStream(name)), collect)
    : await runTerraform(name, collect);
  unchanged(file);
  return { ...finish(name, unpacked), sha256 };
}

function describe(name: string): Stats {
  const stats = attempt(name, () => statSync(name));
  if (!stats.isDirectory()) return stats;
  throw new DriftlockError('input-missing', 'a directory, not a plan or state', {
    where: name,
    hint: 'terraform plan -out=tfplan && terraform show -json tfplan > tfplan.json, then pass tfplan.json',
  });
}

/** Standard input or a pipe; what is too large for memory is refused, as it cannot be read twice. */
async function fromStream(name: string, options: CollectOptions): Promise<OpenedSource> {
  if (name === '-' && isatty(STDIN)) {
    const hint = 'pipe a plan into it, or name a file';
    throw new DriftlockError('input-missing', 'standard input is a terminal', { where: name, hint });
  }
  const collect: CollectOptions = { ...options, refuse: () => tooLargeForStream(name, options.limit) };
  const stream =
    name === '-' ? createReadStream('', { fd: STDIN, autoClose: false }) : createReadStream(name);
  const raw = await collectBytes(stream, collect);
  if (!('bytes' in raw)) return finish(name, raw);
  if (isBinaryPlan(raw.bytes.subarray(0, HEAD))) throw binaryPlan(name);
  const sha256 = digestOf(raw.bytes);
  if (!isGzip(raw.bytes)) return { ...finish(name, raw), sha256 };
  return { ...finish(name, await collectBytes(inflated(Readable.from([raw.bytes])), collect)), sha256 };
}

/** The last checks, on what is no longer compressed. */
function finish(name: string, source: SourceBytes): SourceBytes {
  if ('bytes' in source) {
    const bytes = asUtf8(name, source.bytes);
    checkContent(name, bytes);
    return { bytes };
  }
  const head = readHead(source.file);
  checkHead(name, head);
  return { file: { ...source.file, start: encodingOf(head).mark } };
}

function checkHead(name: string, head: Buffer): void {
  const { encoding, mark } = encodingOf(head);
  if (encoding !== 'utf-8') throw tooLargeForUtf16(name);
  checkContent(name, head.subarray(mark));
}

function inflated(stream: Readable): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  stream.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => stream.destroy());
  return stream.pipe(gunzip);
}

/** What was unpacked must be what was hashed. */
function unchanged({ name, size, modified }: FileSource): void {
  const now = attempt(name, () => statSync(name));
  if (now.size !== size || now.mtimeMs !== modified) throw changedMeanwhile(name);
}

function openFile(name: string): FileSource {
  return attempt(name, () => {
    const fd = openSync(name, 'r');
    const { size, mtimeMs } = fstatSync(fd);
    return { name, fd, size, start: 0, modified: mtimeMs };
  });
}

function readHead({ name, fd }: FileSource): Buffer {
  return attempt(name, () => {
    const head = Buffer.alloc(HEAD);
    return head.subarray(0, readSync(fd, head, 0, HEAD, 0));
  });
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function tooLargeForStream(name: string, limit: number): DriftlockError {
  const size = `${Math.round(limit / 1e6)} MB`;
  return new DriftlockError('input-unsupported', `more than ${size} cannot be read from a stream`, {
    where: name,
    hint: 'write it to a file and pass that: terraform show -json tfplan > tfplan.json',
  });
}

function attempt<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    const what = isMissing
      ? 'no such file'
      : code === 'EACCES'
        ? 'permission denied'
        : `cannot be read (${code})`;
    throw new DriftlockError(isMissing ? 'input-missing' : 'input-unreadable', what, {
      where: name,
      hint: 'check the path: it is taken from the current directory',
      cause,
    });
  }
}
