/** The configuration of a run: which file, which profile, in layers. */
import { DriftlockError } from '../../errors.ts';
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

function without(flags: ConfigFlags): Config {
  if (flags.profile !== undefined)
    throw new DriftlockError('usage', '--profile and --no-config exclude each other', {
      hint: 'a profile is part of the configuration file',
    });
  return {
    file: { value: undefined, source: { kind: 'flag', name: '--no-config' } },
    profile: { value: undefined, source: NOBODY },
    layers: [],
    notices: [],
  };
}

/** A profile that nobody can look up. */
function refuseProfile(profile: Sourced<string> | undefined): void {
  if (profile === undefined) return;
  const { source } = profile;
  const name = 'name' in source ? source.name : '';
  throw new DriftlockError('config', `${name} ${profile.value}: there is no configuration file`, {
    hint: `profiles stand in ${CONFIG_NAME}, which is looked for up to the root of the repository; --config names another file`,
  });
}

/**
 * Reads the file that `--config` or DRIFTLOCK_CONFIG names, else the `driftlock.yaml` that is found. Throws DriftlockError
 * config with the place of the first mistake in it, and for a profile that is not there.
 */
export async function loadConfig(flags: ConfigFlags, variables = environment()): Promise<Config> {
  if (flags.config === false) return without(flags);
  const named = asked(flags.config, '--config', CONFIG_VARIABLE, variables);
  const profile = asked(flags.profile, '--profile', PROFILE_VARIABLE, variables);
  const { file, notices } = named === undefined ? findConfig() : { file: named.value, notices: [] };
  if (file === undefined) {
    refuseProfile(profile);
    const nothing = { value: undefined, source: NOBODY };
    return { file: nothing, profile: nothing, layers: [], notices };
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
): Promise<Pick<Config, 'profile' | 'layers'>> {
  const text = readConfigText(file);
  const [{ readConfig }, { checkProfiles, profileLayers }] = await Promise.all([
    import('./read-config.ts'),
    import('./profile-layers.ts'),
  ]);
  const { base, profile: own, profiles } = readConfig(text, file);
  checkProfiles(profiles);
  const chosen = asked ?? ofFile(own);
  if (chosen === undefined) return { profile: { value: undefined, source: NOBODY }, layers: [base] };
  const { value, source } = chosen;
  const where = 'where' in source ? source.where : 'name' in source ? source.name : file;
  return { profile: chosen, layers: [base, ...profileLayers(profiles, { value, where })] };
}

function ofFile(own: Placed<string> | undefined): Sourced<string> | undefined {
  return own === undefined ? undefined : { value: own.value, source: { kind: 'file', where: own.where } };
}
