/** Which lines the tests ran, as lines of a table: each file, what of it was not run, and all together. */
import type { FileCoverage, Lines, TestCoverage } from '../../finding/test-run.ts';
import { columnsOf } from '../table/columns.ts';
import { safe } from '../table/layout.ts';
import { wrap } from '../table/wrap.ts';
import type { LineOptions } from './failure-lines.ts';

/** Rounded down: 99.96 is not 100. */
function percentText(percent: number): string {
  return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`.padStart(7);
}

function stretchText([first, last]: Lines): string {
  return first === last ? String(first) : `${first}–${last}`;
}

function fileLines(file: FileCoverage, nameColumns: number, { paint, width }: LineOptions): string[] {
  const name = safe(file.file, 200);
  const head = `${percentText(file.percent)}  ${name}`;
  if (file.uncovered.length === 0) return [paint.verdict.pass(head)];
  const left = `not run: ${file.uncovered.map(stretchText).join(', ')}`;
  const at = 9 + nameColumns + 2;
  // Beside the name where there is room for more than a few numbers, else below.
  const beside = width - at >= 30;
  const texts = wrap(left, beside ? width - at : Math.max(width - 11, 30));
  const [first = '', ...rest] = texts.map((line) => paint.quiet(line));
  if (!beside) return [head, ...[first, ...rest].map((line) => ' '.repeat(11) + line)];
  return [
    `${head}${' '.repeat(nameColumns - columnsOf(name) + 2)}${first}`,
    ...rest.map((line) => ' '.repeat(at) + line),
  ];
}

/** Files by name; the last line is the total, against the threshold where there is one. */
export function coverageLines(coverage: TestCoverage, options: LineOptions): string[] {
  const nameColumns = Math.max(0, ...coverage.files.map(({ file }) => columnsOf(safe(file, 200))));
  const { percent, threshold, coveredLines, uncoveredLines } = coverage;
  const total = `${percentText(percent)}  of ${coveredLines + uncoveredLines} lines`;
  const { paint } = options;
  const under = threshold !== undefined && percent < threshold;
  return [
    ...coverage.files.flatMap((file) => fileLines(file, nameColumns, options)),
    paint.strong(total) + (under ? paint.verdict.fail(`, less than the ${threshold} % asked for`) : ''),
  ];
}
