/** A test run with what is hard to print in it. */
import type { TestRecord, TestRun } from '../../../../src/finding/test-run.ts';
import { testCounts } from '../../../../src/finding/test-run.ts';

const HOSTILE = 'a]]>b<c & "d" \u0000\u0007\u001b[31m\ufffe\ud800 \u202e\n::error::x\n\t##[x]';

function record(more: Partial<TestRecord>): TestRecord {
  const about = { package: 'p_test', name: 'test_a', file: 'p/a_test.rego', line: 3 };
  return { ...about, status: 'pass', durationMs: 1.5, failures: [], cases: [], ...more };
}

const at = { file: 'p/a_test.rego', line: 4, column: 2 };

const TESTS: readonly TestRecord[] = [
  record({ output: 'printed\n' }),
  record({
    name: `test_${HOSTILE}`,
    status: 'fail',
    output: HOSTILE,
    failures: [
      {
        ...at,
        expression: 'x == {\n\t\t"a": 1,\n\t}',
        values: [{ name: 'x', value: HOSTILE }, { name: 'y' }],
        because: [{ ...at, file: 'p/a.rego', expression: 'input.z', values: [] }],
      },
    ],
  }),
  record({
    name: 'test_cases',
    status: 'fail',
    failures: [{ ...at, case: ['b', 'c'], expression: 'x > 1', values: [], because: [] }],
    cases: [
      { name: ['a'], status: 'pass' },
      { name: ['b', 'c'], status: 'fail' },
      { name: ['d'], status: 'fail' },
    ],
  }),
  record({
    name: 'test_error',
    file: 'p/b_test.rego',
    status: 'error',
    error: { code: 'eval_conflict_error', message: 'two\n values', file: 'p/b.rego', line: 9 },
  }),
  record({
    name: 'test_slow',
    file: 'p/b_test.rego',
    status: 'timeout',
    durationMs: 0,
    error: { code: 'timeout', message: 'took longer than 1 second and was ended' },
  }),
  record({ name: 'todo_test_b', file: 'p/b_test.rego', status: 'skip', durationMs: 0 }),
];

export const RUN: TestRun = {
  schema: 'https://driftlock.dev/schemas/tests-1.json',
  tool: { name: 'driftlock', version: '0.0.0' },
  summary: testCounts(TESTS),
  tests: TESTS,
  coverage: {
    percent: 99.96,
    threshold: 100,
    coveredLines: 7,
    uncoveredLines: 3,
    files: [
      {
        file: 'p/a.rego',
        percent: 50,
        coveredLines: 3,
        uncoveredLines: 3,
        covered: [[1, 3]],
        uncovered: [
          [4, 4],
          [6, 7],
        ],
      },
      {
        file: 'p/a_test.rego',
        percent: 100,
        coveredLines: 4,
        uncoveredLines: 0,
        covered: [[1, 4]],
        uncovered: [],
      },
    ],
  },
};
