/** A folder of pages that were written from policies: what has to change there so that it is current. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DriftlockError } from '../errors.ts';

export interface DocsChanges {
  /** Pages that are not there, or say something else. */
  readonly missing: readonly string[];
  readonly outdated: readonly string[];
  /** Pages of policies that are no more. */
  readonly left: readonly string[];
}

/**
 * Holds the pages (texts by file name) against the folder; pages are known by `mark`, with which they begin. Throws
 * DriftlockError `output-unwritable` where a file that somebody wrote stands in the place of a page, or the folder cannot be
 * read, and `policy-invalid` for pages whose names are one name in file systems that do not tell letter case.
 */
export async function docsChanges(
  folder: string,
  pages: ReadonlyMap<string, string>,
  mark: string,
): Promise<DocsChanges> {
  refuseTwins([...pages.keys()]);
  const there = await namesIn(folder);
  const missing: string[] = [];
  const outdated: string[] = [];
  for (const [name, text] of pages) {
    if (!there.includes(name)) missing.push(name);
    else if (await isOutdated(path.join(folder, name), text, mark)) outdated.push(name);
  }
  const others = there.filter((name) => name.endsWith('.md') && !pages.has(name));
  const left: string[] = [];
  for (const name of others) if ((await textOf(path.join(folder, name)))?.startsWith(mark)) left.push(name);
  return { missing, outdated, left };
}

function refuseTwins(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined)
      throw new DriftlockError('policy-invalid', `two pages would be one file: ${other} and ${name}`, {
        hint: 'give one of the policies another id: letter case tells no files apart everywhere',
      });
    seen.set(name.toLowerCase(), name);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    const said = code === 'ENOTDIR' ? 'it is not a folder' : (cause as Error).message;
    throw unwritable(folder, said, 'name a folder for the pages: -o docs/policies', cause);
  }
}

async function isOutdated(file: string, text: string, mark: string): Promise<boolean> {
  const found = await textOf(file);
  if (found === text) return false;
  if (found?.startsWith(mark)) return true;
  throw unwritable(file, 'it was not written from policies', 'name another folder, or move the file away');
}

/** Undefined for what is no file. Line ends are those of whoever checked the file out. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EISDIR') return undefined;
    throw unwritable(file, (cause as Error).message, 'pages must be readable', cause);
  }
}

function unwritable(where: string, said: string, hint: string, cause?: unknown): DriftlockError {
  return new DriftlockError('output-unwritable', `cannot write ${where}: ${said}`, { where, hint, cause });
}
