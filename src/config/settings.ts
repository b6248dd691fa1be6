/** Every setting of the command line: its flag, environment variable, default and meaning; flags win over the environment. */
import { DriftlockError } from '../errors.ts';
import { SEVERITIES, type Severity, VERDICTS, type Verdict } from '../finding/finding.ts';
import { nearest, suggestion } from './nearest.ts';

export const GROUPS = {
  judging: 'What is judged, and by what:',
  report: 'Report:',
  exit: 'Exit code:',
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
  readonly read: (text: string, origin: string) => T;
}

function oneOf<T extends string>(known: readonly T[]): (text: string, origin: string) => T {
  return (text, origin) => {
    const found = known.find((name) => name === text);
    if (found !== undefined) return found;
    throw new DriftlockError('usage', `${origin}: unknown value "${text}"`, {
      hint: suggestion(text, known),
    });
  };
}

/** What is listed whatever is asked for. */
const SHOWN: readonly Verdict[] = ['fail', 'unknown', 'error', 'waived'];

function verdicts(text: string, origin: string): ReadonlySet<Verdict> {
  const known = ['all', ...VERDICTS] as const;
  const named = text.split(',').map((name) => oneOf(known)(name.trim(), origin));
  return new Set(named.flatMap((name) => (name === 'all' ? VERDICTS : [...SHOWN, name])));
}

function seconds(text: string, origin: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 86_400) return value;
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
    hint: 'for instance 2026-01-31T12:00:00Z',
  });
}

function yesOrNo(text: string, origin: string): boolean {
  const answer = oneOf(['true', 'false', '1', '0'] as const)(text.toLowerCase(), origin);
  return answer === 'true' || answer === '1';
}

export const SETTINGS = {
  failOn: {
    group: GROUPS.exit,
    flags: '--fail-on <severity>',
    variable: 'DRIFTLOCK_FAIL_ON',
    description: `least severity that makes exit code 1: ${SEVERITIES.join(', ')}`,
    default: 'low',
    read: oneOf<Severity>(SEVERITIES),
  },
  show: {
    group: GROUPS.report,
    flags: '--show <verdicts>',
    variable: 'DRIFTLOCK_SHOW',
    description: `verdicts to list: all, or those to add to the default, by comma: ${VERDICTS.join(', ')}`,
    default: SHOWN.join(','),
    read: verdicts,
  },
  only: {
    group: GROUPS.judging,
    flags: '--only <which>',
    variable: 'DRIFTLOCK_ONLY',
    description: 'changed: only what the plan changes; all: all that is in it',
    default: 'all',
    read: oneOf(['changed', 'all'] as const),
  },
  unknown: {
    group: GROUPS.exit,
    flags: '--unknown <meaning>',
    variable: 'DRIFTLOCK_UNKNOWN',
    description: 'fail: the verdict unknown counts as a failure of its severity; report: it does not',
    default: 'report',
    read: oneOf(['report', 'fail'] as const),
  },
  allowIncomplete: {
    group: GROUPS.exit,
    flags: '--allow-incomplete',
    variable: 'DRIFTLOCK_ALLOW_INCOMPLETE',
    description: 'exit 0 instead of 3 where evidence is incomplete',
    default: 'false',
    read: yesOrNo,
  },
  assumptions: {
    group: GROUPS.judging,
    flags: '--no-assumptions',
    variable: 'DRIFTLOCK_ASSUMPTIONS',
    description: 'what leans on more than known values is unknown; the variable: true or false',
    default: 'true',
    read: yesOrNo,
  },
  policyTimeout: {
    group: GROUPS.judging,
    flags: '--policy-timeout <seconds>',
    variable: 'DRIFTLOCK_POLICY_TIMEOUT',
    description: "end a team's own policies that take longer",
    default: '10',
    read: seconds,
  },
  now: {
    group: GROUPS.judging,
    flags: '--now <time>',
    variable: 'DRIFTLOCK_NOW',
    description: 'the clock that policies see: epoch seconds or RFC 3339',
    default: 'now',
    read: clock,
  },
} satisfies Record<string, Setting<unknown>>;

type SettingName = keyof typeof SETTINGS;
export type SettingValues = { readonly [K in SettingName]: ReturnType<(typeof SETTINGS)[K]['read']> };

type Environment = Readonly<Record<string, string | undefined>>;

function origin({ flags }: Setting<unknown>): string {
  return flags.split(' ')[0] ?? flags;
}

function settingValue<T>(setting: Setting<T>, flag: unknown, environment: Environment): T {
  if (flag !== undefined) return setting.read(String(flag), origin(setting));
  const set = setting.variable === undefined ? undefined : environment[setting.variable];
  if (set !== undefined && set !== '') return setting.read(set, setting.variable ?? '');
  return setting.read(setting.default, origin(setting));
}

/** All settings: flag, else environment variable, else default. `flags` is what the command line gave, by name. */
export function settingValues(
  flags: Readonly<Record<string, unknown>>,
  environment: Environment = process.env,
): SettingValues {
  const entries = Object.entries(SETTINGS).map(([name, setting]) => [
    name,
    settingValue<unknown>(setting, flags[name], environment),
  ]);
  return Object.fromEntries(entries) as SettingValues;
}

/** One line for each DRIFTLOCK_ variable that is set, is no setting and looks like one. */
export function unknownVariables(environment: Environment = process.env): string[] {
  const known = Object.values(SETTINGS).map((setting) => setting.variable);
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
