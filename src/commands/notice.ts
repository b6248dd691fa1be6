/** A line for people beside the report: on standard error, made visible. */
import { writeErrorLine } from '../io.ts';
import { visibleText } from '../visible-text.ts';

export function notice(line: string): void {
  writeErrorLine(`driftlock: ${visibleText(line)}`);
}
