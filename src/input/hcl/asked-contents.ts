/** Files that functions of a configuration read: only what lies in its repository, by real path. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** Bytes of one file; what is larger is nothing that a template or a policy document is made of. */
const LARGEST = 4 * 1024 * 1024;
const MOST_LISTED = 10_000;

export interface AskedContents {
  /** Base64; null for what is not there, too large or outside. */
  content(name: string): string | null;
  /** Files below a folder, with `/`; null as for content. */
  listing(name: string): readonly string[] | null;
}

/** `folder` is the root module's, to which names are relative; nothing outside of `boundary` is read. */
export function askedContents(folder: string, boundary: string): AskedContents {
  const limit = realpathSync(boundary);
  function inside(name: string): string | undefined {
    try {
      const real = realpathSync(join(folder, name));
      const way = relative(limit, real);
      return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : real;
    } catch {
      return undefined; // not there: the value is not known then
    }
  }
  return {
    content(name) {
      const real = inside(name);
      if (real === undefined) return null;
      const stat = statSync(real);
      return stat.isFile() && stat.size <= LARGEST ? readFileSync(real).toString('base64') : null;
    },
    listing(name) {
      const real = inside(name);
      if (real === undefined || !statSync(real).isDirectory()) return null;
      const entries = readdirSync(real, { recursive: true, withFileTypes: true });
      if (entries.length > MOST_LISTED) return null;
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(real, join(entry.parentPath, entry.name)).split(sep).join('/'));
    },
  };
}
