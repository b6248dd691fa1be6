/** Which input a finding was read from, and how its file is named in reports of other programs. */
import path from 'node:path';
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';

/** Name of standard input, which has no file. */
const STDIN = 'stdin';

/** As given on the command line, `-` for standard input. */
export function inputOf({ location }: Finding, { input }: Report): string {
  return location?.file ?? input[0]?.name ?? '-';
}

/** The parts of a file's name as given, without those that lead nowhere (`.`); an absolute one begins with ''. */
export function fileSegments(name: string): string[] {
  if (name === '-') return [STDIN];
  const segments = name.split(path.sep).filter((segment) => segment !== '' && segment !== '.');
  return path.isAbsolute(name) ? ['', ...segments] : segments;
}
