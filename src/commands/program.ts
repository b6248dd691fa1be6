/** The program with all verbs, and commander's errors in the tool's own words. */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../config/version.ts';
import { writeErrorLine, writeOut } from '../io.ts';
import { VERBS } from './index.ts';
import { examples, JUDGING_EXIT_CODES } from './verb.ts';

/** The program with all that it takes; `done` is told the exit code of the verb that ran. */
export function createProgram(done: (code: number) => void): Command {
  const root = new Command('driftlock')
    .description(
      'One Rego policy judges the Terraform plan, the state and the live cloud: pass, fail or cannot know.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [verb]', 'print the help of a verb')
    .showSuggestionAfterError(true)
    // With their arguments, verbs leave no room to say what they are for.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride()
    .configureOutput({ writeOut, writeErr: (text) => writeErrorLine(text.trimEnd()), outputError: () => {} })
    .addHelpText(
      'after',
      `${examples(
        ['driftlock scan tfplan.json', 'judge a plan'],
        ['driftlock collect aws -o snapshot', 'read an AWS account; scan judges it'],
        ['driftlock drift --help', 'hold states against it'],
        ['driftlock policy list', 'what it is judged by'],
        ['driftlock scan --help', 'all options of a verb'],
      )}${JUDGING_EXIT_CODES}`,
    );
  for (const declare of Object.values(VERBS)) declare(root, done);
  return root;
}

/**
 * Runs the verb that the arguments (without node and script) name and gives its exit code. Throws DriftlockError
 * (usage) for a command line that says nothing known.
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let code = 0;
  const root = createProgram((given) => {
    code = given;
  });
  // What words a bad command line is loaded for one only.
  if (argv.includes('help')) (await import('./usage-error.ts')).checkHelp(root, argv);
  const ended = await root.parseAsync([...argv], { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (ended === undefined) return code;
  if (!(ended instanceof CommanderError)) throw ended;
  if (ended.exitCode === 0) return 0;
  // Help printed because no verb was named: commander has written it to standard error.
  if (ended.code === 'commander.help') return 2;
  throw (await import('./usage-error.ts')).usageError(ended, root, argv);
}
