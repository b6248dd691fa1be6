/** The command line: arguments → verb → exit code. The only place that catches errors and ends the process. */
import v8 from 'node:v8';
import { keepCode } from './compiled-code.ts';

// The V8 of Node 20 optimises so early that it undoes a third of it (measured); later ones do not know the flag.
if (process.versions.v8.startsWith('11.')) v8.setFlagsFromString('--interrupt-budget=1000000');

// Flags belong to the code that is compiled under them: all else is loaded after them.
const { runProgram, tellFailure } = await import('./commands/command-line.ts');

const BROKEN = 2;
const argv = process.argv.slice(2);

function fail(error: unknown): never {
  tellFailure(argv, error);
  process.exit(BROKEN);
}

// Node would end with 1 here, which means findings.
process.on('uncaughtException', fail);

try {
  const code = await runProgram(argv);
  // Other verbs call little of what a scan does.
  if (argv[0] === 'scan') keepCode();
  process.exit(code);
} catch (error) {
  fail(error);
}
