/** `collect` of the library: reads a live cloud into a snapshot and gives the manifest that `driftlock collect -f json` prints. */
import type { CollectProgress } from '../commands/progress.ts';
import type { BundledProfile } from '../config/bundled-profiles.ts';
import type { Manifest } from '../finding/manifest.ts';
import { paramValues } from '../policy/param-values.ts';
import { checkNames, invalid, numberOf, oneOf, optionalTexts, paramsOf, textsOf } from './check-options.ts';
import { idsOf, inProfile, loadedOf } from './kept-policies.ts';
import { loadPolicies, type Policies } from './load-policies.ts';

export type { CollectProgress } from '../commands/progress.ts';

export interface CollectOptions {
  /** The snapshot: a folder that does not exist yet, or is empty. */
  readonly output: string;
  /** These regions only; all that are enabled where left out. */
  readonly regions?: string | readonly string[];
  /** Resource types, with `*` as wildcard; what the policies need where left out. */
  readonly types?: string | readonly string[];
  /** What `loadPolicies` gave: what these need is read. The bundled ones where left out. */
  readonly policies?: Policies;
  /** Ids or globs of the policies whose needs are read; all where left out. */
  readonly select?: string | readonly string[];
  /** Which of the bundled policies count where `select` names none: a profile of the package; `recommended` where left out. */
  readonly profile?: BundledProfile;
  /** Parameters by policy id: a policy that waits for its parameters needs nothing. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Calls under way at once, over all services and regions: 1 to 500; 20 where left out. */
  readonly concurrency?: number;
  /** Told in one line, for people, what is worth knowing and not in the manifest. */
  readonly onNotice?: (line: string) => void;
  /** Told how far it is, every tenth of a second at most. */
  readonly onProgress?: (progress: CollectProgress) => void;
  /** Ends the collection: what is not whole is taken away, no call is made any more, and the signal's reason is thrown. */
  readonly signal?: AbortSignal;
}

const NAMES = [
  'output',
  'regions',
  'types',
  'policies',
  'select',
  'profile',
  'params',
  'concurrency',
  'onNotice',
  'onProgress',
  'signal',
] satisfies (keyof CollectOptions)[];

/** Clouds that can be read. */
const CLOUDS = ['aws'] as const;

/**
 * Reads an account of a cloud into a snapshot, with the credentials that the cloud's own tools would use (environment, profile,
 * role). What could not be read is in the manifest's `coverage`, and no error.
 *
 * @example
 * await collect('aws', { output: 'snapshot' });
 * const report = await scan('snapshot');
 *
 * @throws DriftlockError for what its caller or the user can mend: credentials, a region, a folder; the signal's reason
 * where that is aborted
 */
export async function collect(cloud: (typeof CLOUDS)[number], options: CollectOptions): Promise<Manifest> {
  oneOf('cloud', cloud, CLOUDS);
  checkNames('collect', options, NAMES);
  const { output, onNotice: notice = () => undefined, onProgress: progress = () => undefined } = options;
  if (typeof output !== 'string' || output === '')
    throw invalid('output', 'names no folder', 'collect("aws", { output: "snapshot" })');
  const range = { otherwise: 20, least: 1, most: 500, whole: true };
  const concurrency = numberOf('concurrency', options.concurrency, range);
  const regions = optionalTexts('regions', options.regions);
  const types = optionalTexts('types', options.types);
  const select = textsOf('select', options.select ?? []);
  const { signal = new AbortController().signal } = options;
  const needs = async () => {
    const policies = options.policies ?? (await loadPolicies([], { onNotice: notice }));
    const loaded = inProfile(loadedOf(policies), options.profile);
    const params = paramValues(loaded, paramsOf(options.params, idsOf(loaded)), 'params');
    return { loaded, select, params };
  };
  const collection = await import('../commands/collect.ts');
  return await collection.collect({
    folder: output,
    ...(regions === undefined ? {} : { regions }),
    ...(types === undefined ? {} : { types }),
    needs,
    concurrency,
    notice,
    progress,
    signal,
  });
}
