/** What completes a command line, by the program itself; and no option or argument of which nobody said what it takes. */
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { candidates, knownArgument, knownKind } from '../../../../src/commands/completion/candidates.ts';
import { completionText } from '../../../../src/commands/completion/completion-text.ts';
import { createProgram } from '../../../../src/commands/program.ts';

const PROGRAM = createProgram(() => undefined);

function verbs(command: Command): Command[] {
  return [command, ...command.commands.flatMap(verbs)];
}

test('each option with a value and each argument of each verb says what completes it (value-kinds.ts)', () => {
  const shown = verbs(PROGRAM).filter((verb) => !verb.name().startsWith('__'));
  expect(shown.length).toBeGreaterThan(10);
  const silent = shown.flatMap((verb) => [
    ...verb.options
      .filter((option) => (option.required || option.optional) && knownKind(verb, option) === undefined)
      .map((option) => `${verb.name()} ${option.flags}`),
    ...verb.registeredArguments
      .filter((argument) => knownArgument(verb, argument) === undefined)
      .map((argument) => `${verb.name()} <${argument.name()}>`),
  ]);
  expect(silent).toEqual([]);
});

function words(...line: readonly string[]): readonly string[] {
  const found = candidates(PROGRAM, line);
  return 'words' in found ? found.words.map(({ value }) => value) : [found.values.kind];
}

test.each<[string[], string[], string[]]>([
  [[''], ['scan', 'policy', 'completion', 'help'], ['__complete']],
  [
    ['scan', '-'],
    ['--fail-on', '--policies', '--help'],
    ['--assumptions', '--state'],
  ],
  [['scan', '--terraform', '-'], ['--format'], ['--terraform']],
  [['scan', '--policy', 'a', '-'], ['--policy'], []],
  [['scan', '--', '-'], ['files'], ['--format']],
  [['scan', '--policy', 'list', ''], ['files'], []],
  [['scan', '--nothing='], [], ['files']],
  [['policy', 'show', 'a', ''], ['--params'], ['source']],
  [['explain', ''], ['source'], []],
  [['explain', 'a', ''], ['free'], []],
  [['explain', 'a', 'b', 'c', ''], ['files'], []],
  [['nothing', ''], [], ['scan']],
  [['help', 'policy', ''], ['list'], ['scan']],
])('%j offers %j and not %j', (line, some, none) => {
  const found = words(...line);
  expect(some.filter((word) => !found.includes(word))).toEqual([]);
  expect(none.filter((word) => found.includes(word))).toEqual([]);
});

test.each<[string, string, string]>([
  ['hi', 'driftlock scan --fail-on=hi', 'words\t\nhigh\t\n'],
  ['hi', 'driftlock scan --fail-on hi', 'words\t\nhigh\t\n'],
  ['high,cr', 'driftlock policy list --severity high,cr', 'words\t\nhigh,critical\t\n'],
  ['kms_c', 'driftlock policy list --alias prowler:kms_c', 'words\t\nkms_cmk_rotation_enabled\t\n'],
  ['', 'driftlock scan "a b" ', 'files\t\n'],
  ['', 'driftlock scan -f json=', 'files\tjson=\n'],
  ['wa', 'driftlock policy check --fail-on wa', 'words\t\nwarning\t\n'],
  ['', 'driftlock policy new ', 'words\t\n'],
  [
    'aws_sns_topic,aws_sqs_queue_p',
    'driftlock policy new a.b --resources aws_sns_topic,aws_sqs_queue_p',
    'words\t\naws_sns_topic,aws_sqs_queue_policy\t\n',
  ],
  // Judged as another type.
  ['aws_default_sub', 'driftlock policy input-schema aws_default_sub', 'words\t\n'],
  ['aws_sqs_queue_p', 'driftlock policy input-schema aws_sqs_queue_p', 'words\t\naws_sqs_queue_policy\t\n'],
  ['"al', 'driftlock scan --show "al', 'words\t\nall\t\n'],
])('in bash, whose word is %j of %j', async (word, line, expected) => {
  expect(await completionText(PROGRAM, 'bash', [word, line])).toBe(expected);
});
