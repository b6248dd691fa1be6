/** What a verb of the command line is: it declares itself on the program and tells the exit code when it is done. */
import type { Command } from 'commander';

/**
 * Add a verb: one file that exports a Verb, one line in index.ts. The file declares arguments, options and examples;
 * what does the work is imported when the verb runs, so that no verb pays for another.
 */
export type Verb = (program: Command, done: (code: number) => void) => void;

/** For options that may be given several times. */
export function collected(value: string, before?: readonly string[] | boolean): readonly string[] {
  // What a `--no-…` beside it sets at first.
  return typeof before === 'object' ? [...before, value] : [value];
}

/** Columns of the narrowest usual terminal. */
const COLUMNS = 80;

type Example = readonly [command: string, meaning: string];

/** Beside each other where all of them fit, else each meaning above its command line. */
function exampleLines(lines: readonly Example[]): string[] {
  const width = Math.max(...lines.map(([command]) => command.length));
  const beside = lines.map(([command, meaning]) => `  ${command.padEnd(width)}   ${meaning}`);
  if (beside.every((line) => line.length <= COLUMNS)) return beside;
  return lines.flatMap(([command, meaning]) => [`  # ${meaning}`, `  ${command}`]);
}

/** Text after the help of a verb; each example a command line and what it does. */
export function examples(...lines: readonly Example[]): string {
  return ['', 'Examples:', ...exampleLines(lines)].join('\n');
}

const EXIT_CODES = {
  0: 'nothing failed at or above --fail-on',
  1: 'something did',
  2: 'driftlock could not do its job: usage, settings, input, policy, output',
  3: 'nothing failed, but evidence is incomplete; 1 wins over 3',
} as const;

/** Text after the examples: what a verb ends with. */
export function exitCodes(meanings: Readonly<Record<number, string>>): string {
  const width = Math.max(...Object.keys(meanings).map((code) => code.length));
  const lines = Object.entries(meanings).map(([code, meaning]) => `  ${code.padEnd(width)}   ${meaning}`);
  return ['', '', 'Exit codes:', ...lines].join('\n');
}

/** Of a verb that judges. */
export const JUDGING_EXIT_CODES = exitCodes(EXIT_CODES);

/** Of a verb that compares reports. */
export const DIFF_EXIT_CODES = exitCodes({
  0: 'nothing new at or above --fail-on',
  1: 'something is',
  2: 'driftlock could not do its job: usage, no report, output',
});

/** Of a verb that only prints. */
export const PRINTING_EXIT_CODES = exitCodes({ 0: 'printed', 2: EXIT_CODES[2] });
