/** The folder that files of a configuration are named from: their repository. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The nearest folder upward that is a repository (`.git`, also as a file); undefined where there is none. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Where links lead; the path itself where it leads nowhere. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Nothing is there: whoever reads it says so.
    return resolve(path);
  }
}

/** Where none is a repository, the current folder where that holds the configuration, else the configuration's own. */
export function sourceRoot(folder: string, current: string): string {
  const real = realPath(folder);
  const repository = repositoryOf(real);
  if (repository !== undefined) return repository;
  const here = realPath(current);
  return fileBelow(here, real) === undefined ? real : here;
}

/** `path` relative to `root` with `/`, `.` for itself; undefined where it lies elsewhere. Both absolute, without links. */
export function fileBelow(root: string, path: string): string | undefined {
  const from = relative(root, path);
  if (from === '') return '.';
  if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) return undefined;
  return from.split(sep).join('/');
}

/** What Terraform fetches, Terragrunt copies and CDKTF writes: nobody mends anything there, and no repository has it. */
const MADE_BY_TOOLS: ReadonlySet<string> = new Set(['.terraform', '.terragrunt-cache', 'cdktf.out']);

/** Whether a path relative to a repository leads into a folder that a tool has made. */
export function isMadeByTool(below: string): boolean {
  return below.split('/').some((segment) => MADE_BY_TOOLS.has(segment));
}
