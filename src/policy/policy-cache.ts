/** Compiled policies on disk: whole or not there, whatever ran at the same time and whatever was cut short. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkOwn } from '../config/check-own.ts';
import type { CompiledPolicies } from './compile-policies.ts';
import { compiledBytes, fromCompiledBytes, sha256 } from './compiled-bytes.ts';

/** First line of an entry; another layout gets another number, so that older entries are not read. */
const MAGIC = 'driftlock-policies-4';
const HEX = 64;

/** An entry is one file: the magic line, the SHA-256 (hex) of the rest, a line end, and the compiled policies. */
async function encodeEntry(compiled: CompiledPolicies): Promise<Buffer> {
  const rest = await compiledBytes(compiled);
  return Buffer.concat([Buffer.from(`${MAGIC}\n${sha256(rest)}\n`), rest]);
}

/** The entry, or undefined where the bytes are not what was written. */
function decodeEntry(bytes: Buffer, key: string): CompiledPolicies | undefined {
  const start = MAGIC.length + 1;
  if (bytes.toString('latin1', 0, start) !== `${MAGIC}\n`) return undefined;
  const rest = bytes.subarray(start + HEX + 1);
  if (bytes.toString('latin1', start, start + HEX) !== sha256(rest)) return undefined;
  const compiled = fromCompiledBytes(rest);
  // An entry under another's name would be right in itself and still the wrong policies.
  return compiled.catalogue.digest === key ? compiled : undefined;
}

function entryFile(folder: string, key: string): string {
  return path.join(folder, 'policies', `${key}.bin`);
}

/** The folder of the entries and the one above it: whoever may write to either may put other entries in its place. */
async function checkFolders(folder: string): Promise<void> {
  for (const place of [folder, path.join(folder, 'policies')]) checkOwn(place, await stat(place));
}

async function readOwn(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    checkOwn(file, await handle.stat());
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/**
 * The entry of that key; undefined where there is none or it is damaged. Throws on what keeps it from being read, and
 * where the folder or the entry belongs to another user or can be written by one.
 */
export async function readCached(folder: string, key: string): Promise<CompiledPolicies | undefined> {
  try {
    await checkFolders(folder);
    return decodeEntry(await readOwn(entryFile(folder, key)), key);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Writes beside and renames: a reader sees the old entry, none, or the whole new one. Throws as `readCached` does. */
export async function writeCached(folder: string, key: string, compiled: CompiledPolicies): Promise<void> {
  const file = entryFile(folder, key);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await checkFolders(folder);
  const temporary = `${file}.${process.pid}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, await encodeEntry(compiled), { flag: 'wx', mode: 0o600 });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}
