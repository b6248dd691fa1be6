/** What `driftlock policy check` found, a line each, as editors and CI read it: `file:line:column: error: …`. */
import { visibleText } from '../visible-text.ts';
import { paintOf } from './table/paint.ts';
import { counted } from './table/words.ts';

interface Told {
  readonly severity: 'error' | 'warning';
  readonly check: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CheckSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly policies: number;
  readonly files: number;
}

/** Lines are never wrapped: programs read them. */
export function checkTable(problems: readonly Told[], summary: CheckSummary, colour: boolean): string {
  const paint = paintOf(colour);
  const lines = problems.map(({ severity, check, file, line, column, message }) => {
    const kind = severity === 'error' ? paint.verdict.fail('error') : paint.alarm('warning');
    return `${paint.strong(visibleText(file))}:${line}:${column}: ${kind}: ${visibleText(message)} ${paint.quiet(`[${check}]`)}`;
  });
  return `${[...lines, paint.quiet(summaryLine(summary))].join('\n')}\n`;
}

function summaryLine({ errors, warnings, policies, files }: CheckSummary): string {
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const where = `in ${counted(policies, 'policy', 'policies')}, ${counted(files, 'file')}`;
  return `${found.length === 0 ? 'no problems' : found.join(', ')} ${where}`;
}
