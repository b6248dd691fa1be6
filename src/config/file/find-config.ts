/** Finds `driftlock.yaml`, and reads a file of ours that may be anything. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { DriftlockError } from '../../errors.ts';

export const CONFIG_NAME = 'driftlock.yaml';
/** What people call it elsewhere. */
const OTHER_NAMES = ['driftlock.yml', '.driftlock.yaml', '.driftlock.yml'];

/** A kind of file that a run reads, in the words of its errors. */
export interface FileKind {
  /** After which is or has: `the configuration`. */
  readonly what: string;
  /** Where it cannot be read. */
  readonly hint: string;
  /** Bytes. */
  readonly largest: number;
  /** Where it is empty. */
  readonly empty: string;
}

/** A configuration of a thousand policies has a quarter of that. */
export const CONFIGURATION: FileKind = {
  what: 'the configuration',
  hint: 'name a YAML file, or go without: --no-config',
  largest: 256 * 1024,
  empty: 'remove the file, or write for instance `failOn: high`; docs/config.md shows all keys',
};

export interface FoundConfig {
  /** As it is shown: relative to the current directory. */
  readonly file?: string;
  /** Lines for standard error. */
  readonly notices: readonly string[];
}

/** From the folder up to the one that holds `.git`; outside of a repository that folder alone, since those above are others'. */
export function searchedFolders(from: string): readonly string[] {
  const folders: string[] = [];
  for (let at = resolve(from); ; at = dirname(at)) {
    folders.push(at);
    if (existsSync(join(at, '.git'))) return folders;
    if (dirname(at) === at) return folders.slice(0, 1);
  }
}

/** The nearest one; where there is none, files that may be meant for it are named. */
export function findConfig(from = process.cwd()): FoundConfig {
  const folders = searchedFolders(from);
  const folder = folders.find((one) => existsSync(join(one, CONFIG_NAME)));
  if (folder !== undefined) return { file: relative(from, join(folder, CONFIG_NAME)), notices: [] };
  const others = folders.flatMap((one) => OTHER_NAMES.map((name) => join(one, name))).filter(existsSync);
  return {
    notices: others.map(
      (one) => `${relative(from, one)} is not read: the configuration is named ${CONFIG_NAME}`,
    ),
  };
}

/** The text of the file. Throws DriftlockError config for what cannot be read, is no file, too large, or not UTF-8. */
export function readConfigText(file: string, kind = CONFIGURATION): string {
  const { what, largest } = kind;
  const bytes = bytesOf(file, kind);
  if (bytes.length > largest)
    throw new DriftlockError('config', `${what} is larger than ${largest / 1024} KiB`, {
      where: file,
      hint: 'is it the right file?',
    });
  try {
    // The decoder drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DriftlockError('config', `${what} is not UTF-8 text`, {
      where: file,
      hint: 'is it the right file? If so, save it as UTF-8',
      cause,
    });
  }
}

/** At most one byte more than may be: devices never end. */
function bytesOf(file: string, { what, hint, largest }: FileKind): Buffer {
  try {
    if (statSync(file).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    const descriptor = openSync(file, 'r');
    try {
      return readSome(descriptor, largest);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw new DriftlockError('config', `${what} cannot be read: ${reasonOf(cause)}`, {
      where: file,
      hint,
      cause,
    });
  }
}

function readSome(descriptor: number, largest: number): Buffer {
  const bytes = Buffer.alloc(largest + 1);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
  return REASONS[code] ?? code;
}
