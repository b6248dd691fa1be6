/** The layers that a profile brings: what it extends, then itself. */
import { DriftlockError } from '../../errors.ts';
import {
  BUNDLED_PROFILES,
  type BundledProfile,
  isBundledProfile,
  USUAL_PROFILE,
} from '../bundled-profiles.ts';
import { suggestion } from '../nearest.ts';
import type { Layer, Placed } from './config.ts';
import type { Profile } from './read-config.ts';

type Profiles = ReadonlyMap<string, Profile>;

function profileNamed(profiles: Profiles, { value, where }: Placed<string>): Profile {
  const found = profiles.get(value);
  if (found !== undefined) return found;
  const hint = suggestion(value, [...profiles.keys(), ...BUNDLED_PROFILES]);
  throw new DriftlockError('config', `unknown profile "${value}"`, { where, hint });
}

/** What a profile brings: layers, and those of the package's own profiles that it is made of. */
export interface ProfileParts {
  readonly layers: readonly Layer[];
  readonly bundledProfiles: readonly BundledProfile[];
}

/**
 * Layers come with the lowest first, each once: what is extended stands below what extends it. `named` is how the profile was asked for.
 * Throws DriftlockError config for a name of no profile and for profiles that extend each other in a circle.
 */
export function profileLayers(profiles: Profiles, named: Placed<string>): ProfileParts {
  const layers: Layer[] = [];
  const bundled = new Set<BundledProfile>();
  const done = new Set<string>();

  function add(asked: Placed<string>, above: readonly string[]): void {
    if (isBundledProfile(asked.value)) {
      bundled.add(asked.value);
      return;
    }
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
    const { extends: _e, where: _w, ...layer } = profile;
    layers.push(layer);
  }

  add(named, []);
  return { layers, bundledProfiles: bundled.size === 0 ? [USUAL_PROFILE] : [...bundled] };
}

/** Every profile is held to name others that are there: a mistake in one that is not chosen today is one all the same. */
export function checkProfiles(profiles: Profiles): void {
  for (const [value, { where }] of profiles) {
    if (isBundledProfile(value))
      throw new DriftlockError('config', `the profile ${value} is one that driftlock brings`, {
        where,
        hint: `give yours another name; \`extends: ${value}\` makes it begin with that one`,
      });
    profileLayers(profiles, { value, where });
  }
}
