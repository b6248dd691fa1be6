/** What may stand at the end of a command line: found from the program itself, so that no verb is told twice. */
import type { Argument, Command, Option } from 'commander';
import { VALUE_KINDS, type ValueKind } from './value-kinds.ts';

export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What completes the last word: words themselves, or values of a kind behind what is written of it already (`--params=`). */
export type Candidates =
  | { readonly words: readonly Candidate[] }
  | { readonly values: ValueKind; readonly before: string; readonly policies: readonly string[] };

interface Place {
  readonly verb: Command;
  /** Words that are neither options nor their values, from the verb on. */
  readonly position: number;
  /** The option whose value is due. */
  readonly due?: Option;
  readonly given: ReadonlySet<Option>;
  /** Behind `--` there are no options. */
  readonly isPlain: boolean;
  /** Values of `--policies`: what else there is to name. */
  readonly policies: readonly string[];
}

const NOTHING: Candidates = { words: [] };

/** `words` are those behind the program's name; the last is the one that is being written, perhaps empty. */
export function candidates(program: Command, words: readonly string[]): Candidates {
  const current = words.at(-1) ?? '';
  const place = placeAt(program, words.slice(0, -1));
  const { verb, due, policies } = place;
  if (due !== undefined) return { values: kindOf(verb, due), before: '', policies };
  if (!place.isPlain && current.startsWith('-') && current !== '-') {
    const at = current.indexOf('=');
    const option = at < 0 ? undefined : optionOf(verb, current.slice(0, at));
    if (at >= 0 && (option === undefined || !takesValue(option))) return NOTHING;
    if (option !== undefined)
      return { values: kindOf(verb, option), before: current.slice(0, at + 1), policies };
  }
  if (!place.isPlain && current.startsWith('-')) return { words: optionsOf(place) };
  if (verb.commands.length > 0) return { words: place.position === 0 ? verbsOf(verb) : [] };
  const last = verb.registeredArguments.at(-1);
  const argument = verb.registeredArguments[place.position] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return { words: optionsOf(place) };
  return { values: kindOfArgument(verb, argument), before: '', policies };
}

function placeAt(program: Command, words: readonly string[]): Place {
  let verb = program;
  let position = 0;
  let due: Option | undefined;
  let isPlain = false;
  const given = new Set<Option>();
  const policies: string[] = [];
  function take(option: Option, value: string): void {
    if (option.long === '--policies') policies.push(value);
  }
  for (const word of words) {
    const [name = '', value] = word.startsWith('--') ? split(word) : [word];
    const option = isPlain ? undefined : optionOf(verb, name);
    const below = position === 0 ? verb.commands.find((one) => one.name() === word) : undefined;
    if (due !== undefined) {
      take(due, word);
      due = undefined;
    } else if (word === '--' && !isPlain) isPlain = true;
    else if (option !== undefined) {
      given.add(option);
      if (value !== undefined) take(option, value);
      else if (takesValue(option)) due = option;
    } else if (below !== undefined && !isPlain) verb = below;
    // `driftlock help scan`: as if the verb stood there.
    else if (!(word === 'help' && verb.commands.length > 0)) position += 1;
  }
  return { verb, position, ...(due === undefined ? {} : { due }), given, isPlain, policies };
}

function split(word: string): [name: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function optionOf(verb: Command, name: string): Option | undefined {
  return [...verb.options, ...visible(verb)].find(
    ({ long, short }) => name !== '' && (long === name || short === name),
  );
}

/** With `--help`, without what the help does not show. */
function visible(verb: Command): readonly Option[] {
  return verb.createHelp().visibleOptions(verb);
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

/** An option that is given counts once, unless each counts. */
function optionsOf({ verb, given }: Place): Candidate[] {
  return visible(verb)
    .filter((option) => !given.has(option) || option.parseArg !== undefined)
    .flatMap(({ long, description }) => (long == null ? [] : [{ value: long, description }]));
}

function verbsOf(verb: Command): Candidate[] {
  return verb
    .createHelp()
    .visibleCommands(verb)
    .map((one) => ({ value: one.name(), description: one.description() }));
}

/** `policy show`, without the program's name. */
function pathOf(verb: Command): string {
  return verb.parent === null ? '' : `${pathOf(verb.parent)} ${verb.name()}`.trim();
}

/** The kind of an option's value; undefined where nothing is said of it. */
export function knownKind(verb: Command, option: Option): ValueKind | undefined {
  const value = /<.*>/.exec(option.flags)?.[0] ?? '';
  const long = option.long ?? option.flags;
  return VALUE_KINDS[`${pathOf(verb)} ${long}`] ?? VALUE_KINDS[long] ?? VALUE_KINDS[value];
}

/** As `knownKind`, of an argument. */
export function knownArgument(verb: Command, argument: Argument): ValueKind | undefined {
  const value = `<${argument.name()}>`;
  return VALUE_KINDS[`${pathOf(verb)} ${value}`] ?? VALUE_KINDS[value];
}

function kindOf(verb: Command, option: Option): ValueKind {
  return knownKind(verb, option) ?? { kind: 'free' };
}

function kindOfArgument(verb: Command, argument: Argument): ValueKind {
  return knownArgument(verb, argument) ?? { kind: 'free' };
}
