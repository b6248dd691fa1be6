/** A team's own policies: built ones as they are, others compiled once and then taken from the cache without the compiler. */
import { stat } from 'node:fs/promises';
import { isBuilt, readBuilt } from './built-policies.ts';
import type { CompiledPolicies } from './compile-policies.ts';
import { withLibrary } from './library.ts';
import { readCached, writeCached } from './policy-cache.ts';
import type { KnownType } from './policy-groups.ts';
import { readNamedSources } from './read-named-sources.ts';
import { sourcesDigest } from './sources-digest.ts';

export interface TeamPolicyOptions {
  readonly types: readonly KnownType[];
  /** Where compiled and fetched policies are kept (`cacheFolder()`); undefined for nowhere. */
  readonly cache: string | undefined;
  /** Told in one line when the cache cannot be used; the policies are compiled all the same. */
  readonly notice: (line: string) => void;
}

/**
 * The policies of a folder or of one file, here or fetched (`git::…`, `oci::…`), or of a file that `driftlock policy build`
 * wrote; sources have the bundled library where they import it. Throws DriftlockError as readNamedSources and
 * compilePolicies do; a cache that cannot be read or written never fails a run.
 */
export async function loadTeamPolicies(
  folder: string,
  options: TeamPolicyOptions,
): Promise<CompiledPolicies & { readonly built?: true }> {
  if (await isBuiltFile(folder)) return { ...(await readBuilt(folder, options.types)), built: true };
  const own = await readNamedSources(folder, options);
  const sources = { ...own, modules: await withLibrary(own.modules) };
  const key = sourcesDigest(sources, options);
  const { cache } = options;
  const cached =
    cache === undefined ? undefined : await guarded(() => readCached(cache, key), options.notice);
  if (cached !== undefined) return cached;
  const { compilePolicies } = await import('./compile-policies.ts');
  const compiled = await compilePolicies(sources, options);
  if (cache !== undefined) await guarded(() => writeCached(cache, key, compiled), options.notice);
  return compiled;
}

/** What cannot be read is told by who reads sources. */
async function isBuiltFile(name: string): Promise<boolean> {
  const about = await stat(name).catch(() => undefined);
  return about?.isFile() === true && (await isBuilt(name).catch(() => false));
}

async function guarded<T>(use: () => Promise<T>, notice: (line: string) => void): Promise<T | undefined> {
  try {
    return await use();
  } catch (cause) {
    notice(`the cache of compiled policies cannot be used: ${(cause as Error).message}`);
    return undefined;
  }
}
