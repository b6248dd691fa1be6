/** What a verb of the command line is: it declares itself on the program and tells the exit code when it is done. */
import type { Command } from 'commander';

/**
 * Add a verb: one file that exports a Verb, one line in index.ts. The file declares arguments, options and examples;
 * what does the work is imported when the verb runs, so that no verb pays for another.
 */
export type Verb = (program: Command, done: (code: number) => void) => void;

/** For options that may be given several times. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Text after the help of a verb; each example a command line and what it does. */
export function examples(...lines: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return [
    '',
    'Examples:',
    ...lines.map(([command, meaning]) => `  ${command.padEnd(width)}   ${meaning}`),
  ].join('\n');
}
