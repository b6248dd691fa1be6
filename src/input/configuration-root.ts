/** Where the root module of an input lies, as far as the input's own place tells: in fingerprints, never shown. */
import { dirname, resolve } from 'node:path';
import { fileBelow, repositoryOf } from '../source/source-root.ts';

/**
 * The folder of the file `name` relative to the nearest folder upward that is a repository (`.git`, a folder, or a file
 * in a worktree or submodule), with `/` between its parts: the same wherever the repository is checked out. `.` for
 * that folder itself, for standard input and outside of any repository.
 */
export function configurationRoot(name: string): string {
  return name === '-' ? '.' : rootOf(dirname(name));
}

/** The same of a root module's own folder. */
export function rootOf(named: string): string {
  const folder = resolve(named);
  const repository = repositoryOf(folder);
  return repository === undefined ? '.' : (fileBelow(repository, folder) ?? '.');
}
