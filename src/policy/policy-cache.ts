/** Compiled policies on disk: whole or not there, whatever ran at the same time and whatever was cut short. */
import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PolicyCatalogue, PolicyDetails } from '../finding/policy.ts';
import type { CompiledPolicies } from './compile-policies.ts';

/** First line of an entry; another layout gets another number, so that older entries are not read. */
const MAGIC = 'driftlock-policies-4';
const HEX = 64;

/**
 * An entry is one file: the magic line, the SHA-256 (hex) of the rest, the lengths of the catalogue and of the details in
 * JSON, each line with a line end, then the catalogue, the details and the WebAssembly module.
 */
async function encodeEntry({ catalogue, details, wasm }: CompiledPolicies): Promise<Buffer> {
  const json = Buffer.from(JSON.stringify(catalogue));
  const more = Buffer.from(JSON.stringify(await details()));
  const rest = Buffer.concat([Buffer.from(`${json.length} ${more.length}\n`), json, more, wasm]);
  return Buffer.concat([Buffer.from(`${MAGIC}\n${sha256(rest)}\n`), rest]);
}

/** The entry, or undefined where the bytes are not what was written. */
function decodeEntry(bytes: Buffer, key: string): CompiledPolicies | undefined {
  const start = MAGIC.length + 1;
  if (bytes.toString('latin1', 0, start) !== `${MAGIC}\n`) return undefined;
  const rest = bytes.subarray(start + HEX + 1);
  if (bytes.toString('latin1', start, start + HEX) !== sha256(rest)) return undefined;
  const line = rest.indexOf('\n');
  const [length = 0, more = 0] = rest.toString('latin1', 0, line).split(' ').map(Number);
  const afterCatalogue = line + 1 + length;
  const catalogue = JSON.parse(rest.toString('utf8', line + 1, afterCatalogue)) as PolicyCatalogue;
  // An entry under another's name would be right in itself and still the wrong policies.
  if (catalogue.digest !== key) return undefined;
  return {
    catalogue,
    wasm: new Uint8Array(rest.subarray(afterCatalogue + more)),
    details: async () =>
      JSON.parse(rest.toString('utf8', afterCatalogue, afterCatalogue + more)) as PolicyDetails,
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function entryFile(folder: string, key: string): string {
  return path.join(folder, 'policies', `${key}.bin`);
}

/** Throws where others than the user could have written what is run as the user's own policies. */
function checkOwn(place: string, { uid, mode }: Stats): void {
  const user = process.getuid?.();
  // Windows has neither.
  if (user === undefined) return;
  if (uid !== user) throw new Error(`${place} belongs to another user`);
  if ((mode & 0o022) !== 0) throw new Error(`${place} can be written by other users`);
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
