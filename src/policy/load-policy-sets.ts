/** The policies of a run: the bundled ones, then each of the team's folders. */

import { cacheFolder } from '../config/cache-folder.ts';
import { environment } from '../config/environment.ts';
import { maskName, schemeOf } from '../config/source-name.ts';
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { schemaTypes } from '../resource/type-schema.ts';
import type { CompiledPolicies } from './compile-policies.ts';
import { loadBundledPolicies } from './load-bundled-policies.ts';
import { loadTeamPolicies } from './load-team-policies.ts';
import { refuseDuplicates } from './refuse-duplicates.ts';

/** Compiled policies and whether they are ours, which are known to end, or a team's. */
export interface LoadedPolicies extends CompiledPolicies {
  readonly origin: 'bundled' | 'team';
  /** The folder or file that a team's policies were read from, as it was named; credentials are masked. */
  readonly folder?: string;
  /** `folder` is a file that `driftlock policy build` wrote, and holds all of theirs. */
  readonly built?: true;
}

/**
 * Loads all of them; `notice` is told where the cache cannot be used. Throws DriftlockError as the loaders do, and
 * `policy-duplicate` where two sets have a policy of one id.
 */
export async function loadPolicySets(
  folders: readonly string[],
  notice: (line: string) => void,
): Promise<LoadedPolicies[]> {
  const loaded: LoadedPolicies[] = [{ ...(await loadBundledPolicies()), origin: 'bundled' }];
  for (const folder of folders) {
    const compiled = await loadTeamPolicies(folder, {
      types: schemaTypes(AWS_PROVIDER),
      cache: cacheFolder(environment()),
      notice,
    });
    loaded.push(teamSet(compiled, schemeOf(folder) === undefined ? folder : maskName(folder)));
  }
  refuseDuplicates(loaded);
  return loaded;
}

/** Each policy says where it is from. */
function teamSet(compiled: CompiledPolicies & { readonly built?: true }, folder: string): LoadedPolicies {
  const policies = compiled.catalogue.policies.map((policy) => ({ ...policy, folder }));
  return { ...compiled, catalogue: { ...compiled.catalogue, policies }, origin: 'team', folder };
}
