/** Conditions in words: short, and without what nobody wrote. */
import { expect, test } from 'vitest';
import { conditionWords, pathText } from '../../../../src/evaluate/condition/condition-words.ts';
import type { Condition, Operand } from '../../../../src/finding/condition.ts';

function words(condition: Condition): string {
  return conditionWords(condition, pathText);
}

const a: Operand = { input: ['values', 'a'] };
const isOne: Condition = { op: 'equal', args: [a, { value: 1 }] };
const defined: Condition = { op: 'defined', args: [a] };
const isTwo: Condition = { op: 'equal', args: [{ input: ['values', 'b'] }, { value: 'two' }] };

test.each<[Condition, string]>([
  [isOne, '`values.a` is 1'],
  [{ not: isOne }, '`values.a` is not 1'],
  [{ all: [defined, isOne] }, '`values.a` is 1'],
  [{ any: [isTwo, { all: [defined, isOne] }] }, '`values.b` is "two" or `values.a` is 1'],
  [
    { all: [{ any: [isOne, isTwo] }, isTwo] },
    '(`values.a` is 1 or `values.b` is "two") and `values.b` is "two"',
  ],
  [{ not: { op: 'true', args: [a] } }, '`values.a` is not set or false'],
  [{ op: 'collection', args: [a] }, '`values.a` is a list or object'],
  [{ op: 'gt', args: [{ value: 1 }, a] }, '`values.a` is less than 1'],
  [{ op: 'internal.member_2', args: [a, { set: ['x', 'y'] }] }, '`values.a` is one of "x", "y"'],
  [
    { op: 'true', args: [{ value: { x: 'yes', y: false, z: 0 }, path: [{ of: a }] }] },
    '`values.a` is one of "x", "z"',
  ],
  [{ not: { op: 'true', args: [{ value: { x: 'yes' }, path: [{ of: a }] }] } }, '`values.a` is none of "x"'],
  [
    { some: 1, in: a, where: { op: 'defined', args: [{ input: ['values', 'a', { var: 1 }] }] } },
    '`values.a` has a member',
  ],
  [
    { op: 'equal', args: [{ input: ['tags', 'a"b\n`c'] }, { value: '\u001b[31m' }] },
    '`tags["a\\"b\\n`c"]` is "\\u001b[31m"',
  ],
  [{ rego: 'data.partial12.policies.aws.s3.x = data.partial1.q', reads: [] }, '`aws.s3.x = q`'],
  [
    { rego: '__local12__ = input.values.a[$3]; data.partial1.__not1_2_3__', reads: [] },
    '`_ = values.a[_]; _`',
  ],
])('%j', (condition, text) => {
  expect(words(condition)).toBe(text);
});

test('long ones are cut', () => {
  const many = Array.from({ length: 100 }, (_, at): Condition => ({ op: 'equal', args: [a, { value: at }] }));
  expect(words({ any: many })).toHaveLength(400);
});
