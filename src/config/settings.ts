/** Every setting: its flag, environment variable, default and meaning; flags win over the environment, that over the file. */
import { DriftlockError } from '../errors.ts';
import { SEVERITIES, type Severity, VERDICTS, type Verdict } from '../finding/finding.ts';
import type { Layer } from './file/config.ts';
import type { Shape } from './file/shape.ts';
import { nearest } from './nearest.ts';
import { oneOf } from './one-of.ts';
import { layerSource, type Sourced } from './source.ts';

/** What names the configuration file and the profile in it. */
export const CONFIG_VARIABLE = 'DRIFTLOCK_CONFIG';
export const PROFILE_VARIABLE = 'DRIFTLOCK_PROFILE';
const FILE_VARIABLES: readonly string[] = [CONFIG_VARIABLE, PROFILE_VARIABLE];

export const GROUPS = {
  judging: 'What is judged, and by what:',
  report: 'Report:',
  exit: 'Exit code:',
  config: 'Configuration file:',
} as const;
type SettingGroup = (typeof GROUPS)[keyof typeof GROUPS];

/**
 * A setting is one entry of SETTINGS. `read` turns text into the value; `origin` is how the user gave it
 * (`--fail-on` or `DRIFTLOCK_FAIL_ON`), for the error.
 */
export interface Setting<T> {
  /** Heading that it stands under in the help. */
  readonly group: SettingGroup;
  readonly flags: string;
  readonly variable?: string;
  readonly description: string;
  readonly default: string;
  /** What it may be in the configuration file, under its name here. */
  readonly file: Shape;
  readonly read: (text: string, origin: string) => T;
}

/** What is listed whatever is asked for. */
const SHOWN: readonly Verdict[] = ['fail', 'unknown', 'error', 'waived'];

function verdicts(text: string, origin: string): ReadonlySet<Verdict> {
  const known = ['all', ...VERDICTS] as const;
  const named = text.split(',').map((name) => oneOf(known)(name.trim(), origin));
  return new Set(named.flatMap((name) => (name === 'all' ? VERDICTS : [...SHOWN, name])));
}

/** Seconds: a day. */
const LONGEST = 86_400;

function seconds(text: string, origin: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= LONGEST) return value;
  throw new DriftlockError('usage', `${origin}: "${text}" is not a number of seconds above 0`, {
    hint: 'for instance 30; at most 86400, a day',
  });
}

/** Epoch seconds, or a time as RFC 3339 has it; `now` is the clock of the machine. */
function clock(text: string, origin: string): number {
  if (text === 'now') return Math.floor(Date.now() / 1000);
  const value = /^\d{1,11}$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  if (Number.isFinite(value) && /^\d{1,11}$|^\d{4}-\d\d-\d\dT/.test(text)) return Math.floor(value);
  throw new DriftlockError('usage', `${origin}: "${text}" is neither epoch seconds nor a time`, {
    hint: 'now, or for instance 2026-01-31T12:00:00Z',
  });
}

function yesOrNo(text: string, origin: string): boolean {
  const answer = oneOf(['true', 'false', '1', '0'] as const)(text.toLowerCase(), origin);
  return answer === 'true' || answer === '1';
}

const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)';

const CLOCK: Shape = {
  kind: 'either',
  of: [
    { kind: 'integer', least: 0, most: 99_999_999_999 },
    { kind: 'text', pattern: `^(now|${DAY}T${TIME})$`, expects: 'a time such as 2026-01-31T12:00:00Z' },
  ],
};

export const SETTINGS = {
  failOn: {
    group: GROUPS.exit,
    flags: '--fail-on <severity>',
    variable: 'DRIFTLOCK_FAIL_ON',
    description: `least severity that makes exit code 1: ${SEVERITIES.join(', ')}`,
    default: 'low',
    file: { kind: 'choice', of: SEVERITIES },
    read: oneOf<Severity>(SEVERITIES),
  },
  show: {
    group: GROUPS.report,
    flags: '--show <verdicts>',
    variable: 'DRIFTLOCK_SHOW',
    description: `verdicts to list: all, or those to add to the default, by comma: ${VERDICTS.join(', ')}`,
    default: SHOWN.join(','),
    file: {
      kind: 'either',
      description: 'verdicts to list: all, or those to add to the default, one or a list',
      of: [
        { kind: 'choice', of: ['all', ...VERDICTS] },
        { kind: 'list', of: { kind: 'choice', of: ['all', ...VERDICTS] } },
      ],
    },
    read: verdicts,
  },
  only: {
    group: GROUPS.judging,
    flags: '--only <which>',
    variable: 'DRIFTLOCK_ONLY',
    description: 'changed: only what the plan changes; all: all that is in it',
    default: 'all',
    file: { kind: 'choice', of: ['changed', 'all'] },
    read: oneOf(['changed', 'all'] as const),
  },
  unknown: {
    group: GROUPS.exit,
    flags: '--unknown <meaning>',
    variable: 'DRIFTLOCK_UNKNOWN',
    description: 'fail: the verdict unknown counts as a failure of its severity; report: it does not',
    default: 'report',
    file: { kind: 'choice', of: ['report', 'fail'] },
    read: oneOf(['report', 'fail'] as const),
  },
  introduced: {
    group: GROUPS.exit,
    flags: '--introduced',
    variable: 'DRIFTLOCK_INTRODUCED',
    description:
      'judge what is there before the plan as well; only what the plan introduces makes exit code 1',
    default: 'false',
    file: {
      kind: 'switch',
      description: 'true: of plans, only what they introduce makes exit code 1',
    },
    read: yesOrNo,
  },
  allowIncomplete: {
    group: GROUPS.exit,
    flags: '--allow-incomplete',
    variable: 'DRIFTLOCK_ALLOW_INCOMPLETE',
    description: 'exit 0 instead of 3 where evidence is incomplete',
    default: 'false',
    file: { kind: 'switch' },
    read: yesOrNo,
  },
  assumptions: {
    group: GROUPS.judging,
    flags: '--no-assumptions',
    variable: 'DRIFTLOCK_ASSUMPTIONS',
    description: 'what leans on more than known values is unknown; the variable: true or false',
    default: 'true',
    file: {
      kind: 'switch',
      description: 'false: what leans on more than known values is unknown',
    },
    read: yesOrNo,
  },
  policyTimeout: {
    group: GROUPS.judging,
    flags: '--policy-timeout <seconds>',
    variable: 'DRIFTLOCK_POLICY_TIMEOUT',
    description: "end a team's own policies that take longer",
    default: '10',
    file: { kind: 'number', above: 0, most: LONGEST },
    read: seconds,
  },
  now: {
    group: GROUPS.judging,
    flags: '--now <time>',
    variable: 'DRIFTLOCK_NOW',
    description: 'the clock that policies see: epoch seconds or RFC 3339',
    default: 'now',
    file: CLOCK,
    read: clock,
  },
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;
type SettingValue<K extends SettingName> = ReturnType<(typeof SETTINGS)[K]['read']>;
export type SettingValues = { readonly [K in SettingName]: SettingValue<K> };

export type SettledSettings = { readonly [K in SettingName]: Sourced<SettingValue<K>> };

type Environment = Readonly<Record<string, string | undefined>>;

function origin({ flags }: Setting<unknown>): string {
  return flags.split(' ')[0] ?? flags;
}

/** As the command line would have it; an empty list adds nothing to the default. */
function textOf(value: unknown, { default: usual }: Setting<unknown>): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? usual : value.join(',');
}

function settled<T>(
  name: SettingName,
  setting: Setting<T>,
  flag: unknown,
  environment: Environment,
  layers: readonly Layer[],
): Sourced<T> {
  const own = origin(setting);
  if (flag !== undefined)
    return { value: setting.read(String(flag), own), source: { kind: 'flag', name: own } };
  const { variable } = setting;
  const set = variable === undefined ? undefined : environment[variable];
  if (variable !== undefined && set !== undefined && set !== '')
    return { value: setting.read(set, variable), source: { kind: 'environment', name: variable } };
  const layer = layers.findLast(({ settings }) => settings[name] !== undefined);
  const placed = layer?.settings[name];
  if (layer === undefined || placed === undefined)
    return { value: setting.read(setting.default, own), source: { kind: 'default' } };
  return {
    value: setting.read(textOf(placed.value, setting), `${placed.where}: ${name}`),
    source: layerSource(layer, placed.where),
  };
}

/**
 * All settings with who gave them: flag, else environment variable, else profile, else configuration file, else default.
 * `flags` is what the command line gave, by name; of `layers` the last wins.
 */
export function settledSettings(
  flags: Readonly<Record<string, unknown>>,
  layers: readonly Layer[] = [],
  environment: Environment = process.env,
): SettledSettings {
  const entries = Object.entries(SETTINGS).map(([name, setting]) => [
    name,
    settled<unknown>(name as SettingName, setting, flags[name], environment, layers),
  ]);
  return Object.fromEntries(entries) as SettledSettings;
}

/** Their values alone. */
export function settingValues(
  flags: Readonly<Record<string, unknown>>,
  environment: Environment = process.env,
  layers: readonly Layer[] = [],
): SettingValues {
  return valuesOf(settledSettings(flags, layers, environment));
}

export function valuesOf(settings: SettledSettings): SettingValues {
  const entries = Object.entries(settings).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(entries) as SettingValues;
}

/** One line for each DRIFTLOCK_ variable that is set, is no setting and looks like one. */
export function unknownVariables(environment: Environment = process.env): string[] {
  const known = [...Object.values(SETTINGS).map((setting) => setting.variable), ...FILE_VARIABLES];
  return Object.keys(environment)
    .filter((name) => name.startsWith('DRIFTLOCK_') && !known.includes(name))
    .flatMap((name) => {
      const alike = nearest(
        name.slice('DRIFTLOCK_'.length),
        known.map((one) => one.slice('DRIFTLOCK_'.length)),
      );
      return alike === undefined ? [] : [`${name} is not a setting; did you mean DRIFTLOCK_${alike}?`];
    });
}
