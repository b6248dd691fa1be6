/** JUnit XML, read back by an XML parser that was not written with it. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { junit } from '../../../../src/report/tests/junit.ts';
import { RUN } from './run.ts';

const READ = `
import json, sys, xml.etree.ElementTree as tree
def told(node): return [node.tag, dict(node.attrib), (node.text or '').strip(), [told(each) for each in node]]
print(json.dumps(told(tree.fromstring(sys.stdin.buffer.read()))))`;

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('SKIPPED: reading JUnit XML back needs python3 in PATH');

type Node = readonly [
  tag: string,
  attributes: Readonly<Record<string, string>>,
  text: string,
  below: readonly Node[],
];

it.runIf(hasPython)('is XML that says what the run says, whatever stands in it', () => {
  const { stdout, stderr } = spawnSync('python3', ['-c', READ], { input: junit(RUN), encoding: 'utf8' });
  expect(stderr).toBe('');
  const [tag, attributes, , suites] = JSON.parse(stdout) as Node;
  expect([tag, attributes]).toEqual([
    'testsuites',
    { name: 'driftlock policy test', tests: '8', failures: '3', errors: '2', skipped: '1', time: '0.006' },
  ]);
  expect(
    suites.map(([, { name, tests, failures, errors, skipped }]) => [name, tests, failures, errors, skipped]),
  ).toEqual([
    ['p/a_test.rego', '5', '3', '0', '0'],
    ['p/b_test.rego', '3', '0', '2', '1'],
  ]);
  const cases = suites.flatMap(([, , , below]) => below);
  const hostile =
    'test_a]]>b<c & "d" \\u{0}\\u{7}\\u{1b}[31m\\u{fffe}\\u{d800} \\u{202e}\\n::error::x\\n\\t##[x]';
  expect(
    cases.map(([, { classname, name, file, line }, , below]) => [
      classname,
      name,
      file,
      line,
      below.map(([one]) => one),
    ]),
  ).toEqual([
    ['p_test', 'test_a', 'p/a_test.rego', '3', ['system-out']],
    ['p_test', hostile, 'p/a_test.rego', '3', ['failure', 'system-out']],
    ['p_test', 'test_cases / a', 'p/a_test.rego', '3', []],
    ['p_test', 'test_cases / b / c', 'p/a_test.rego', '3', ['failure']],
    ['p_test', 'test_cases / d', 'p/a_test.rego', '3', ['failure']],
    ['p_test', 'test_error', 'p/b_test.rego', '3', ['error']],
    ['p_test', 'test_slow', 'p/b_test.rego', '3', ['error']],
    ['p_test', 'todo_test_b', 'p/b_test.rego', '3', ['skipped']],
  ]);
  const [failure, output] = cases[1]?.[3] ?? [];
  expect(failure?.[2].split('\n')).toEqual([
    'p/a_test.rego:4:2',
    '  x == {',
    '    "a": 1,',
    '  }',
    '    x = a]]>b<c & "d" \\u{0}\\u{7}\\u{1b}[31m\\u{fffe}\\u{d800} \\u{202e}\\n::error::x\\n\\t##[x]',
    '    y = undefined',
    '  since',
    '    p/a.rego:4:2',
    '      input.z',
  ]);
  expect(output?.[2].split('\n')).toEqual([
    'a]]>b<c & "d" \\u{0}\\u{7}\\u{1b}[31m\\u{fffe}\\u{d800} \\u{202e}',
    '·::error::x',
    '  ·##[x]',
  ]);
  expect(cases[5]?.[3][0]?.[1]).toEqual({
    message: 'p/b.rego:9: two\\n values',
    type: 'eval_conflict_error',
  });
});
