/** Runs the steps of action.yml as a runner does, as far as they use what a runner has: expressions, files, outputs. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './run-cli.ts';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const ACTION = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8')) as Action;

export interface StepResult {
  readonly name: string;
  readonly code: number;
  /** Standard output and error as they came. */
  readonly log: string;
}

export interface ActionRun {
  readonly steps: readonly StepResult[];
  /** Of the action. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What other actions were given, by name without the commit. */
  readonly used: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly failed: boolean;
}

type Values = Readonly<Record<string, string>>;

/** `inputs.x`, `steps.scan.outputs.x`, `github.token`; anything else is a mistake of the action. */
function known(name: string, values: Values): string {
  const value = values[name];
  if (value !== undefined) return value;
  if (name.startsWith('steps.scan.outputs.')) return '';
  throw new Error(`action.yml: nothing is known of ${name}`);
}

function filled(text: string, values: Values): string {
  return text.replace(/\$\{\{\s*([^}]+?)\s*\}\}/g, (_, name: string) => known(name, values));
}

/** Comparisons joined by `&&`; without `!cancelled()` a step does not run after one that failed. */
function isDue({ if: condition = '' }: Step, values: Values, failed: boolean): boolean {
  const parts = condition
    .replace(/^\$\{\{|\}\}$/g, '')
    .split('&&')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (failed && !parts.includes('!cancelled()')) return false;
  return parts
    .filter((one) => one !== '!cancelled()')
    .every((one) => {
      const [, name = '', sign, text] = /^(\S+) (==|!=) '([^']*)'$/.exec(one) ?? [];
      if (sign === undefined) throw new Error(`action.yml: "${one}" is no comparison`);
      return (known(name, values) === text) === (sign === '==');
    });
}

/** The format of GITHUB_OUTPUT, as the runner reads it: `name=value` and `name<<end`. */
function outputsOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) {
      const [, key, value = ''] = /^([^=]+)=(.*)$/s.exec(lines[at] ?? '') ?? [];
      if (key !== undefined) found[key] = value;
      continue;
    }
    const last = lines.indexOf(end ?? '', at + 1);
    if (last < 0) throw new Error(`no end of ${name}`);
    found[name] = lines.slice(at + 1, last).join('\n');
    at = last;
  }
  return found;
}

async function shell(
  script: string,
  cwd: string,
  env: Record<string, string>,
): Promise<Omit<StepResult, 'name'>> {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env,
    timeout: 50_000,
  });
  let log = '';
  const add = (part: string) => {
    log += part;
  };
  child.stdout.setEncoding('utf8').on('data', add);
  child.stderr.setEncoding('utf8').on('data', add);
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, log }));
  });
}

export interface ActionOptions {
  readonly workspace: string;
  readonly inputs: Values;
  readonly environment?: Values;
}

/** All steps of the action in a workspace; `runner/` there is the runner's own. */
export async function runAction({ workspace, inputs, environment = {} }: ActionOptions): Promise<ActionRun> {
  const runner = path.join(workspace, 'runner');
  mkdirSync(path.join(runner, 'temp'), { recursive: true });
  const files = {
    GITHUB_OUTPUT: path.join(runner, 'output'),
    GITHUB_STEP_SUMMARY: path.join(runner, 'summary'),
  };
  const defaults = Object.entries(ACTION.inputs).map(([name, { default: usual = '' }]) => [
    `inputs.${name}`,
    usual,
  ]);
  const token = { 'github.token': 'token-of-the-job' };
  let values: Record<string, string> = { ...token };
  for (const [name = '', usual = ''] of defaults) values[name] = filled(usual, token);
  for (const [name, value] of Object.entries(inputs)) {
    if (!(`inputs.${name}` in values)) throw new Error(`action.yml has no input ${name}`);
    values[`inputs.${name}`] = value;
  }
  const { PATH = '', HOME = '' } = process.env;
  const base = {
    PATH,
    HOME,
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: path.join(runner, 'temp'),
  };
  const results: StepResult[] = [];
  const used: Record<string, Values> = {};
  let failed = false;
  for (const step of ACTION.runs.steps) {
    if (!isDue(step, values, failed)) continue;
    const each = (all: Values = {}) =>
      Object.fromEntries(Object.entries(all).map(([k, v]) => [k, filled(v, values)]));
    if (step.uses !== undefined) {
      used[step.uses.split('@')[0] ?? ''] = each(step.with);
      continue;
    }
    writeFileSync(files.GITHUB_OUTPUT, '');
    const cwd = path.resolve(workspace, filled(step['working-directory'] ?? '.', values));
    const result = await shell(step.run ?? '', cwd, { ...base, ...environment, ...files, ...each(step.env) });
    results.push({ name: step.name, ...result });
    failed ||= result.code !== 0;
    const outputs = outputsOf(readFileSync(files.GITHUB_OUTPUT, 'utf8'));
    const told = Object.entries(outputs).map(([name, value]) => [`steps.${step.id}.outputs.${name}`, value]);
    values = { ...values, ...Object.fromEntries(told) };
  }
  const outputs = Object.entries(ACTION.outputs).map(([name, { value }]) => [name, filled(value, values)]);
  return {
    steps: results,
    outputs: Object.fromEntries(outputs),
    summary: existsSync(files.GITHUB_STEP_SUMMARY) ? readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') : '',
    used,
    failed,
  };
}
