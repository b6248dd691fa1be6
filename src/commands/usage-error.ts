/** Commander's errors in the tool's own words: what is wrong, and what would be right there. */
import type { Command, CommanderError } from 'commander';
import { nearest } from '../config/nearest.ts';
import { DriftlockError } from '../errors.ts';

/** The verb that the command line names, as far as it names one. */
function verbOf(root: Command, argv: readonly string[]): Command {
  let at = root;
  for (const word of argv) {
    const verb = at.commands.find((one) => one.name() === word);
    if (verb === undefined) return at;
    at = verb;
  }
  return at;
}

/** `driftlock policy show`. */
function fullName(verb: Command): string {
  return verb.parent === null ? verb.name() : `${fullName(verb.parent)} ${verb.name()}`;
}

/** Without the program's name, which stands before every error. */
function shortName(verb: Command): string {
  return verb.parent === null ? verb.name() : fullName(verb).replace(/^\S+ /, '');
}

/** All verbs below by their full names, but those that only programs call. */
function verbsBelow(verb: Command): { name: string; full: string }[] {
  const verbs = verb.commands.filter((one) => !one.name().startsWith('__'));
  return verbs.flatMap((one) => [{ name: one.name(), full: fullName(one) }, ...verbsBelow(one)]);
}

/** A verb of another verb (`driftlock list`), else a file: whoever names one wants it judged. */
function verbHint(root: Command, verb: Command, name: string): string {
  const verbs = verbsBelow(verb);
  const alike = nearest(
    name,
    verbs.map((one) => one.name),
  );
  const found = verbs.find((one) => one.name === alike);
  if (found !== undefined) return `did you mean ${found.full}?`;
  if (verb === root && (name === '-' || /[./\\]/.test(name)))
    return `to judge a file: driftlock scan ${name}`;
  return `${fullName(verb)} --help lists the verbs`;
}

/** `-v` is meant for `-V`; letters alone are too short for being alike. */
function optionHint(verb: Command, name: string): string {
  const options = [...verb.options.flatMap(({ short, long }) => [short ?? '', long ?? '']), '-h', '--help'];
  const other = options.find((one) => one.toLowerCase() === name.toLowerCase());
  const alike =
    other ??
    (name.startsWith('--')
      ? nearest(
          name,
          options.filter((one) => one.startsWith('--')),
        )
      : undefined);
  return alike === undefined ? `${fullName(verb)} --help lists the options` : `did you mean ${alike}?`;
}

function usageHint(verb: Command): string {
  return `usage: ${fullName(verb)} ${verb.usage()}`;
}

/**
 * An option that the verb does not know, where there is one: commander tells that a needed one is missing first, and it may
 * be the same, misspelt.
 */
function strangeOption(verb: Command, argv: readonly string[]): string | undefined {
  const known = [...verb.options, ...verb.createHelp().visibleOptions(verb)];
  const end = argv.indexOf('--');
  let isValue = false;
  for (const word of end < 0 ? argv : argv.slice(0, end)) {
    const name = word.replace(/=.*$/s, '');
    const option = known.find(({ long, short }) => name === long || name === short);
    if (!isValue && option === undefined && word.startsWith('--')) return word;
    isValue = !isValue && option?.required === true && !word.includes('=');
  }
  return undefined;
}

/** What commander quotes: the name that it does not know, or the flags of an option. */
function quoted(message: string): string {
  return /'(.*)'/s.exec(message)?.[1] ?? '';
}

function optionError(verb: Command, name: string): [said: string, hint: string] {
  return [`unknown option ${name}`, optionHint(verb, name.replace(/=.*$/s, ''))];
}

function errorOf(
  code: string,
  message: string,
  root: Command,
  argv: readonly string[],
): [said: string, hint: string] {
  const name = quoted(message);
  const verb = verbOf(root, argv);
  switch (code) {
    case 'commander.unknownCommand':
      return [`unknown command "${name}"`, verbHint(root, verb, name)];
    case 'commander.unknownOption':
      return optionError(verb, name);
    case 'commander.missingMandatoryOptionValue': {
      const strange = strangeOption(verb, argv);
      if (strange !== undefined) return optionError(verb, strange);
      const option = verb.options.find(({ flags }) => flags === name);
      return [`${shortName(verb)} needs ${name}`, `${name}: ${option?.description ?? ''}`];
    }
    case 'commander.optionMissingArgument': {
      const option = verb.options.find(({ flags }) => flags === name);
      return [`${option?.long ?? name} needs a value`, `${name}: ${option?.description ?? ''}`];
    }
    case 'commander.missingArgument':
      return [`${shortName(verb)} needs <${name}>`, usageHint(verb)];
    case 'commander.excessArguments':
      return [`too many arguments for ${shortName(verb)}`, usageHint(verb)];
    default:
      return [message, usageHint(verb)];
  }
}

/** Throws DriftlockError (usage) for help on a verb that is not there; commander would print the help of another. */
export function checkHelp(root: Command, argv: readonly string[]): void {
  const at = argv.indexOf('help');
  const name = argv[at + 1];
  if (at < 0 || name === undefined || name.startsWith('-')) return;
  const before = argv.slice(0, at);
  const verb = verbOf(root, before);
  // What takes arguments may be given one that reads `help`.
  const isVerb = before.length === 0 || before.every((word) => fullName(verb).split(' ').includes(word));
  if (!isVerb || verb.commands.length === 0 || verb.commands.some((one) => one.name() === name)) return;
  throw new DriftlockError('usage', `unknown command "${name}"`, { hint: verbHint(root, verb, name) });
}

/** The error of a command line (`argv` without node and script) that commander refused. */
export function usageError(
  { code, message }: CommanderError,
  root: Command,
  argv: readonly string[],
): DriftlockError {
  const text = message.replace(/^error: /, '').replace(/\n\(Did you mean .*$/s, '');
  const [said, hint] = errorOf(code, text, root, argv);
  return new DriftlockError('usage', said, { hint });
}
