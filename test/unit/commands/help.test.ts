/** The examples in the help of every verb are command lines that the program takes, and its options say what they are. */
import { type Command, CommanderError, type Option } from 'commander';
import { expect, test } from 'vitest';
import { candidates, knownArgument, knownKind } from '../../../src/commands/completion/candidates.ts';
import { knownNames } from '../../../src/commands/completion/known-names.ts';
import { shellWords } from '../../../src/commands/completion/shell-words.ts';
import type { ValueKind } from '../../../src/commands/completion/value-kinds.ts';
import { isFingerprint } from '../../../src/commands/find-fingerprint.ts';
import { createProgram } from '../../../src/commands/program.ts';
import { placed } from '../../../src/commands/variable-options.ts';
import { collected } from '../../../src/commands/verb.ts';

function verbsBelow(verb: Command): Command[] {
  return [verb, ...verb.commands.filter((one) => !one.name().startsWith('__')).flatMap(verbsBelow)];
}

function nameOf(verb: Command): string {
  return verb.parent === null ? verb.name() : `${nameOf(verb.parent)} ${verb.name()}`;
}

const VERBS = verbsBelow(createProgram(() => undefined)).map((verb) => [nameOf(verb), verb] as const);

function helpOf(verb: Command): string {
  let text = '';
  verb.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  verb.outputHelp();
  return text;
}

/** Command lines, without what is said of them. */
function examplesOf(verb: Command): string[] {
  const lines = /\nExamples:\n((?: {2}.*\n)+)/.exec(helpOf(verb))?.[1] ?? '';
  return lines
    .split('\n')
    .map((line) => line.trim().split(/ {3,}/)[0] ?? '')
    .filter((line) => line !== '' && !line.startsWith('# '));
}

/** The words behind `driftlock` in a line of a shell; none where it calls only others. */
function wordsOf(line: string): string[] | undefined {
  const call = /(?:^|[ (])driftlock ((?:'[^']*'|[^'|<>()])*)/.exec(line)?.[1];
  return call === undefined ? undefined : shellWords(call.trim());
}

/** What commander makes of a line: the verb that would run, its arguments and options. Throws what it refuses. */
async function understood(words: readonly string[]) {
  let ran: Command | undefined;
  const program = createProgram(() => undefined);
  for (const verb of verbsBelow(program)) {
    verb.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    if (verb.commands.length === 0)
      verb.action(() => {
        ran = verb;
      });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.helpDisplayed') return undefined;
    throw error;
  }
  return ran;
}

/** Values that stand in an example and that nothing has. */
async function strangeValues(kind: ValueKind | undefined, given: unknown): Promise<string[]> {
  if (kind === undefined || typeof given === 'boolean') return [];
  const values = [given].flat().map(String);
  if (kind.kind === 'outputs')
    return values.filter((value) => !kind.names.includes(value.replace(/=.*$/, '')));
  if (kind.kind === 'names')
    return values.flatMap((value) => value.split(',')).filter((value) => !kind.names.includes(value));
  if (kind.kind !== 'source') return [];
  const names = [kind.source, ...(kind.source === 'policies' ? (['aliases'] as const) : [])];
  const known = (await Promise.all(names.map((source) => knownNames(source, [])))).flat();
  return values
    .flatMap((value) => value.split(','))
    .filter((value) => !(kind.source === 'policies' && isFingerprint(value)))
    .filter((value) => {
      const pattern = new RegExp(`^${value.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      return !known.some((one) => pattern.test(one.value));
    });
}

test('all verbs are looked at', () => {
  const names = VERBS.map(([name]) => name);
  expect(names.length).toBeGreaterThan(17);
  for (const name of ['driftlock', 'driftlock collect aws', 'driftlock policy test'])
    expect(names).toContain(name);
});

test.each(VERBS)('%s has two examples of its own, and all call verbs as they are', async (name, verb) => {
  const lines = examplesOf(verb);
  const calls = lines.map(wordsOf).filter((words) => words !== undefined);
  const own = calls.filter((words) => `driftlock ${words.join(' ')} `.startsWith(`${name} `));
  expect({ lines, own: own.length >= 2 }).toEqual({ lines, own: true });
  for (const words of calls) {
    const ran = await understood(words);
    if (ran === undefined) continue;
    const given = ran.opts();
    for (const option of ran.options)
      expect(await strangeValues(knownKind(ran, option), given[option.attributeName()] ?? false)).toEqual([]);
    for (const [at, argument] of ran.registeredArguments.entries())
      expect(await strangeValues(knownArgument(ran, argument), ran.processedArgs[at] ?? false)).toEqual([]);
  }
});

test('an example that calls what is not there would be seen', async () => {
  for (const line of ['scna a', 'scan a --formt json', 'policy build a', 'policy show', 'policy lst'])
    await expect(understood(line.split(' '))).rejects.toThrow(CommanderError);
  expect(wordsOf(`A=b driftlock explain x 'm["a b"]' p > f.json`)).toEqual(['explain', 'x', 'm["a b"]', 'p']);
  expect(wordsOf('opa check --schema a')).toBeUndefined();
  expect(await strangeValues({ kind: 'source', source: 'policies' }, 'aws.s3.nothing')).toEqual([
    'aws.s3.nothing',
  ]);
  expect(await strangeValues({ kind: 'source', source: 'policies' }, 'CKV_AWS_3')).toEqual([]);
});

/** What an option's description lacks of what the program does with the option. */
function lacks(verb: Command, option: Option): string[] {
  const { description, parseArg } = option;
  const kind = knownKind(verb, option);
  const isRepeatable = parseArg === collected || parseArg === placed;
  const names = kind?.kind === 'names' || kind?.kind === 'outputs' ? kind.names : [];
  return [
    ...(/^[a-zA-Z`].*[^.\s]$/s.test(description) ? [] : ['words without a full stop']),
    ...(/^\w+s (?:a|an|the|on|only|what|again)\b/.test(description) ? ['no "does"'] : []),
    ...names.filter((name) => !description.includes(name)),
    ...(isRepeatable && !/repeatable|all words/.test(description) ? ['repeatable'] : []),
    ...(!isRepeatable && /repeatable/.test(description) ? ['not repeatable'] : []),
    ...(kind !== undefined && 'list' in kind && !/by comma/.test(description) ? ['by comma'] : []),
  ];
}

test.each(VERBS)('%s: every option and argument says what it is', (_name, verb) => {
  const options = verb.options.filter(({ hidden }) => !hidden);
  expect(
    options.map((option) => [option.flags, ...lacks(verb, option)]).filter((one) => one.length > 1),
  ).toEqual([]);
  expect(verb.registeredArguments.filter(({ description }) => description === '')).toEqual([]);
  expect(verb.description()).not.toBe('');
  // What completes is what the help shows.
  const offered = candidates(
    createProgram(() => undefined),
    [...nameOf(verb).split(' ').slice(1), '--'],
  );
  const shown = verb
    .createHelp()
    .visibleOptions(verb)
    .map(({ long }) => long);
  expect('words' in offered ? offered.words.map(({ value }) => value) : []).toEqual(shown);
});
