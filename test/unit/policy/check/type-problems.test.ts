/** Values of the wrong type, compared or handed to a built-in. */
import { describe, expect, test } from 'vitest';
import { toldOf } from './told.ts';

describe('a wrong type', () => {
  test.each([
    [
      'input.values.size == "10"',
      '8:22',
      '`input.values.size` is a number, "10" is a string: they are never equal; write 10',
    ],
    [
      'input.values.size > "10"',
      '8:22',
      '`input.values.size` is a number, "10" is a string: which is less depends on their types alone; write 10',
    ],
    [
      'input.values.encrypted != "true"',
      '8:22',
      '`input.values.encrypted` is a boolean, "true" is a string: they always differ; write true',
    ],
    [
      'input.values.type == 3',
      '8:22',
      '`input.values.type` is a string, 3 is a number: they are never equal; write "3"',
    ],
    [
      'input.values.size in {"1", "2"}',
      '8:22',
      '`input.values.size` is a number, it is held against a string: they are never equal',
    ],
    [
      'input.values.size == input.values.type',
      '8:22',
      '`input.values.type` is a string, `input.values.size` is a number: they are never equal',
    ],
    [
      'startswith(input.values.size, "1")',
      '8:22',
      'startswith takes a string, and `input.values.size` is a number',
    ],
    [
      '_is_large(input.values.type)\n\n_is_large(n) if n > 5',
      '10:17',
      '`input.values.type` is a string, 5 is a number: which is less depends on their types alone; write "5"',
    ],
  ])('%s', async (condition, place, message) => {
    expect(await toldOf(`deny contains "x" if ${condition}`)).toEqual([
      `${place}: error: ${message} [wrong-type]`,
    ]);
  });

  test('of a list, with what to do', async () => {
    const body = 'deny contains "x" if startswith(input.values.security_groups, "sg-")';
    expect(await toldOf(body, { resources: 'aws_instance' })).toEqual([
      '8:22: error: startswith takes a string, and `input.values.security_groups` is a list; go through it with `some … in input.values.security_groups` [wrong-type]',
    ]);
  });

  test('is none where it may be another one', async () => {
    const body = `deny contains "x" if input.values.size == _limit

_limit := object.get(data.params, ["acme.p", "limit"], "none")

deny contains "y" if _is_same(input.values.type, "gp3")

deny contains "z" if _is_same(input.values.size, 5)

_is_same(a, b) if a == b`;
    expect(await toldOf(body)).toEqual([]);
  });
});
