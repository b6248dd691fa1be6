/** The options that give variables of a configuration their values, in the order in which they stand on the command line. */
import { statSync } from 'node:fs';
import { Option } from 'commander';
import { environment } from '../config/environment.ts';
import { DriftlockError } from '../errors.ts';
import type { GivenVariable } from '../input/hcl/variable-sources.ts';
import type { OpenOptions } from '../input/input.ts';
import { isSnapshot } from './snapshot-input.ts';

/** What commander gives for them. */
export interface VariableFlags {
  readonly var?: readonly Placed[];
  readonly varFile?: readonly Placed[];
}

interface Placed {
  /** Which of them counts where two give the same variable. */
  readonly place: number;
  readonly text: string;
}

let places = 0;

/** Reads such an option; repeatable. */
export function placed(text: string, before: readonly Placed[] = []): readonly Placed[] {
  return [...before, { place: places++, text }];
}

/** Of every verb that opens inputs. */
export function variableOptions(): readonly Option[] {
  return [
    new Option(
      '--var <name=value>',
      'of a folder of configuration: the value of a variable, as Terraform takes it; repeatable',
    ).argParser(placed),
    new Option(
      '--var-file <file>',
      'of a folder of configuration: a file of values (.tfvars, .tfvars.json); repeatable',
    ).argParser(placed),
  ];
}

/** Throws DriftlockError (usage) for what is no `name=value`, and where no input takes variables. */
export function sourceOptions(
  { var: values = [], varFile: files = [] }: VariableFlags,
  inputs: readonly string[],
): NonNullable<OpenOptions['configuration']> {
  if (values.length + files.length > 0 && !inputs.some(isConfiguration))
    throw new DriftlockError(
      'usage',
      '--var and --var-file are about folders of configuration: none is named',
      {
        hint: 'a plan and a state hold the values that they were made with',
      },
    );
  const all = [
    ...values.map(({ place, text }) => ({ place, variable: assigned(text) })),
    ...files.map(({ place, text: file }) => ({ place, variable: { kind: 'file', file } as const })),
  ];
  all.sort((a, b) => a.place - b.place);
  return { variables: all.map(({ variable }) => variable), environment: environment() };
}

/** The same options again, for a command that is to see the same. */
export function againVariables({ var: values = [], varFile: files = [] }: VariableFlags): readonly string[] {
  const all = [
    ...values.map(({ place, text }) => ({ place, words: ['--var', text] })),
    ...files.map(({ place, text }) => ({ place, words: ['--var-file', text] })),
  ];
  return all.sort((a, b) => a.place - b.place).flatMap(({ words }) => words);
}

function isConfiguration(name: string): boolean {
  return (
    name !== '-' && statSync(name, { throwIfNoEntry: false })?.isDirectory() === true && !isSnapshot(name)
  );
}

function assigned(text: string): GivenVariable {
  const at = text.indexOf('=');
  if (at > 0) return { kind: 'value', name: text.slice(0, at).trim(), text: text.slice(at + 1) };
  throw new DriftlockError('usage', '--var takes <name>=<value>', { hint: "--var 'region=eu-west-1'" });
}
