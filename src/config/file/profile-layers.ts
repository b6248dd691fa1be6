/** The layers that a profile brings: what it extends, then itself. */
import { DriftlockError } from '../../errors.ts';
import { suggestion } from '../nearest.ts';
import type { Layer, Placed } from './config.ts';
import type { Profile } from './read-config.ts';

type Profiles = ReadonlyMap<string, Profile>;

function profileNamed(profiles: Profiles, { value, where }: Placed<string>): Profile {
  const found = profiles.get(value);
  if (found !== undefined) return found;
  const hint =
    profiles.size === 0 ? 'the configuration has no profiles' : suggestion(value, [...profiles.keys()]);
  throw new DriftlockError('config', `unknown profile "${value}"`, { where, hint });
}

/**
 * The lowest first, each once: what is extended stands below what extends it. `named` is how the profile was asked for.
 * Throws DriftlockError config for a name of no profile and for profiles that extend each other in a circle.
 */
export function profileLayers(profiles: Profiles, named: Placed<string>): readonly Layer[] {
  const layers: Layer[] = [];
  const done = new Set<string>();

  function add(asked: Placed<string>, above: readonly string[]): void {
    const profile = profileNamed(profiles, asked);
    if (above.includes(asked.value)) {
      const circle = [...above.slice(above.indexOf(asked.value)), asked.value].join(' → ');
      throw new DriftlockError('config', `profiles extend each other in a circle: ${circle}`, {
        where: asked.where,
      });
    }
    if (done.has(asked.value)) return;
    for (const one of profile.extends) add(one, [...above, asked.value]);
    done.add(asked.value);
    const { extends: _, ...layer } = profile;
    layers.push(layer);
  }

  add(named, []);
  return layers;
}

/** Every profile is held to name others that are there: a mistake in one that is not chosen today is one all the same. */
export function checkProfiles(profiles: Profiles): void {
  for (const value of profiles.keys()) profileLayers(profiles, { value, where: '' });
}
