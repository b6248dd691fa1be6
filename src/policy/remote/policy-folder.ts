/** Policies that lie elsewhere, as a folder: from the cache, or fetched. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environment } from '../../config/environment.ts';
import { suggestion } from '../../config/nearest.ts';
import { maskName, schemeOf } from '../../config/source-name.ts';
import { DriftlockError } from '../../errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { type FetchedFile, type FetchLimits, LIMITS } from './fetched-files.ts';
import { parseGitSource } from './git-source.ts';
import { parseOciSource } from './oci-source.ts';
import { policyUnavailable } from './policy-unavailable.ts';
import { keepSource, readCachedSource, unfinishedFolder, writeFetchedFiles } from './source-cache.ts';
import { untilSignal } from './until-signal.ts';

export interface RemoteOptions {
  /** `cacheFolder()`; undefined for nowhere: what is fetched is then removed after its use. */
  readonly cache: string | undefined;
  /** Told in one line what a user should know and what is no error. */
  readonly notice: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly limits?: FetchLimits;
}

interface RemoteSource {
  /** As it is shown. */
  readonly name: string;
  /** What decides the content: the same for the same content, without credentials. */
  readonly identity: readonly string[];
  fetch(context: FetchContext): Promise<FetchedFile[]>;
}

const SCHEMES = {
  git(name: string): RemoteSource {
    const source = parseGitSource(name);
    const { url, commit, path: folder } = source;
    return {
      name: source.name,
      identity: ['git', url, commit, folder],
      fetch: async (context) => (await import('./fetch-git.ts')).fetchGit(source, context),
    };
  },
  oci(name: string): RemoteSource {
    const source = parseOciSource(name);
    return {
      name: source.name,
      identity: ['oci', source.digest],
      fetch: async (context) => (await import('./fetch-oci.ts')).fetchOci(source, context),
    };
  },
} satisfies Record<string, (name: string) => RemoteSource>;

/**
 * What `use` gives of the local folder with the policies of `git::…` or `oci::…`, which is there until then. Throws
 * DriftlockError: `usage` for a name that cannot be, `policy-unavailable` for what cannot be fetched.
 */
export async function withPolicyFolder<T>(
  name: string,
  options: RemoteOptions,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const source = sourceOf(name);
  const key = createHash('sha256').update(JSON.stringify(source.identity)).digest('hex');
  const cached = await fromCache(source, key, options);
  if (cached !== undefined) return await use(cached);
  return await untilSignal(options.signal, (signal) => fetchInto(source, key, { ...options, signal }, use));
}

function sourceOf(name: string): RemoteSource {
  const scheme = schemeOf(name) ?? '';
  const known = Object.keys(SCHEMES);
  if (Object.hasOwn(SCHEMES, scheme)) return SCHEMES[scheme as keyof typeof SCHEMES](name);
  throw new DriftlockError('usage', `policies are not fetched by ${scheme}::`, {
    where: maskName(name),
    hint: suggestion(scheme, known),
  });
}

async function fromCache(
  { name }: RemoteSource,
  key: string,
  { cache, notice }: RemoteOptions,
): Promise<string | undefined> {
  if (cache === undefined) return undefined;
  try {
    const cached = await readCachedSource(cache, key);
    if (cached.folder !== undefined) return cached.folder;
    if (cached.changed.length > 0)
      notice(`what is in the cache of ${name} was changed there, and is fetched again`);
  } catch (cause) {
    notice(`the cache of fetched policies cannot be used: ${(cause as Error).message}`);
  }
  return undefined;
}

type FetchOptions = RemoteOptions & { readonly signal: AbortSignal };

/** Fetches to a folder of its own, which is moved into the cache where that is possible, and is removed in any case. */
async function fetchInto<T>(
  source: RemoteSource,
  key: string,
  options: FetchOptions,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const { cache, folder } = await workFolder(options);
  try {
    const files = await fetchWithin(source, folder, options);
    const kept =
      cache === undefined ? undefined : await keep(source, key, files, { ...options, cache }, folder);
    return kept === undefined ? await useOnce(files, use) : await use(kept);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
    throw policyUnavailable(source.name, 'the disk is full', 'make room; nothing of it was kept', cause);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function useOnce<T>(files: readonly FetchedFile[], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder();
  try {
    await writeFetchedFiles(folder, files);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'driftlock-policies-'));
}

async function workFolder({
  cache,
  notice,
}: FetchOptions): Promise<{ cache: string | undefined; folder: string }> {
  if (cache !== undefined) {
    try {
      return { cache, folder: await unfinishedFolder(cache) };
    } catch (cause) {
      notice(`the cache of fetched policies cannot be used: ${(cause as Error).message}`);
    }
  }
  return { cache: undefined, folder: await temporaryFolder() };
}

async function fetchWithin(
  source: RemoteSource,
  folder: string,
  { limits = LIMITS, notice, signal }: FetchOptions,
): Promise<FetchedFile[]> {
  const late = new AbortController();
  const timer = setTimeout(
    () =>
      late.abort(
        policyUnavailable(
          source.name,
          `the policies did not arrive within ${limits.totalMs / 1000} s`,
          'check the network; what was fetched before is used without it',
        ),
      ),
    limits.totalMs,
  );
  const stop = AbortSignal.any([signal, late.signal]);
  try {
    return await source.fetch({
      environment: environment(),
      limits,
      workFolder: folder,
      notice,
      signal: stop,
    });
  } catch (error) {
    // Whatever broke because of it.
    stop.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function keep(
  source: RemoteSource,
  key: string,
  files: readonly FetchedFile[],
  { cache, notice }: FetchOptions & { readonly cache: string },
  folder: string,
): Promise<string | undefined> {
  try {
    return await keepSource(cache, key, source.name, files, folder);
  } catch (cause) {
    notice(`the cache of fetched policies cannot be used: ${(cause as Error).message}`);
    return undefined;
  }
}
