/** The Rego sources of a policy folder as a user names it: on this machine, or fetched (`git::…`, `oci::…`). */

import { maskName, schemeOf } from '../config/source-name.ts';
import { type PolicySources, readPolicySources } from './policy-sources.ts';

export interface NamedSourceOptions {
  /** Where what is fetched is kept (`cacheFolder()`); undefined for nowhere. */
  readonly cache: string | undefined;
  /** Told in one line what a user should know and what is no error. */
  readonly notice: (line: string) => void;
  /** Whether files of tests are read too. */
  readonly tests?: boolean;
}

/** As `readPolicySources`; throws DriftlockError `usage` and `policy-unavailable` beside for what is to be fetched. */
export async function readNamedSources(name: string, options: NamedSourceOptions): Promise<PolicySources> {
  const { tests = false } = options;
  if (schemeOf(name) === undefined) return await readPolicySources(name, { tests });
  const { withPolicyFolder } = await import('./remote/policy-folder.ts');
  return await withPolicyFolder(name, options, (folder) =>
    readPolicySources(folder, { shown: maskName(name), tests }),
  );
}
