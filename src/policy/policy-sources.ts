/** The Rego sources of a folder of policies, tests left out. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DriftlockError } from '../errors.ts';

/** Sources by file name relative to `folder`, with forward slashes. */
export interface PolicySources {
  /** As the user named it; what errors show before the file. */
  readonly folder: string;
  readonly modules: Readonly<Record<string, string>>;
}

/**
 * Every `.rego` file below a folder but `*_test.rego`, hidden folders and node_modules, in order of name; or the one
 * file, where `folder` names a file. Throws DriftlockError where there is none or one cannot be read.
 */
export async function readPolicySources(folder: string): Promise<PolicySources> {
  const about = await stat(folder).catch((cause: unknown) => {
    throw new DriftlockError('policy-invalid', `no policies at ${folder}`, {
      hint: 'name a folder that holds .rego files',
      cause,
    });
  });
  if (!about.isDirectory()) {
    const name = path.basename(folder);
    return { folder: path.dirname(folder), modules: { [name]: await readModule(folder) } };
  }
  const files = (await regoFiles(folder, '', new Set())).sort();
  if (files.length === 0)
    throw new DriftlockError('policy-invalid', `no .rego files in ${folder}`, {
      hint: 'files ending in _test.rego are tests, not policies',
    });
  const texts = await Promise.all(files.map((file) => readModule(path.join(folder, file))));
  return { folder, modules: Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ''])) };
}

/** Links to folders are followed, each folder once: a link to a parent does not loop. */
async function regoFiles(folder: string, prefix: string, seen: Set<string>): Promise<string[]> {
  const real = await realpath(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const found: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const file = path.join(folder, name);
    const about = await stat(file).catch(() => undefined);
    if (about?.isDirectory()) found.push(...(await regoFiles(file, `${prefix}${name}/`, seen)));
    // A link to nowhere that is called a policy is read, and fails with its name.
    else if (name.endsWith('.rego') && !name.endsWith('_test.rego')) found.push(`${prefix}${name}`);
  }
  return found;
}

async function readModule(file: string): Promise<string> {
  try {
    // The decoder drops a byte order mark and refuses what is not UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    throw new DriftlockError('policy-invalid', `the policy cannot be read: ${(cause as Error).message}`, {
      where: file,
      cause,
    });
  }
}
