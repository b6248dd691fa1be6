import { expect, test } from 'vitest';
import { runProgram } from '../../../src/commands/program.ts';

const USAGE = { name: 'DriftlockError', code: 'usage' };
const SHOW = 'usage: driftlock policy show [options] <id>';

test.each<[argv: string, message: string, hint: string]>([
  ['scna x', 'unknown command "scna"', 'did you mean driftlock scan?'],
  ['list', 'unknown command "list"', 'did you mean driftlock policy list?'],
  ['policy shw x', 'unknown command "shw"', 'did you mean driftlock policy show?'],
  ['tfplan.json', 'unknown command "tfplan.json"', 'to judge a file: driftlock scan tfplan.json'],
  ['-', 'unknown command "-"', 'to judge a file: driftlock scan -'],
  ['zzzzzz', 'unknown command "zzzzzz"', 'driftlock --help lists the verbs'],
  ['policy zzzzzz', 'unknown command "zzzzzz"', 'driftlock policy --help lists the verbs'],
  ['help zzzzzz', 'unknown command "zzzzzz"', 'driftlock --help lists the verbs'],
  ['policy help shw', 'unknown command "shw"', 'did you mean driftlock policy show?'],
  ['-v', 'unknown option -v', 'did you mean -V?'],
  ['-x', 'unknown option -x', 'driftlock --help lists the options'],
  ['scan a.json --formt json', 'unknown option --formt', 'did you mean --format?'],
  ['scan a.json --fial-on=high', 'unknown option --fial-on=high', 'did you mean --fail-on?'],
  ['scan a.json --zzzzzzzz', 'unknown option --zzzzzzzz', 'driftlock scan --help lists the options'],
  ['policy list --hepl', 'unknown option --hepl', 'did you mean --help?'],
  ['policy show', 'policy show needs <id>', SHOW],
  ['policy show a b', 'too many arguments for policy show', SHOW],
  ['scan', 'scan needs <input>', 'usage: driftlock scan [options] <input...>'],
  ['policy build p --outptu x', 'unknown option --outptu', 'did you mean --output?'],
  ['policy new a.b --resource=aws_vpc', 'unknown option --resource=aws_vpc', 'did you mean --resources?'],
  [
    'policy new a.b --folder --resource',
    'policy new needs --resources <types>',
    '--resources <types>: the resource types that it judges, by comma',
  ],
  [
    'policy build p',
    'policy build needs -o, --output <file>',
    '-o, --output <file>: the file that is written',
  ],
  [
    'policy build p -- --outptu',
    'policy build needs -o, --output <file>',
    '-o, --output <file>: the file that is written',
  ],
  [
    'scan a.json --params',
    '--params needs a value',
    '--params <file>: parameters of policies, JSON: {"<policy id>": {"<parameter>": value}}',
  ],
])('driftlock %s', async (argv, message, hint) => {
  await expect(runProgram(argv.split(' '))).rejects.toMatchObject({ ...USAGE, message, hint });
});

test('an option without a value says which values there are', async () => {
  await expect(runProgram(['scan', 'a.json', '--fail-on'])).rejects.toMatchObject({
    ...USAGE,
    message: '--fail-on needs a value',
    hint: expect.stringContaining('critical, high, medium, low, info'),
  });
});

test('a file may be called help', async () => {
  await expect(runProgram(['scan', 'help', 'zzzzzz'])).rejects.toMatchObject({
    code: 'input-missing',
    where: 'help',
  });
});
