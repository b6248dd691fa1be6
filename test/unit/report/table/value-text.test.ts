import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathText } from '../../../../src/report/table/path-text.ts';
import { compactValue } from '../../../../src/report/table/value-text.ts';

test.each([
  ['text', '"text"'],
  [false, 'false'],
  [null, 'null'],
  [[], '[]'],
  [{}, '{}'],
  [[1, 'a', [true]], '[1, "a", [true]]'],
  [
    { Effect: 'Allow', 'aws:SourceIp': ['10.0.0.0/8'], 'x y': 1 },
    '{Effect: "Allow", "aws:SourceIp": ["10.0.0.0/8"], "x y": 1}',
  ],
])('%j', (value, text) => {
  expect(compactValue(value, 100)).toBe(text);
});

test.each([
  ['a long text', 'x'.repeat(50), 20, `"${'x'.repeat(20)}"…(30 more characters)`],
  ['one character more', 'x'.repeat(21), 20, `"${'x'.repeat(20)}"…(1 more character)`],
  ['no half of a pair', `${'x'.repeat(19)}😀y`, 20, `"${'x'.repeat(19)}"…(3 more characters)`],
  ['a long list', Array.from({ length: 100 }, () => 1234), 12, '[1234, 1234, 1234, …(97 more elements)]'],
  ['the end of a record', { a: 'xxxxxxxxxxxx', b: 1, c: 2 }, 10, '{a: "xxxxxxxxxxxx", …(2 more keys)}'],
  [
    'a list of one element, however little room is left',
    { Action: ['s3:GetObject'], Effect: 'Allow', Resource: ['*'] },
    44,
    '{Action: ["s3:GetObject"], Effect: "Allow", Resource: ["*"]}',
  ],
  ['lists that find no room', { a: 'xxxxxxxxxxxx', b: 1 }, 15, '{a: "xxxxxxxxxxxx", …(1 more key)}'],
  [
    'a nested list without room',
    [['x'.repeat(30)], [1, 2], [3]],
    3,
    `[["${'x'.repeat(16)}"…(14 more characters)], …(2 more elements)]`,
  ],
  [
    'a list of records in the last room',
    { abcdefgh: [{ a: 1 }, { b: 2 }] },
    8,
    '{abcdefgh: […(2 elements)]}',
  ],
  ['a record in the last room', { abcdefgh: { a: 1 } }, 8, '{abcdefgh: {…(1 key)}}'],
  ['an empty one in the last room', { abcdefgh: {}, b: [] }, 10, '{abcdefgh: {}, …(1 more key)}'],
])('%s is cut where the room ends, and counted', (_, value, limit, text) => {
  expect(compactValue(value, limit)).toBe(text);
});

test('what stands behind a long text in a record is still seen', () => {
  const statement = { Condition: 'x'.repeat(500), Effect: 'Allow' };
  expect(compactValue(statement, 120)).toBe(
    `{Condition: "${'x'.repeat(54)}"…(446 more characters), Effect: "Allow"}`,
  );
});

test.each([
  ['lists', (deep: unknown) => [deep]],
  ['records', (deep: unknown) => ({ a: deep })],
])('depth of %s costs nothing', (_, nest) => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) deep = nest(deep);
  expect(compactValue(deep, 120).length).toBeLessThan(400);
});

test('of any value: bounded', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 200 }), (value, limit) => {
      expect(compactValue(value, limit).length).toBeLessThan(6 * limit + 400);
    }),
  );
});

test.each([
  [['values', 'ingress', 0, 'x.y'], 'values.ingress[0]["x.y"]'],
  [['ingress', 0], 'ingress[0]'],
  [
    ['values', 'policy', 'Statement', 1, 'Condition', 'aws:SourceIp'],
    'values.policy.Statement[1].Condition["aws:SourceIp"]',
  ],
  [['a"b'], '["a\\"b"]'],
  [[], ''],
])('path %j', (path, text) => {
  expect(pathText(path)).toBe(text);
});
