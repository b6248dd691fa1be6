/** What action.yml hands over, as variables `INPUT_…`: checked, and turned into arguments of `driftlock scan`. */
import type { Environment } from '../../config/environment.ts';
import { DriftlockError } from '../../errors.ts';

interface InputRule {
  readonly pattern: RegExp;
  readonly expects: string;
  /** Several, a line each. */
  readonly lines?: true;
}

const NAME: InputRule = { pattern: /^[A-Za-z0-9][\w.-]{0,99}$/, expects: 'a name' };
/** `-` alone is standard input, which a step does not have. */
const FILE: InputRule = { pattern: /^(?!-)\P{Cc}{1,4096}$/u, expects: 'a path that does not begin with -' };
const SWITCH: InputRule = { pattern: /^(true|false)$/, expects: 'true or false' };

/** By the name in action.yml. */
const RULES = {
  input: { ...FILE, lines: true },
  config: FILE,
  profile: NAME,
  policies: { ...FILE, lines: true },
  'fail-on': { pattern: /^(critical|high|medium|low|info)$/, expects: 'critical, high, medium, low or info' },
  unknown: { pattern: /^(report|fail)$/, expects: 'report or fail' },
  'allow-incomplete': SWITCH,
  category: {
    pattern: /^[\w.:-]+(\/[\w.:-]+)*$/,
    expects: 'letters, digits and . _ : - with single slashes between',
  },
  // Reports and where they go are the Action's own.
  arguments: {
    pattern: /^(?!-f|--form|--sarif|--print)\P{Cc}{1,4096}$/u,
    expects: 'an argument of driftlock scan that is not about formats',
    lines: true,
  },
  annotations: SWITCH,
  summary: SWITCH,
  // What these say stands in action.yml; anything but true would be taken for false there.
  'upload-sarif': SWITCH,
  comment: SWITCH,
  fail: SWITCH,
} satisfies Record<string, InputRule>;

type InputName = keyof typeof RULES;

function variable(name: InputName): string {
  return `INPUT_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The values of an input; none where it is empty. */
function valuesOf(name: InputName, environment: Environment): string[] {
  const rule: InputRule = RULES[name];
  const text = environment[variable(name)] ?? '';
  const values = (rule.lines === true ? text.split('\n') : [text])
    .map((one) => one.trim())
    .filter((one) => one !== '');
  for (const value of values) {
    if (!rule.pattern.test(value))
      throw new DriftlockError('usage', `input ${name} of the action: "${value}" is not ${rule.expects}`);
  }
  return values;
}

export interface ActionInputs {
  /** For `driftlock scan`, without formats. */
  readonly args: readonly string[];
  readonly category: string | undefined;
  readonly annotations: boolean;
  readonly summary: boolean;
}

/** Throws DriftlockError (usage) for an input that is not what it must be. */
export function actionInputs(environment: Environment): ActionInputs {
  const of = (name: InputName) => valuesOf(name, environment);
  const option = (name: InputName) => of(name).flatMap((value) => [`--${name}=${value}`]);
  const isOn = (name: InputName) => of(name)[0] === 'true';
  for (const name of Object.keys(RULES) as InputName[]) of(name);
  if (of('input').length === 0) throw new DriftlockError('usage', 'input input of the action names no file');
  return {
    args: [
      ...option('config'),
      ...option('profile'),
      ...option('policies'),
      ...option('fail-on'),
      ...option('unknown'),
      ...(isOn('allow-incomplete') ? ['--allow-incomplete'] : []),
      ...of('arguments'),
      '--',
      ...of('input'),
    ],
    category: of('category')[0],
    annotations: isOn('annotations'),
    summary: isOn('summary'),
  };
}
