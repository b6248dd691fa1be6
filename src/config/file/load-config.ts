/** The configuration of a run: which file, which profile, in layers. */
import { DriftlockError } from '../../errors.ts';
import { BUNDLED_PROFILES, isBundledProfile, USUAL_PROFILE } from '../bundled-profiles.ts';
import { type Environment, environment } from '../environment.ts';
import { CONFIG_VARIABLE, PROFILE_VARIABLE } from '../settings.ts';
import type { Source, Sourced } from '../source.ts';
import type { Config, Placed } from './config.ts';
import { CONFIG_NAME, findConfig, readConfigText } from './find-config.ts';

/** What the command line says of it: `--config <file>`, `--no-config` (false), `--profile <name>`. */
export interface ConfigFlags {
  readonly config?: string | boolean;
  readonly profile?: string;
}

const NOBODY: Source = { kind: 'default' };
const USUAL: Sourced<string> = { value: USUAL_PROFILE, source: NOBODY };

/** The flag, else the variable; undefined where neither says anything. */
function asked(
  flag: string | boolean | undefined,
  name: string,
  variable: string,
  variables: Environment,
): Sourced<string> | undefined {
  if (typeof flag === 'string') {
    if (flag !== '') return { value: flag, source: { kind: 'flag', name } };
    throw new DriftlockError('usage', `${name} is empty`, {
      hint: 'a variable on the command line may be unset',
    });
  }
  const set = variables[variable];
  if (set === undefined || set === '') return undefined;
  return { value: set, source: { kind: 'environment', name: variable } };
}

/** The package's own profile alone: the one that is asked for, or the usual one. Throws DriftlockError config for any other. */
function ownProfile(
  asked: Sourced<string> | undefined,
  hint: string,
): Pick<Config, 'profile' | 'bundledProfiles'> {
  if (asked === undefined) return { profile: USUAL, bundledProfiles: [USUAL_PROFILE] };
  const { value, source } = asked;
  if (isBundledProfile(value)) return { profile: asked, bundledProfiles: [value] };
  const name = 'name' in source ? source.name : '';
  throw new DriftlockError('config', `${name} ${value}: there is no configuration file`, { hint });
}

const BROUGHT = `driftlock itself brings ${BUNDLED_PROFILES.join(', ')}`;

/** A profile of the environment may be one of the file that is left alone. */
function without(profile: Sourced<string> | undefined): Config {
  const isOfFile = profile?.source.kind === 'environment' && !isBundledProfile(profile.value);
  return {
    file: { value: undefined, source: { kind: 'flag', name: '--no-config' } },
    ...ownProfile(isOfFile ? undefined : profile, BROUGHT),
    layers: [],
    notices: [],
  };
}

/**
 * Reads the file that `--config` or DRIFTLOCK_CONFIG names, else the `driftlock.yaml` that is found. Throws DriftlockError
 * config with the place of the first mistake in it, and for a profile that is not there.
 */
export async function loadConfig(flags: ConfigFlags, variables = environment()): Promise<Config> {
  const profile = asked(flags.profile, '--profile', PROFILE_VARIABLE, variables);
  if (flags.config === false) return without(profile);
  const named = asked(flags.config, '--config', CONFIG_VARIABLE, variables);
  const { file, notices } = named === undefined ? findConfig() : { file: named.value, notices: [] };
  if (file === undefined) {
    const hint = `others stand in ${CONFIG_NAME}, which is looked for up to the root of the repository, --config names another file; ${BROUGHT}`;
    return { file: { value: undefined, source: NOBODY }, ...ownProfile(profile, hint), layers: [], notices };
  }
  return {
    file: { value: file, source: named?.source ?? NOBODY },
    ...(await layersOf(file, profile)),
    notices,
  };
}

async function layersOf(
  file: string,
  asked: Sourced<string> | undefined,
): Promise<Pick<Config, 'profile' | 'layers' | 'bundledProfiles'>> {
  const text = readConfigText(file);
  const [{ readConfig }, { checkProfiles, profileLayers }] = await Promise.all([
    import('./read-config.ts'),
    import('./profile-layers.ts'),
  ]);
  const { base, profile: own, profiles } = readConfig(text, file);
  checkProfiles(profiles);
  const chosen = asked ?? ofFile(own);
  if (chosen === undefined) return { profile: USUAL, layers: [base], bundledProfiles: [USUAL_PROFILE] };
  const { value, source } = chosen;
  const where = 'where' in source ? source.where : 'name' in source ? source.name : file;
  const { layers, bundledProfiles } = profileLayers(profiles, { value, where });
  return { profile: chosen, layers: [base, ...layers], bundledProfiles };
}

function ofFile(own: Placed<string> | undefined): Sourced<string> | undefined {
  return own === undefined ? undefined : { value: own.value, source: { kind: 'file', where: own.where } };
}
