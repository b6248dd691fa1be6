/** What the compiler says, as `policy check` tells it. */
import { expect, test } from 'vitest';
import { problemOfRego } from '../../../../src/policy/check/check-problem.ts';
import { loadRego, RegoError } from '../../../../src/toolchain/rego.ts';

test('a wrong type is told with the types that there are and those that are wanted', async () => {
  const rego = await loadRego();
  const text = 'package a\n\ndeny contains "x" if startswith(input.values.bucket, 5)\n';
  let error: unknown;
  try {
    rego.check({ modules: { 'a.rego': text } });
  } catch (cause) {
    error = cause;
  }
  expect(error).toBeInstanceOf(RegoError);
  expect((error as RegoError).problems.map((one) => problemOfRego(one, 'a.rego'))).toEqual([
    {
      severity: 'error',
      check: 'compile',
      file: 'a.rego',
      line: 3,
      column: 22,
      message:
        'startswith: invalid argument(s): have: (any, number), want: (search: string, base: string, result: boolean)',
    },
  ]);
});

test('of a mistake in syntax neither line nor caret is repeated', () => {
  const place = { file: 'a.rego', row: 2, col: 3 };
  const details = ['deny contains', '  ^'];
  const problem = { ...place, code: 'rego_parse_error', message: 'unexpected eof', details };
  expect(problemOfRego(problem, 'a.rego').message).toBe('unexpected eof');
});
