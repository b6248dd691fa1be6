/** What raw policies are made from: every .rego file of their folders, and the documents they find below `data`. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { filePlace, maskName, schemeOf } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import type { RawPrepareRequest } from '../toolchain/rego-types.ts';
import { localOnly } from './local-only.ts';
import type { NamedSourceOptions } from './read-named-sources.ts';

export type RawSources = Pick<RawPrepareRequest, 'modules' | 'data'>;

/** Together: what is beyond this is no folder of policies. */
const MOST_BYTES = 64 * 1024 * 1024;
const DOCUMENTS = ['.json', '.yaml', '.yml'];

/**
 * Files of all folders by their path as it was named, tests too, as conftest takes them; hidden folders and
 * node_modules are left out. A folder may be fetched (`git::…`, `oci::…`). A document stands below `data` where its folder
 * stands in the one that was named. Throws DriftlockError: `policy-invalid` for what is not there, cannot be read, or holds
 * nothing; `usage` and `policy-unavailable` for what is to be fetched.
 */
export async function readRawSources(
  folders: readonly string[],
  data: readonly string[],
  options: NamedSourceOptions,
): Promise<RawSources> {
  const size = { bytes: 0 };
  const modules: Record<string, string> = {};
  for (const folder of folders) Object.assign(modules, await modulesOf(folder, size, options));
  const documents: { file: string; path: readonly string[]; text: string }[] = [];
  for (const place of data) {
    localOnly(place, '--data');
    for (const { file, below } of await filesAt(place, DOCUMENTS, 'data'))
      documents.push({ file, path: below, text: await readText(file, size) });
  }
  return { modules, data: documents };
}

interface Found {
  readonly file: string;
  /** Names of the folders between the named one and the file. */
  readonly below: readonly string[];
}

interface Size {
  bytes: number;
}

async function modulesOf(
  name: string,
  size: Size,
  options: NamedSourceOptions,
): Promise<Readonly<Record<string, string>>> {
  if (schemeOf(name) === undefined) return await modulesAt(name, size);
  const { withPolicyFolder } = await import('./remote/policy-folder.ts');
  return await withPolicyFolder(name, options, (folder) => modulesAt(folder, size, maskName(name)));
}

/** `shown` is what a folder that was fetched is called. */
async function modulesAt(folder: string, size: Size, shown?: string): Promise<Record<string, string>> {
  const modules: Record<string, string> = {};
  for (const { file } of await filesAt(folder, ['.rego'], 'policies', shown)) {
    const name = shown === undefined ? file : filePlace(shown, path.relative(folder, file));
    modules[name] = await readText(file, size, name);
  }
  return modules;
}

async function filesAt(
  place: string,
  endings: readonly string[],
  what: string,
  shown = place,
): Promise<Found[]> {
  const about = await stat(place).catch((cause: unknown) => {
    throw new DriftlockError('policy-invalid', `no ${what} at ${shown}`, {
      hint: `name a folder that holds ${endings.join(', ')} files, or one such file`,
      cause,
    });
  });
  const found = about.isDirectory()
    ? await filesBelow(place, endings, [], new Set())
    : [{ file: place, below: [] }].filter(({ file }) => endings.includes(path.extname(file)));
  if (found.length > 0) return found;
  throw new DriftlockError('policy-invalid', `no ${endings.join(', ')} file at ${shown}`, {
    hint: `--${what === 'data' ? 'data' : 'raw-policies'} takes a folder or a file`,
  });
}

/** Links to folders are followed, each folder once: a link to a parent does not loop. */
async function filesBelow(
  folder: string,
  endings: readonly string[],
  below: readonly string[],
  seen: Set<string>,
): Promise<Found[]> {
  const found: Found[] = [];
  try {
    const real = await realpath(folder);
    if (seen.has(real)) return [];
    seen.add(real);
    for (const name of (await readdir(folder)).sort()) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const file = path.join(folder, name);
      const about = await stat(file).catch(() => undefined);
      if (about?.isDirectory()) found.push(...(await filesBelow(file, endings, [...below, name], seen)));
      else if (endings.includes(path.extname(name))) found.push({ file, below });
    }
  } catch (cause) {
    throw unreadable(folder, cause);
  }
  return found;
}

async function readText(file: string, size: Size, shown = file): Promise<string> {
  let bytes: Buffer;
  try {
    const about = await stat(file);
    size.bytes += about.size;
    if (size.bytes <= MOST_BYTES) bytes = await readFile(file);
    else throw new Error(`with it there are more than ${MOST_BYTES / 1024 / 1024} MiB of policies and data`);
    // The decoder drops a byte order mark and refuses what is not UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(shown, cause);
  }
}

function unreadable(file: string, cause: unknown): DriftlockError {
  if (cause instanceof DriftlockError) return cause;
  return new DriftlockError('policy-invalid', `it cannot be read: ${(cause as Error).message}`, {
    where: file,
    cause,
  });
}
