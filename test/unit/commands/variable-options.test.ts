/** `--var` and `--var-file`: what they give, in the order in which they stand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  againVariables,
  sourceOptions,
  type VariableFlags,
  variableOptions,
} from '../../../src/commands/variable-options.ts';
import { DriftlockError } from '../../../src/errors.ts';

let folder: string;
let snapshot: string;
let plan: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'variable-options-'));
  snapshot = join(folder, 'snapshot');
  plan = join(folder, 'plan.json');
  mkdirSync(snapshot);
  writeFileSync(join(snapshot, 'manifest.json'), '{}');
  writeFileSync(plan, '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What commander makes of a command line. */
function flagsOf(...words: readonly string[]): VariableFlags {
  const command = new Command().exitOverride();
  for (const option of variableOptions()) command.addOption(option);
  return command.parse(words, { from: 'user' }).opts();
}

const WORDS = [
  '--var',
  'a=1',
  '--var-file',
  'x.tfvars',
  '--var=b=',
  '--var-file=y.tfvars.json',
  '--var',
  'a=2',
];

describe('variables', () => {
  it('come in the order of the command line, whichever option gives them', () => {
    expect(sourceOptions(flagsOf(...WORDS), [folder]).variables).toEqual([
      { kind: 'value', name: 'a', text: '1' },
      { kind: 'file', file: 'x.tfvars' },
      { kind: 'value', name: 'b', text: '' },
      { kind: 'file', file: 'y.tfvars.json' },
      { kind: 'value', name: 'a', text: '2' },
    ]);
  });

  it('are none where none are given, for any input', () => {
    expect(sourceOptions(flagsOf(), ['-', plan])).toEqual({ variables: [], environment: process.env });
  });

  it.each([
    ['of a name with blanks around it', ' a = 1 ', 'a', ' 1 '],
    ['with signs of its own', 'a=b=c', 'a', 'b=c'],
    ['of several lines', 'a=[\n1\n]', 'a', '[\n1\n]'],
  ])('%s', (_name, word, name, text) => {
    expect(sourceOptions(flagsOf('--var', word), [folder]).variables).toEqual([
      { kind: 'value', name, text },
    ]);
  });

  it('can be given on as they came', () => {
    const again = againVariables(flagsOf(...WORDS));
    expect(sourceOptions(flagsOf(...again), [folder])).toEqual(sourceOptions(flagsOf(...WORDS), [folder]));
    expect(againVariables(flagsOf())).toEqual([]);
  });
});

describe('a usage error is', () => {
  function errorOf(words: readonly string[], inputs: readonly string[]): unknown {
    try {
      return sourceOptions(flagsOf(...words), inputs);
    } catch (cause) {
      return cause instanceof DriftlockError ? [cause.code, cause.message] : cause;
    }
  }

  it.each([['a'], ['=1'], ['']])('a word that assigns nothing: %j', (word) => {
    expect(errorOf(['--var', word], [folder])).toEqual(['usage', '--var takes <name>=<value>']);
  });

  it('an option without an input that takes it', () => {
    const expected = ['usage', '--var and --var-file are about folders of configuration: none is named'];
    for (const inputs of [[plan], ['-'], [snapshot], [join(folder, 'nowhere')], []])
      expect([inputs, errorOf(['--var-file', 'x'], inputs)]).toEqual([inputs, expected]);
    expect(errorOf(['--var', 'a=1'], [plan, folder])).toMatchObject({ variables: [{ name: 'a' }] });
  });
});
