/** All that the command line is made of, in one file to load: the verbs, and what is said where one fails. */
import { writeErrorLine, writeFiles, writeOut } from '../io.ts';
import { failureDocument, failureLines, failureOf, jsonTargets } from './failure.ts';

export { runProgram } from './program.ts';

function report(argv: readonly string[], error: unknown): void {
  const failure = failureOf(error);
  for (const line of failureLines(failure)) writeErrorLine(line);
  const targets = jsonTargets(argv);
  const document = failureDocument(failure);
  if (targets.includes(undefined)) writeOut(document);
  // What could not be written once is not tried again.
  if (failure.code === 'output-unwritable') return;
  writeFiles(targets.flatMap((file) => (file === undefined ? [] : [{ file, text: document }])));
}

/** On standard error, and wherever the arguments ask for JSON. */
export function tellFailure(argv: readonly string[], error: unknown): void {
  try {
    report(argv, error);
  } catch (second) {
    for (const line of failureLines(failureOf(second))) writeErrorLine(line);
  }
}
