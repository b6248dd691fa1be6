/** Tests of policies as JUnit XML, which CI systems show: a suite for each file, a case for each test or case of it. */
import type { TestRecord, TestRun } from '../../finding/test-run.ts';
import { testCounts } from '../../finding/test-run.ts';
import { paintOf } from '../table/paint.ts';
import { xmlDocument, xmlTag, xmlText } from '../xml.ts';
import { failureLines, textLines } from './failure-lines.ts';

/** Lines stay lines. */
function content(text: string): string {
  return xmlText(textLines(text, 0, Number.POSITIVE_INFINITY).join('\n'));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

const PLAIN = { paint: paintOf(false), width: 100 };

function failureTag(test: TestRecord, name: readonly string[] | undefined): string {
  const told = test.failures.filter(
    (one) => name === undefined || JSON.stringify(one.case) === JSON.stringify(name),
  );
  const [first] = told;
  const message =
    first === undefined ? 'the test failed' : `${first.file}:${first.line}: ${first.expression}`;
  const lines = told.flatMap((one) => failureLines(one, 0, PLAIN));
  return xmlTag('failure', { message, type: 'failure' }, xmlText(lines.join('\n')));
}

function errorTag({ error, file, line }: TestRecord): string {
  const at = `${error?.file ?? file}:${error?.line ?? line}`;
  const message = error?.message ?? 'the test could not be run';
  return xmlTag(
    'error',
    { message: `${at}: ${message}`, type: error?.code ?? 'error' },
    content(`${at}: ${message}`),
  );
}

function caseTags(test: TestRecord): string[] {
  const about = (name: string, ms: number) => ({
    classname: test.package,
    name,
    file: test.file,
    line: test.line,
    time: seconds(ms),
  });
  const output = test.output === undefined ? '' : xmlTag('system-out', {}, content(test.output));
  if ((test.status === 'pass' || test.status === 'fail') && test.cases.length > 0) {
    // The time of one of them is not known: that of all stands with the first, which also has what was printed.
    return test.cases.map(({ name, status }, index) => {
      const inner = (status === 'fail' ? failureTag(test, name) : '') + (index === 0 ? output : '');
      return xmlTag(
        'testcase',
        about(`${test.name} / ${name.join(' / ')}`, index === 0 ? test.durationMs : 0),
        inner,
      );
    });
  }
  const inner = {
    pass: () => '',
    fail: () => failureTag(test, undefined),
    error: () => errorTag(test),
    timeout: () => errorTag(test),
    skip: () => '<skipped/>',
  }[test.status]();
  return [xmlTag('testcase', about(test.name, test.durationMs), inner + output)];
}

function totals(tests: readonly TestRecord[]) {
  const { passed, failed, errors, timeouts, skipped } = testCounts(tests);
  return {
    tests: passed + failed + errors + timeouts + skipped,
    failures: failed,
    errors: errors + timeouts,
    skipped,
    time: seconds(tests.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
}

export function junit(run: TestRun): string {
  const byFile = new Map<string, TestRecord[]>();
  for (const test of run.tests) {
    const own = byFile.get(test.file);
    if (own === undefined) byFile.set(test.file, [test]);
    else own.push(test);
  }
  const suites = [...byFile].map(([file, tests]) => {
    const cases = tests.flatMap(caseTags).map((line) => `    ${line}\n`);
    return `  ${xmlTag('testsuite', { name: file, ...totals(tests) }, `\n${cases.join('')}  `)}\n`;
  });
  const whole = xmlTag(
    'testsuites',
    { name: 'driftlock policy test', ...totals(run.tests) },
    `\n${suites.join('')}`,
  );
  return xmlDocument(whole);
}
