/** Tests of policies as JUnit XML, which CI systems show: a suite for each file, a case for each test or case of it. */
import type { TestRecord, TestRun } from '../../finding/test-run.ts';
import { testCounts } from '../../finding/test-run.ts';
import { visibleText } from '../../visible-text.ts';
import { paintOf } from '../table/paint.ts';
import { failureLines, textLines } from './failure-lines.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function entities(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** On one line; what XML cannot hold, and what nobody sees, is spelt out. */
function attribute(text: string): string {
  return entities(visibleText(text));
}

/** Lines stay lines. No CDATA: there is nothing in it that could end it. */
function content(text: string): string {
  return entities(textLines(text, 0, Number.POSITIVE_INFINITY).join('\n'));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function tag(name: string, attributes: Readonly<Record<string, string | number>>, inner: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
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
  return tag('failure', { message, type: 'failure' }, entities(lines.join('\n')));
}

function errorTag({ error, file, line }: TestRecord): string {
  const at = `${error?.file ?? file}:${error?.line ?? line}`;
  const message = error?.message ?? 'the test could not be run';
  return tag(
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
  const output = test.output === undefined ? '' : tag('system-out', {}, content(test.output));
  if ((test.status === 'pass' || test.status === 'fail') && test.cases.length > 0) {
    // The time of one of them is not known: that of all stands with the first, which also has what was printed.
    return test.cases.map(({ name, status }, index) => {
      const inner = (status === 'fail' ? failureTag(test, name) : '') + (index === 0 ? output : '');
      return tag(
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
  return [tag('testcase', about(test.name, test.durationMs), inner + output)];
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
    return `  ${tag('testsuite', { name: file, ...totals(tests) }, `\n${cases.join('')}  `)}\n`;
  });
  const whole = tag(
    'testsuites',
    { name: 'driftlock policy test', ...totals(run.tests) },
    `\n${suites.join('')}`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}\n`;
}
