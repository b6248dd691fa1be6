/** Where a verb looks for policies when nobody names a folder: where the configuration file says that they are. */
import { type ConfigFlags, loadConfig } from '../config/file/load-config.ts';
import { configuredFolders } from '../policy/run-policies.ts';
import { notice } from './notice.ts';

/**
 * The folders that were named, else `policyFolders` of the configuration, relative to the current one; without either, none. What
 * is named is taken alone, and the configuration is not read then, unless a flag names it.
 */
export async function namedOrConfigured(
  named: readonly string[],
  flags: ConfigFlags,
): Promise<readonly string[]> {
  if (named.length > 0 && flags.config === undefined && flags.profile === undefined) return named;
  const config = await loadConfig(flags);
  for (const line of config.notices) notice(line);
  return named.length > 0 ? named : configuredFolders(config);
}
