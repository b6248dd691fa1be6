/** Finds the waiver file of a repository. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type FoundConfig, searchedFolders } from './find-config.ts';

const WAIVERS_NAME = 'driftlock.waivers.yaml';
/** What people call it elsewhere. */
const OTHER_NAMES = ['driftlock.waivers.yml', '.driftlock.waivers.yaml'];

/**
 * The one beside the configuration file (`config`, as it is shown), else the nearest one from the current folder up to the
 * root of the repository; where there is none, files that may be meant for it are named.
 */
export function findWaivers(config: string | undefined, from = process.cwd()): FoundConfig {
  const beside = config === undefined ? [] : [dirname(resolve(from, config))];
  const folders = [...new Set([...beside, ...searchedFolders(from)])];
  const folder = folders.find((one) => existsSync(join(one, WAIVERS_NAME)));
  if (folder !== undefined) return { file: relative(from, join(folder, WAIVERS_NAME)), notices: [] };
  const others = folders.flatMap((one) => OTHER_NAMES.map((name) => join(one, name))).filter(existsSync);
  return {
    notices: others.map((one) => `${relative(from, one)} is not read: waivers stand in ${WAIVERS_NAME}`),
  };
}
