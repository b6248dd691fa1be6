/** Why a test failed, as lines: the expression, the values of what it reads, and what it rests on. */
import type { FailedAt, TestFailed } from '../../finding/test-run.ts';
import { visibleText } from '../../visible-text.ts';
import { safe } from '../table/layout.ts';
import type { Paint } from '../table/paint.ts';
import { defused, wrap } from '../table/wrap.ts';

/** Lines of one expression; more are left out and counted. */
const MOST_LINES = 12;

export interface LineOptions {
  readonly paint: Paint;
  readonly width: number;
}

/** Without the indentation that all lines but the first have, since that one was cut out of its line. */
function dedented(text: string): string {
  const [first = '', ...later] = text.split('\n');
  const margins = later
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...margins);
  return [first, ...later.map((line) => line.slice(shared))].join('\n');
}

/** Lines of source or output, each made visible; beyond `most` only how many there are. */
export function textLines(text: string, indent: number, most: number): string[] {
  const lines = text.replace(/\s+$/, '').split(/\r?\n/);
  const kept = lines.length <= most + 1 ? lines : lines.slice(0, most);
  const margin = ' '.repeat(indent);
  const shown = kept.map((line) => {
    // Tabs are drawn at the places of the terminal's own: two spaces are the same everywhere.
    const text = safe(line.replaceAll('\t', '  ')).trimEnd();
    // What obeys lines looks behind their indentation.
    const own = text.trimStart();
    return `${margin}${text.slice(0, text.length - own.length)}${defused(own)}`.trimEnd();
  });
  const left = lines.length - kept.length;
  return left === 0 ? shown : [...shown, `${margin}… (${left} more lines)`];
}

function valueLines({ values }: FailedAt, indent: number, { paint, width }: LineOptions): string[] {
  return values.flatMap(({ name, value }) => {
    const label = `${safe(name.replace(/\s+/g, ' '), 80)} = `;
    const text = value === undefined ? 'undefined' : safe(value);
    const [first = '', ...rest] = wrap(label + text, Math.max(width - indent, 30));
    const head = first.startsWith(label)
      ? label + paint.value(first.slice(label.length))
      : paint.value(first);
    return [
      `${' '.repeat(indent)}${head}`,
      ...rest.map((line) => ' '.repeat(indent + 2) + paint.value(line)),
    ];
  });
}

function expressionLines(at: FailedAt, indent: number, options: LineOptions): string[] {
  const margin = ' '.repeat(indent);
  return [
    `${margin}${options.paint.quiet(`${visibleText(at.file)}:${at.line}:${at.column}`)}`,
    ...textLines(dedented(at.expression), indent + 2, MOST_LINES),
    ...valueLines(at, indent + 4, options),
  ];
}

/** Indented by `indent` columns. */
export function failureLines(failure: TestFailed, indent: number, options: LineOptions): string[] {
  const margin = ' '.repeat(indent);
  const named =
    failure.case === undefined
      ? []
      : [`${margin}case ${failure.case.map((one) => safe(one, 200)).join(' / ')}`];
  const inner = failure.case === undefined ? indent : indent + 2;
  return [
    ...named,
    ...expressionLines(failure, inner, options),
    ...failure.because.flatMap((at) => [
      `${' '.repeat(inner + 2)}${options.paint.quiet('since')}`,
      ...expressionLines(at, inner + 4, options),
    ]),
  ];
}
