/** The files below a folder that somebody wants, by name. */
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DriftlockError } from '../errors.ts';

/** More files than any folder of policies has; whoever names `/` is told so soon. */
const MOST_FILES = 20_000;

/**
 * Files below a folder whose name `wanted` takes, relative to it with forward slashes, in order of name. Hidden folders and
 * node_modules are left out; links to folders are followed, each folder once, so that a link to a parent does not loop.
 * Throws DriftlockError where a folder cannot be read, or where there are more than 20,000 files.
 */
export async function sourceFiles(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const seen = new Set<string>();
  let looked = 0;
  async function walk(at: string, prefix: string): Promise<string[]> {
    const real = await realpath(at);
    if (seen.has(real)) return [];
    seen.add(real);
    const found: string[] = [];
    for (const name of (await readdir(at)).sort()) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      looked += 1;
      if (looked > MOST_FILES) throw tooMany(folder);
      const file = path.join(at, name);
      const about = await stat(file).catch(() => undefined);
      if (about?.isDirectory()) found.push(...(await walk(file, `${prefix}${name}/`)));
      // A link to nowhere that is called a policy is read, and fails with its name.
      else if (wanted(name)) found.push(`${prefix}${name}`);
    }
    return found;
  }
  try {
    return (await walk(folder, '')).sort();
  } catch (cause) {
    if (cause instanceof DriftlockError) throw cause;
    throw new DriftlockError('policy-invalid', `the folder cannot be read: ${(cause as Error).message}`, {
      where: folder,
      cause,
    });
  }
}

function tooMany(folder: string): DriftlockError {
  return new DriftlockError('policy-invalid', `more than ${MOST_FILES} files below ${folder}`, {
    hint: 'name the folder that holds the policies',
  });
}
