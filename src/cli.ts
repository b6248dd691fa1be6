/** The command line: arguments → verb → exit code. The only place that catches errors and ends the process. */
import v8 from 'node:v8';
import { failureDocument, failureLines, failureOf, jsonTargets } from './commands/failure.ts';
import { runProgram } from './commands/program.ts';
import { writeErrorLine, writeFiles, writeOut } from './io.ts';

// The V8 of Node 20 optimises so early that it undoes a third of it (measured); later ones do not know the flag.
if (process.versions.v8.startsWith('11.')) v8.setFlagsFromString('--interrupt-budget=1000000');

const BROKEN = 2;
const argv = process.argv.slice(2);

function report(error: unknown): void {
  const failure = failureOf(error);
  for (const line of failureLines(failure)) writeErrorLine(line);
  const targets = jsonTargets(argv);
  const document = failureDocument(failure);
  if (targets.includes(undefined)) writeOut(document);
  // What could not be written once is not tried again.
  if (failure.code === 'output-unwritable') return;
  writeFiles(targets.flatMap((file) => (file === undefined ? [] : [{ file, text: document }])));
}

function fail(error: unknown): never {
  try {
    report(error);
  } catch (second) {
    for (const line of failureLines(failureOf(second))) writeErrorLine(line);
  }
  process.exit(BROKEN);
}

// Node would end with 1 here, which means findings.
process.on('uncaughtException', fail);

try {
  process.exit(await runProgram(argv));
} catch (error) {
  fail(error);
}
