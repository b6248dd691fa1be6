/** Where the root module of an input lies, as far as the input's own place tells: in fingerprints, never shown. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * The folder of the file `name` relative to the nearest folder upward that is a repository (`.git`, a folder, or a file
 * in a worktree or submodule), with `/` between its parts: the same wherever the repository is checked out. `.` for
 * that folder itself, for standard input and outside of any repository.
 */
export function configurationRoot(name: string): string {
  if (name === '-') return '.';
  const folder = dirname(resolve(name));
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return relative(at, folder).split(sep).join('/') || '.';
    if (at === dirname(at)) return '.';
  }
}
