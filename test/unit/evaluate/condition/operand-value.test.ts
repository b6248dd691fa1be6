/** What operands stand for: values, nothing, or what is not known. */
import { describe, expect, test } from 'vitest';
import {
  instantiated,
  type Known,
  operandValue,
  type Value,
} from '../../../../src/evaluate/condition/operand-value.ts';
import { isConstantSet } from '../../../../src/evaluate/condition/operations.ts';
import type { Operand } from '../../../../src/finding/condition.ts';
import type { Json, JsonObject, Path } from '../../../../src/resource/resource.ts';

const ABSENT: Value = { kind: 'absent' };
const UNKNOWN: Value = { kind: 'unknown' };

function is(value: JsonObject[string], below: readonly Path[] = []): Value {
  return { kind: 'known', value, below };
}

function at(path: Path): Value {
  return { kind: 'unknown', path };
}

function told(
  operand: Operand,
  input: JsonObject,
  places: readonly Path[] = [],
  more: Partial<Known> = {},
): Value {
  return operandValue(
    operand,
    { input, places, rules: {}, ruleValues: {}, ...more },
    new Map<number, Json>([
      [1, 0],
      [2, 'k'],
      [3, null],
    ]),
  );
}

describe('places of the input', () => {
  test.each<[string, Operand, JsonObject, readonly Path[], Value]>([
    ['a value', { input: ['a', 0] }, { a: [7] }, [], is(7)],
    ['null is one', { input: ['a'] }, { a: null }, [], is(null)],
    ['nothing', { input: ['a', 1] }, { a: [7] }, [], ABSENT],
    ['a number is no key of an object', { input: ['a', 0] }, { a: { '0': 7 } }, [], ABSENT],
    ['a text is no index', { input: ['a', '0'] }, { a: [7] }, [], ABSENT],
    ['no inherited key', { input: ['a', 'toString'] }, { a: {} }, [], ABSENT],
    ['an own one of that name', { input: ['__proto__'] }, JSON.parse('{"__proto__": 1}'), [], is(1)],
    ['an unknown place, whatever stands there', { input: ['a'] }, { a: 7 }, [['a']], at(['a'])],
    ['below one', { input: ['a', 'b', 0] }, {}, [['a']], at(['a', 'b', 0])],
    ['above one', { input: ['a'] }, { a: { b: 1 } }, [['a', 'c']], is({ b: 1 }, [['c']])],
    ['above one, and not there', { input: ['a'] }, {}, [['a', 'c']], UNKNOWN],
    ['beside one', { input: ['a', 'b'] }, { a: {} }, [['a', 'c']], ABSENT],
    ['after the end of an open list', { input: ['a', 3] }, { a: [7] }, [['a', 1]], at(['a', 3])],
    ['before its end', { input: ['a', 0] }, { a: [7] }, [['a', 1]], is(7)],
    ['after the end of a list with an unknown element', { input: ['a', 1] }, { a: [7] }, [['a', 0]], ABSENT],
    ['by the key of a variable', { input: ['a', { var: 2 }] }, { a: { k: 7 } }, [], is(7)],
    ['by a variable that may be any', { input: ['a', { var: 9 }] }, { a: { k: 7 } }, [], UNKNOWN],
    ['by one in what is not there', { input: ['a', { var: 9 }] }, {}, [], ABSENT],
    ['by one that is no key', { input: ['a', { var: 3 }] }, { a: { null: 7 } }, [], ABSENT],
    ['by a value', { input: ['a', { of: { input: ['b'] } }] }, { a: { x: 7 }, b: 'x' }, [], is(7)],
    ['by a value that is not there', { input: ['a', { of: { input: ['c'] } }] }, { a: { x: 7 } }, [], ABSENT],
    [
      'by a value that is not known',
      { input: ['a', { of: { input: ['b'] } }] },
      { a: { x: 7 } },
      [['b']],
      UNKNOWN,
    ],
    [
      'below an unknown place by a key that is not there',
      { input: ['a', { of: { input: ['c'] } }] },
      {},
      [['a']],
      ABSENT,
    ],
  ])('%s', (_, operand, input, places, value) => {
    expect(told(operand, input, places)).toEqual(value);
  });
});

describe('other operands', () => {
  const rules = { 'p/r': { reads: [['a']] } };
  const rule: Operand = { rule: 'p/r', path: ['x'] };
  test.each<[string, Operand, Partial<Known>, readonly Path[], Value]>([
    ['a constant', { value: { a: [1] }, path: ['a', 0] }, {}, [], is(1)],
    ['a variable', { var: 2 }, {}, [], is('k')],
    ['a variable that may be any', { var: 9 }, {}, [], UNKNOWN],
    ['a text of Rego', { rego: 'x', reads: [] }, {}, [], UNKNOWN],
    ['a rule', rule, { rules, ruleValues: { 'p/r': { value: { x: 1 } } } }, [], is(1)],
    ['a member of a rule that is a set', rule, { rules, ruleValues: { 'p/r': { set: ['x'] } } }, [], is('x')],
    ['no member of it', rule, { rules, ruleValues: { 'p/r': { set: ['y'] } } }, [], ABSENT],
    ['a rule that JSON cannot say', rule, { rules, ruleValues: { 'p/r': { other: true } } }, [], UNKNOWN],
    ['a rule without a value', rule, { rules }, [], ABSENT],
    [
      'a rule that reads something unknown',
      rule,
      { rules, ruleValues: { 'p/r': { value: {} } } },
      [['a']],
      UNKNOWN,
    ],
    ['a rule that nobody knows', { rule: 'p/q' }, { rules }, [], UNKNOWN],
    ['a call', { call: 'count', args: [{ value: [1, 2] }] }, {}, [], is(2)],
    ['a call of nothing', { call: 'count', args: [{ input: ['a'] }] }, {}, [], ABSENT],
    ['a call of what is not known', { call: 'count', args: [{ input: ['a'] }] }, {}, [['a']], UNKNOWN],
    ['a call of what is partly known', { call: 'count', args: [{ input: ['l'] }] }, {}, [['l', 0]], UNKNOWN],
    ['a call that nobody tells', { call: 'split', args: [{ value: 'a' }] }, {}, [], UNKNOWN],
    [
      'a call that the module tells',
      { call: 'split', args: [{ value: 'a' }], path: [0] },
      { resultOf: () => ({ value: ['a'] }) },
      [],
      is('a'),
    ],
    [
      'a call without a result',
      { call: 'split', args: [{ value: 'a' }] },
      { resultOf: () => ({}) },
      [],
      ABSENT,
    ],
    [
      'a call on a set is for OPA',
      { call: 'sum', args: [{ set: [1] }] },
      { resultOf: () => ({ value: 1 }) },
      [],
      UNKNOWN,
    ],
  ])('%s', (_, operand, more, places, value) => {
    expect(told(operand, { l: [1] }, places, more)).toEqual(value);
  });

  test('a set is told from an object that has a key of that name', () => {
    const set = told({ set: [1] }, {});
    const object = told({ value: { set: [1] } }, {});
    expect([set, object].map((one) => one.kind === 'known' && isConstantSet(one.value))).toEqual([
      true,
      false,
    ]);
  });
});

test('operands get the keys that their variables stand for', () => {
  const variables = new Map<number, string | number | null>([
    [1, 0],
    [2, null],
  ]);
  const nested: Operand = {
    call: 'f',
    args: [{ var: 1 }, { var: 7 }, { input: ['a', { var: 1 }, { of: { rule: 'r', path: [{ var: 1 }] } }] }],
    path: [{ var: 2 }, { var: 7 }],
  };
  expect(instantiated(nested, variables)).toEqual({
    call: 'f',
    args: [{ value: 0 }, { var: 7 }, { input: ['a', 0, { of: { rule: 'r', path: [0] } }] }],
    path: [{ of: { value: null } }, { var: 7 }],
  });
});
