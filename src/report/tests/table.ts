/** Tests of policies for people in a terminal: what did not pass, coverage, and a line that counts. */
import type { TestRecord, TestRun, TestStatus } from '../../finding/test-run.ts';
import { visibleText } from '../../visible-text.ts';
import { safe } from '../table/layout.ts';
import { type Paint, paintOf } from '../table/paint.ts';
import { countText } from '../table/words.ts';
import { wrap } from '../table/wrap.ts';
import { coverageLines } from './coverage-lines.ts';
import { failureLines, type LineOptions, textLines } from './failure-lines.ts';
import type { TestOptions } from './index.ts';

/** Lines of what `print` wrote, for one test. */
const MOST_OUTPUT = 40;

const MARKS: Readonly<Record<TestStatus, string>> = {
  pass: '✔',
  fail: '✖',
  error: '!',
  timeout: '!',
  skip: '○',
};

function marked(status: TestStatus, paint: Paint): string {
  if (status === 'skip') return paint.verdict.waived(`${MARKS.skip} skipped `);
  if (status === 'timeout') return paint.verdict.error(`${MARKS.timeout} ended   `);
  const padded = `${MARKS[status]} ${{ pass: 'passed', fail: 'failed', error: 'error' }[status].padEnd(8)}`;
  return paint.verdict[status](padded);
}

function errorLines({ error }: TestRecord, { width }: LineOptions): string[] {
  if (error === undefined) return [];
  const at = error.file === undefined ? '' : `${error.file}:${error.line ?? 1}: `;
  return `${at}${error.message}`
    .split('\n')
    .flatMap((line, index) =>
      wrap(safe(line), width - 6).map((one) => `${' '.repeat(index === 0 ? 4 : 6)}${one}`),
    );
}

function caseLines({ cases, failures }: TestRecord, verbose: boolean): string[] {
  const told = new Set(failures.map((one) => JSON.stringify(one.case ?? [])));
  return cases
    .filter(({ name, status }) => !told.has(JSON.stringify(name)) && (verbose || status === 'fail'))
    .map(({ name, status }) => {
      const words = status === 'fail' ? 'failed' : 'passed';
      return `    case ${name.map((one) => safe(one, 200)).join(' / ')}: ${words}`;
    });
}

function testLines(test: TestRecord, options: LineOptions, verbose: boolean): string[] {
  const { paint } = options;
  const place = paint.quiet(`${visibleText(test.file)}:${test.line}`);
  const name = paint.strong(`${safe(test.package, 200)}.${safe(test.name, 200)}`);
  const printed =
    test.output === undefined
      ? []
      : [`    ${paint.quiet('printed')}`, ...textLines(test.output, 6, MOST_OUTPUT)];
  return [
    `${marked(test.status, paint)} ${name}  ${place}`,
    ...errorLines(test, options),
    ...test.failures.flatMap((failure) => failureLines(failure, 4, options)),
    ...caseLines(test, verbose),
    ...printed,
  ];
}

function summaryLine({ summary }: TestRun, paint: Paint): string {
  const { passed, failed, errors, timeouts, skipped } = summary;
  const parts: readonly (readonly [number, string, (text: string) => string])[] = [
    [passed, 'passed', paint.verdict.pass],
    [failed, 'failed', paint.verdict.fail],
    [errors, errors === 1 ? 'error' : 'errors', paint.verdict.error],
    [timeouts, 'ended for taking too long', paint.verdict.error],
    [skipped, 'skipped', paint.verdict.waived],
  ];
  const shown = parts.filter(([count, word]) => count > 0 || word === 'passed');
  return shown.map(([count, word, colour]) => colour(`${countText(count)} ${word}`)).join(', ');
}

/** In the order of the run: by file and line. Passed tests are only counted unless `verbose`. */
export function testTable(run: TestRun, { colour, width, verbose }: TestOptions): string {
  const paint = paintOf(colour);
  const options = { paint, width };
  const listed = run.tests.filter(({ status }) => verbose || status !== 'pass');
  const lines = listed.flatMap((test) => {
    const own = testLines(test, options, verbose);
    return own.length > 1 ? [...own, ''] : own;
  });
  if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  if (run.coverage !== undefined) lines.push(...coverageLines(run.coverage, options), '');
  lines.push(summaryLine(run, paint));
  return `${lines.join('\n')}\n`;
}
