/** Which input a finding was read from, and how its file is named in reports of other programs. */
import path from 'node:path';
import type { Finding } from '../finding/finding.ts';
import type { Report } from '../finding/report.ts';

/** Name of standard input, which has no file. */
const STDIN = 'stdin';

/** The input that a finding itself names: as given on the command line, `-` for standard input. */
export function namedInput({ input, location }: Finding): string | undefined {
  return input ?? (location?.startLine === undefined ? location?.file : undefined);
}

/** As given on the command line, `-` for standard input. */
export function inputOf(finding: Finding, { input }: Report): string {
  return namedInput(finding) ?? input[0]?.name ?? '-';
}

/** The file of the configuration where its line is known, else the input. */
export function fileOf(finding: Finding, report: Report): string {
  return isLocated(finding) ? (finding.location?.file ?? '-') : inputOf(finding, report);
}

export function isLocated({ location }: Finding): boolean {
  return location?.startLine !== undefined;
}

/** `infra/main.tf:12`; of a finding without lines only the file. */
export function placeOf(finding: Finding, report: Report): string {
  const { startLine } = finding.location ?? {};
  const file = fileOf(finding, report);
  return startLine === undefined ? file : `${file}:${startLine}`;
}

/** The parts of a file's name as given, without those that lead nowhere (`.`); an absolute one begins with ''. */
export function fileSegments(name: string): string[] {
  if (name === '-') return [STDIN];
  const segments = name.split(path.sep).filter((segment) => segment !== '' && segment !== '.');
  return path.isAbsolute(name) ? ['', ...segments] : segments;
}
