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
    '{Effect: "Allow", aws:SourceIp: ["10.0.0.0/8"], "x y": 1}',
  ],
])('%j', (value, text) => {
  expect(compactValue(value, 100)).toBe(text);
});

test('what is left out is counted', () => {
  expect(compactValue('x'.repeat(50), 10)).toBe(`"${'x'.repeat(10)}"…(40 more)`);
  expect(
    compactValue(
      Array.from({ length: 100 }, () => 1234),
      12,
    ),
  ).toBe('[1234, 1234, 1234, …(97 more)]');
  expect(compactValue({ a: 'xxxxxxxxxxxx', b: 1, c: 2 }, 10)).toBe('{a: "xxxxxxxx"…(4 more), …(2 more)}');
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
