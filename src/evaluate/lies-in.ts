/** Whether a resource lies in the paths that a configuration file gives to a policy. */
import { type Glob, globPattern } from '../config/glob-pattern.ts';
import { addressNames, placeName } from '../resource/address-names.ts';
import type { Path, Resource } from '../resource/resource.ts';

interface Paths {
  /** Without any, everything is in. */
  readonly within: readonly Glob[];
  readonly without: readonly Glob[];
}

const compiled = new WeakMap<readonly string[], Paths>();

function pathsOf(globs: readonly string[]): Paths {
  const known = compiled.get(globs);
  if (known !== undefined) return known;
  const paths = {
    within: globs.filter((glob) => !glob.startsWith('!')).map(globPattern),
    without: globs.filter((glob) => glob.startsWith('!')).map((glob) => globPattern(glob.slice(1))),
  };
  compiled.set(globs, paths);
  return paths;
}

/** What has no address, in a snapshot, goes by its key and id. */
function namesOf({ address, declared, key, id }: Located): readonly string[] {
  if (address === undefined) return [key, id].filter((name) => name !== undefined);
  const names = addressNames(address);
  if (declared === undefined || declared.path.length === 0) return names;
  return [...names, `${address} › ${placeName(declared.path)}`];
}

/** What a resource goes by; `declared` where it was folded out of the one at the address. */
export interface Located extends Partial<Pick<Resource, 'address' | 'key' | 'id'>> {
  readonly declared?: { readonly path: Path };
}

/**
 * Whether nothing tells if a resource lies in the globs: it has no address, and no glob fits the key and id that it has. Without
 * globs that take in, what no glob leaves out is in.
 */
export function mayLieIn(globs: readonly string[], resource: Located): boolean {
  if (resource.address !== undefined) return false;
  const { within, without } = pathsOf(globs);
  const fits = (pattern: Glob) => namesOf(resource).some((name) => pattern.test(name));
  return within.length > 0 && !within.some(fits) && !without.some(fits);
}

/**
 * Whether one of the globs fits its address, or that of a module or resource that it lies in, or there are only globs after
 * `!`; and none of these fits. `*` stands for any run of characters.
 */
export function liesIn(globs: readonly string[], resource: Located): boolean {
  const { within, without } = pathsOf(globs);
  const names = namesOf(resource);
  const fits = (pattern: Glob) => names.some((name) => pattern.test(name));
  return (within.length === 0 || within.some(fits)) && !without.some(fits);
}
