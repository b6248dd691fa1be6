/** Files as paths of the repository that a run happens in: what sites that show code take. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The nearest folder upward that is a repository (`.git`, a folder, or a file in a worktree or submodule); else `folder` itself. */
export function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return folder;
  }
}

function real(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

/**
 * Gives for the name of a file its path from the root of the repository that `folder` lies in, with `/`; undefined for one outside. Links
 * are followed, since code scanning shows none.
 */
export function inRepository(folder = process.cwd()): (name: string) => string | undefined {
  const root = real(repositoryOf(folder));
  return (name) => {
    const path = relative(root, real(resolve(folder, name)));
    if (path === '' || path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path)
      return undefined;
    return path.split(sep).join('/');
  };
}
