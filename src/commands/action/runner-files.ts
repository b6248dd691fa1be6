/** What a step tells its runner: outputs and the summary, in files that the runner names, and text that it must not obey. */
import { randomBytes } from 'node:crypto';
import type { Environment } from '../../config/environment.ts';
import { appendToFile, writeOut } from '../../io.ts';

/** Nobody who writes a value can know what ends it. */
function delimiter(): string {
  return `driftlock_${randomBytes(16).toString('hex')}`;
}

/** Where no runner asks for outputs, as on a computer of a developer, there are none. */
export function writeOutputs(
  outputs: Readonly<Record<string, string>>,
  { GITHUB_OUTPUT }: Environment,
): void {
  if (GITHUB_OUTPUT === undefined || GITHUB_OUTPUT === '') return;
  const lines = Object.entries(outputs).map(([name, value]) => {
    const end = delimiter();
    return `${name}<<${end}\n${value}\n${end}\n`;
  });
  appendToFile(GITHUB_OUTPUT, lines.join(''));
}

export function writeSummary(text: string, { GITHUB_STEP_SUMMARY }: Environment): void {
  if (GITHUB_STEP_SUMMARY === undefined || GITHUB_STEP_SUMMARY === '') return;
  appendToFile(GITHUB_STEP_SUMMARY, text);
}

/** What is printed meanwhile shows in the log and is no command, whatever it looks like. */
export async function withoutCommands<T>(action: () => Promise<T>): Promise<T> {
  const token = delimiter();
  writeOut(`::stop-commands::${token}\n`);
  try {
    return await action();
  } finally {
    writeOut(`\n::${token}::\n`);
  }
}
