/** Which collectors a run of `collect` needs. */
import type { Registered } from '../collect/aws/registry.ts';
import { globPattern } from '../config/glob-pattern.ts';
import { suggestion } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';

/** The lines of the registry that yield one of `types`. */
export function collectorsOf(
  registry: Readonly<Record<string, Registered>>,
  types: ReadonlySet<string>,
): readonly Registered[] {
  return Object.values(registry).filter((line) => line.types.some((type) => types.has(type)));
}

/** The types that names and globs (`aws_s3_*`) of `--types` mean; throws DriftlockError usage for one that means none. */
export function typesNamed(
  registry: Readonly<Record<string, Registered>>,
  names: readonly string[],
): ReadonlySet<string> {
  const known = Object.values(registry).flatMap(({ types }) => types);
  const chosen = new Set<string>();
  for (const name of names.flatMap((text) => text.split(',')).map((text) => text.trim())) {
    const pattern = globPattern(name);
    const found = known.filter((type) => pattern.test(type));
    if (found.length === 0)
      throw new DriftlockError('usage', `--types: no collector yields "${name}"`, {
        hint: suggestion(name, known),
      });
    for (const type of found) chosen.add(type);
  }
  return chosen;
}
