/** Fetched policies on disk: whole or not there, whatever ran at the same time and whatever was cut short. */
import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkOwn } from '../../config/check-own.ts';
import type { FetchedFile } from './fetched-files.ts';

/**
 * An entry is a folder `<key>.<random>` with `files/…` and `seal.json`, which has the digest of all files and what they are
 * for people who look. It is made beside, under a name that begins so, and renamed. No name is used twice: what was found
 * to be changed can be removed without touching what others put there since.
 */
const UNFINISHED = '.unfinished-';
/** Nobody fetches for so long: what is older was left by a process that was killed. */
const ABANDONED_MS = 900_000;
const SEAL = 'seal.json';

export interface CachedSource {
  /** The folder of the files; undefined where none is whole. */
  readonly folder: string | undefined;
  /** Entries that are not what was written: damaged, or changed by hand. */
  readonly changed: readonly string[];
}

/** The folder of entries in the folder of the cache. */
function entriesIn(cache: string): string {
  return path.join(cache, 'sources-1');
}

/** Throws on what keeps it from being read, and where it belongs to another user or can be written by one. */
export async function readCachedSource(cache: string, key: string): Promise<CachedSource> {
  const changed: string[] = [];
  for (const name of await namesOf(cache, key)) {
    const entry = path.join(entriesIn(cache), name);
    if (await isWhole(entry)) return { folder: path.join(entry, 'files'), changed };
    changed.push(entry);
  }
  return { folder: undefined, changed };
}

async function namesOf(cache: string, key: string): Promise<string[]> {
  try {
    for (const place of [cache, entriesIn(cache)]) checkOwn(place, await stat(place));
    return (await readdir(entriesIn(cache))).filter((name) => name.startsWith(`${key}.`)).sort();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

async function isWhole(entry: string): Promise<boolean> {
  try {
    checkOwn(entry, await stat(entry));
    const [sealed, found] = await Promise.all([sealOf(entry), digestOfFolder(path.join(entry, 'files'))]);
    return sealed !== undefined && sealed === found;
  } catch (cause) {
    if (isGone(cause)) return false;
    throw cause;
  }
}

async function sealOf(entry: string): Promise<string | undefined> {
  try {
    const seal: unknown = JSON.parse(await readFile(path.join(entry, SEAL), 'utf8'));
    const digest = typeof seal === 'object' && seal !== null && 'digest' in seal ? seal.digest : undefined;
    return typeof digest === 'string' ? digest : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError || isGone(cause)) return undefined;
    throw cause;
  }
}

function isGone(cause: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
}

/** SHA-256 (hex) over all paths and contents, in order of path. */
function digestOf(files: readonly FetchedFile[]): string {
  const lines = files.map(({ path: file, bytes }) => [
    file,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  const sorted = lines.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** Undefined where anything is there that is neither folder nor file, which nobody wrote. */
async function digestOfFolder(folder: string): Promise<string | undefined> {
  try {
    const files = await filesBelow(folder, '');
    return files === undefined ? undefined : digestOf(files);
  } catch (cause) {
    if (isGone(cause)) return undefined;
    throw cause;
  }
}

async function filesBelow(folder: string, prefix: string): Promise<FetchedFile[] | undefined> {
  const found: FetchedFile[] = [];
  for (const name of await readdir(folder)) {
    const place = path.join(folder, name);
    const about = await lstat(place);
    if (about.isDirectory()) {
      const below = await filesBelow(place, `${prefix}${name}/`);
      if (below === undefined) return undefined;
      found.push(...below);
    } else if (about.isFile()) {
      checkOwn(place, about);
      found.push({ path: `${prefix}${name}`, bytes: await readFile(place) });
    } else return undefined;
  }
  return found;
}

/** Writes files below a folder that is made. Throws what Node throws. */
export async function writeFetchedFiles(folder: string, files: readonly FetchedFile[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { path: file, bytes } of files) {
    const place = path.join(folder, ...file.split('/'));
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    await writeFile(place, bytes, { flag: 'wx', mode: 0o600 });
  }
}

/** A folder of one's own in the cache, for what is not finished; what killed processes left is removed. */
export async function unfinishedFolder(cache: string): Promise<string> {
  const entries = entriesIn(cache);
  await mkdir(entries, { recursive: true, mode: 0o700 });
  for (const place of [cache, entries]) checkOwn(place, await stat(place));
  const left = (await readdir(entries)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of left) await removeAbandoned(path.join(entries, name));
  const folder = path.join(entries, `${UNFINISHED}${process.pid}-${randomUUID()}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

async function removeAbandoned(folder: string): Promise<void> {
  // Others look after the same folders at the same time.
  const about = await stat(folder).catch(() => undefined);
  if (about === undefined || Date.now() - about.mtimeMs < ABANDONED_MS) return;
  await rm(folder, { recursive: true, force: true });
}

/**
 * Keeps the files under the key, made in `unfinished`, and gives their folder; where another process was faster, its
 * folder. Entries that were changed are removed.
 */
export async function keepSource(
  cache: string,
  key: string,
  about: string,
  files: readonly FetchedFile[],
  unfinished: string,
): Promise<string> {
  const made = path.join(unfinished, 'entry');
  await writeFetchedFiles(path.join(made, 'files'), files);
  const seal = `${JSON.stringify({ source: about, digest: digestOf(files) }, undefined, 2)}\n`;
  await writeFile(path.join(made, SEAL), seal, { flag: 'wx', mode: 0o600 });
  const { folder, changed } = await readCachedSource(cache, key);
  for (const entry of changed) await moveAway(entry, unfinished);
  if (folder !== undefined) return folder;
  const entry = path.join(entriesIn(cache), `${key}.${randomUUID()}`);
  await rename(made, entry);
  return path.join(entry, 'files');
}

/** To where everything is removed in the end. Others do the same at the same time. */
async function moveAway(entry: string, unfinished: string): Promise<void> {
  try {
    await rename(entry, path.join(unfinished, `changed-${randomUUID()}`));
  } catch (cause) {
    if (!isGone(cause)) throw cause;
  }
}
