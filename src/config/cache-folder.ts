/** Where compiled policies and code are kept between runs. */
import path from 'node:path';

/**
 * `$XDG_CACHE_HOME/driftlock`, by default `~/.cache/driftlock`; undefined where neither variable gives a folder.
 * A relative XDG_CACHE_HOME is passed over, as the XDG base directory specification says.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { XDG_CACHE_HOME: cache, HOME: home, USERPROFILE: profile } = environment;
  if (cache !== undefined && path.isAbsolute(cache)) return path.join(cache, 'driftlock');
  const base = home || profile;
  return base === undefined || !path.isAbsolute(base) ? undefined : path.join(base, '.cache', 'driftlock');
}
