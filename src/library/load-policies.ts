/** `loadPolicies` of the library: the bundled policies and those of teams' folders, ready to judge by. */
import type { Policy } from '../finding/policy.ts';
import { loadPolicySets } from '../policy/load-policy-sets.ts';
import { checkNames, textsOf } from './check-options.ts';
import { keepLoaded } from './kept-policies.ts';

export interface LoadOptions {
  /** Told in one line, for people, what is amiss without being an error: the cache cannot be used. */
  readonly onNotice?: (line: string) => void;
}

/** Policies that are loaded: to be read, and to be given to `scan` and `collect` as they are. */
export interface Policies {
  /** Each as `driftlock policy show <id> -f json` prints it, by id. */
  readonly policies: readonly Policy[];
}

/**
 * Loads the bundled policies and those of the folders (or single files) of Rego that are given. A team's policies are compiled
 * once, and then taken from the cache that the command line uses.
 *
 * @example
 * const policies = await loadPolicies('./policies');
 * const report = await scan('tfplan.json', { policies });
 *
 * @throws DriftlockError `policy-invalid` for a mistake in a policy (`where` is file:line:column), `policy-duplicate`
 * for two policies of one id
 */
export async function loadPolicies(
  folders: string | readonly string[] = [],
  options: LoadOptions = {},
): Promise<Policies> {
  checkNames('loadPolicies', options, ['onNotice']);
  const named = textsOf('folders', folders);
  const loaded = await loadPolicySets(named, options.onNotice ?? (() => undefined));
  const policies = loaded
    .flatMap(({ catalogue }) => catalogue.policies)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const made = Object.freeze({ policies });
  keepLoaded(made, loaded);
  return made;
}
