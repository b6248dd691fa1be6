/** The policies of a run and their parameters: bundled and a team's, as the configuration file and the flags have them. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config, Placed } from '../config/file/config.ts';
import { checkParams, paramsFile } from '../config/params-file.ts';
import { schemeOf } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy } from '../finding/policy.ts';
import type { JsonObject } from '../resource/resource.ts';
import { configurePolicies } from './configure-policies.ts';
import { type LoadedPolicies, loadPolicySets } from './load-policy-sets.ts';
import { paramValues } from './param-values.ts';

/** What the command line says of them. */
export interface PolicyChoice {
  /** Folders of `--policies`. */
  readonly policies?: readonly string[];
  /** File of `--params`. */
  readonly params?: string;
}

export interface RunPolicies {
  readonly loaded: readonly LoadedPolicies[];
  readonly policies: readonly Policy[];
  /** By policy id. */
  readonly params: JsonObject;
}

const FLAG = '--policies';

/** Folders of the configuration first; one that is named twice is read once. */
export function policyFolders(
  { layers }: Pick<Config, 'layers'>,
  flags: readonly string[] = [],
): readonly Placed<string>[] {
  const named = [
    ...layers.flatMap((layer) => layer.policyFolders),
    ...flags.map((value) => ({ value, where: FLAG })),
  ];
  const seen = new Set<string>();
  return named.filter(({ value }) => {
    const folder = schemeOf(value) === undefined ? resolve(value) : value;
    if (seen.has(folder)) return false;
    seen.add(folder);
    return true;
  });
}

/**
 * Folders that the configuration alone names. Throws DriftlockError config, with the place, for one that is not there.
 */
export function configuredFolders(config: Pick<Config, 'layers'>): readonly string[] {
  const folders = policyFolders(config);
  checkFolders(folders);
  return folders.map(({ value }) => value);
}

/** One that the configuration names is told with its place there. */
function checkFolders(folders: readonly Placed<string>[]): void {
  for (const { value, where } of folders)
    if (where !== FLAG && schemeOf(value) === undefined && !existsSync(value))
      throw new DriftlockError('config', `no policies at ${value}`, {
        where,
        hint: 'policyFolders are relative to the configuration file',
      });
}

/**
 * Loads all of them; `notice` is told where the cache cannot be used. Throws DriftlockError as the loaders do, and for
 * what configuration or parameters say of a policy that is not there or does not take it.
 */
export async function runPolicies(
  config: Pick<Config, 'layers' | 'bundledProfiles'>,
  flags: PolicyChoice,
  notice: (line: string) => void,
): Promise<RunPolicies> {
  const given = flags.params === undefined ? {} : paramsFile(flags.params);
  const folders = policyFolders(config, flags.policies);
  checkFolders(folders);
  const sets = await loadPolicySets(
    folders.map(({ value }) => value),
    notice,
  );
  const loaded = configurePolicies(sets, config);
  const policies = loaded.flatMap(({ catalogue }) => catalogue.policies);
  if (flags.params !== undefined)
    checkParams(
      given,
      policies.map(({ id }) => id),
      flags.params,
    );
  return { loaded, policies, params: paramValues(loaded, given, flags.params) };
}
