/** What is left of conditions where parts of the input are not known. */
import { describe, expect, test } from 'vitest';
import type { Known } from '../../../../src/evaluate/condition/operand-value.ts';
import { FALSE, negated, settle, TRUE } from '../../../../src/evaluate/condition/settle.ts';
import type { Condition, ConditionStep } from '../../../../src/finding/condition.ts';
import type { JsonObject, Path } from '../../../../src/resource/resource.ts';

function known(input: JsonObject, places: readonly Path[] = [], more: Partial<Known> = {}): Known {
  return { input, places, rules: {}, ruleValues: {}, ...more };
}

function defined(...input: ConditionStep[]): Condition {
  return { op: 'defined', args: [{ input }] };
}

function equal(input: readonly ConditionStep[], value: string | number): Condition {
  return { op: 'equal', args: [{ input }, { value }] };
}

const OPEN = equal(['open'], 1);
const PLACES: readonly Path[] = [['open']];

describe('and, or, not', () => {
  const facts = known({ a: 1 }, PLACES);
  test.each<[string, Condition, Condition]>([
    ['all of nothing', { all: [] }, TRUE],
    ['any of nothing', { any: [] }, FALSE],
    ['one that is false decides "and"', { all: [OPEN, equal(['a'], 2)] }, FALSE],
    ['one that is true decides "or"', { any: [OPEN, equal(['a'], 1)] }, TRUE],
    ['what is known goes', { all: [equal(['a'], 1), OPEN] }, OPEN],
    ['what is false goes', { any: [equal(['a'], 2), OPEN] }, OPEN],
    ['nested ones become one', { all: [{ all: [OPEN, OPEN] }, OPEN] }, { all: [OPEN, OPEN, OPEN] }],
    ['what is open stays open', { not: OPEN }, { not: OPEN }],
    ['twice not', { not: { not: OPEN } }, OPEN],
    ['what is not there is not', { not: equal(['b'], 1) }, TRUE],
  ])('%s', (_, condition, left) => {
    expect(settle(condition, facts)).toEqual(left);
  });

  test('negation turns round what is decided', () => {
    expect([TRUE, FALSE, OPEN].map(negated)).toEqual([FALSE, TRUE, { not: OPEN }]);
  });
});

describe('some member', () => {
  const some = (where: Condition, from: readonly ConditionStep[] = ['l']): Condition => ({
    some: 1,
    in: { input: from },
    where,
  });
  const isOne = some(equal(['l', { var: 1 }], 1));
  test.each<[string, Condition, Known, Condition]>([
    ['one that is known', isOne, known({ l: [2, 1] }, [['l', 2]]), TRUE],
    ['none', isOne, known({ l: [2] }), FALSE],
    [
      'one by its key, of a list that may go on',
      some({ op: 'equal', args: [{ var: 1 }, { value: 3 }] }),
      known({ l: [2] }, [['l', 1]]),
      defined('l', 1),
    ],
    [
      'one by its key, of a list that ends',
      some({ op: 'equal', args: [{ var: 1 }, { value: 3 }] }),
      known({ l: [2, 1] }, [['l', 1]]),
      FALSE,
    ],
    [
      'none of those known',
      isOne,
      known({ l: [2] }, [['l', 1]]),
      { all: [defined('l', 1), equal(['l', 1], 1)] },
    ],
    ['of a list that is not known', isOne, known({}, [['l']]), isOne],
    ['of what is no list', isOne, known({ l: 'ab' }), FALSE],
    [
      'by a key that is not there',
      isOne,
      known({ l: {} }, [['l', 'k']]),
      { all: [defined('l', 'k'), equal(['l', 'k'], 1)] },
    ],
    ['nothing asked of it', some(TRUE), known({ l: [] }, [['l', 0]]), defined('l', 0)],
    ['nothing asked of it, one is there', some(TRUE), known({ l: [2] }, [['l', 1]]), TRUE],
    ['one that may be gone', some(TRUE), known({ l: [2] }, [['l', 0]]), defined('l', 0)],
    ['one of which a part is not known', some(TRUE), known({ l: [{}] }, [['l', 0, 'x']]), TRUE],
    ['nothing that could hold', some(FALSE), known({}, [['l']]), FALSE],
  ])('%s', (_, condition, facts, left) => {
    expect(settle(condition, facts)).toEqual(left);
  });

  test('every member of an open list: none that does not', () => {
    const every: Condition = {
      all: [{ op: 'collection', args: [{ input: ['l'] }] }, { not: some({ not: equal(['x'], 1) }) }],
    };
    expect(settle(every, known({ l: [], x: 2 }, [['l', 0]]))).toEqual({ not: defined('l', 0) });
    expect(settle(every, known({ l: 'text', x: 2 }))).toEqual(FALSE);
    expect(settle(every, known({ l: [], x: 2 }))).toEqual(TRUE);
  });

  test('a list that is too long to be gone through is left open', () => {
    const l = Array.from({ length: 10_001 }, () => 1);
    expect(settle(isOne, known({ l }))).toEqual(isOne);
  });
});

describe('operations', () => {
  test.each<[string, Condition, Known, Condition]>([
    [
      'a known one is told by its value',
      { op: 'lt', args: [{ value: { a: 3 }, path: ['a'] }, { input: ['open'] }] },
      known({}, PLACES),
      { op: 'lt', args: [{ value: 3 }, { input: ['open'] }] },
    ],
    [
      'a place keeps its name',
      { op: 'lt', args: [{ input: ['a'] }, { input: ['open'] }] },
      known({ a: 3 }, PLACES),
      { op: 'lt', args: [{ input: ['a'] }, { input: ['open'] }] },
    ],
    [
      'an object with an unknown part is there',
      { op: 'true', args: [{ input: ['o'] }] },
      known({ o: {} }, [['o', 'x']]),
      TRUE,
    ],
    [
      'but is not known to equal',
      { op: 'equal', args: [{ input: ['o'] }, { value: {} }] },
      known({ o: {} }, [['o', 'x']]),
      { op: 'equal', args: [{ input: ['o'] }, { value: {} }] },
    ],
    [
      'a member that is known',
      { op: 'internal.member_2', args: [{ value: 1 }, { input: ['l'] }] },
      known({ l: [1] }, [['l', 1]]),
      TRUE,
    ],
    [
      'one that is unknown itself is no sure member',
      { op: 'internal.member_2', args: [{ value: 1 }, { input: ['l'] }] },
      known({ l: [1] }, [['l', 0]]),
      { op: 'internal.member_2', args: [{ value: 1 }, { input: ['l'] }] },
    ],
    [
      'what the module says',
      { op: 'glob.match', args: [{ value: 'a' }] },
      known({}, [], { resultOf: () => ({ value: false }) }),
      FALSE,
    ],
    [
      'what it has no result of',
      { op: 'glob.match', args: [{ value: 'a' }] },
      known({}, [], { resultOf: () => ({}) }),
      FALSE,
    ],
    [
      'a set is a result',
      { op: 'keys', args: [{ value: 'a' }] },
      known({}, [], { resultOf: () => ({ set: [] }) }),
      TRUE,
    ],
  ])('%s', (_, condition, facts, left) => {
    expect(settle(condition, facts)).toEqual(left);
  });

  test('that something is no member of nothing is not certain where it may not be there at all', () => {
    const member: Condition = { op: 'internal.member_2', args: [{ input: ['open'] }, { set: [] }] };
    expect(settle({ not: member }, known({}, PLACES))).toEqual({ not: member });
  });

  test('what is taken to be set is there and not empty, and nothing more', () => {
    const facts = known({}, PLACES, { isSet: (path) => path.length === 1 && path[0] === 'open' });
    const place = { input: ['open'] };
    expect(
      [
        { op: 'defined', args: [place] },
        { op: 'true', args: [place] },
        { op: 'equal', args: [place, { value: '' }] },
        { op: 'neq', args: [{ value: null }, place] },
        OPEN,
        { op: 'defined', args: [{ input: ['open', 'below'] }] },
      ].map((condition) => settle(condition, facts)),
    ).toEqual([TRUE, TRUE, FALSE, TRUE, OPEN, { op: 'defined', args: [{ input: ['open', 'below'] }] }]);
  });
});

describe('rules and functions', () => {
  const BY_KNOWN = JSON.parse(
    `{"known": "p/r", "then": {"all": []}, "else": ${JSON.stringify(OPEN)}}`,
  ) as Condition;
  const rules = { 'p/r': { reads: [['a']], condition: equal(['a'], 1) }, 'p/text': { reads: [['a']] } };
  test.each<[string, Condition, Known, Condition]>([
    [
      'by its value',
      { rule: 'p/r' },
      known({}, PLACES, { rules, ruleValues: { 'p/r': { value: true } } }),
      TRUE,
    ],
    ['without a value', { rule: 'p/r' }, known({}, PLACES, { rules }), FALSE],
    ['false', { rule: 'p/r' }, known({}, PLACES, { rules, ruleValues: { 'p/r': { value: false } } }), FALSE],
    ['by its bodies', { rule: 'p/r' }, known({}, [['a']], { rules }), equal(['a'], 1)],
    [
      'without a condition',
      { rule: 'p/text' },
      known({}, [['a']], { rules }),
      { rego: 'p/text', reads: [['a']] },
    ],
    ['known', BY_KNOWN, known({}, PLACES, { rules }), TRUE],
    ['not known', BY_KNOWN, known({}, [['a'], ['open']], { rules }), OPEN],
    [
      'a function by its result',
      { test: 'p/f', args: [{ value: 1 }], as: OPEN },
      known({}, PLACES, { resultOf: () => ({ other: true }) }),
      TRUE,
    ],
    [
      'a function by its bodies',
      { test: 'p/f', args: [{ input: ['open'] }], as: FALSE },
      known({}, PLACES),
      FALSE,
    ],
    [
      'a function of what is not there',
      { test: 'p/f', args: [{ input: ['b'] }], as: TRUE },
      known({}, PLACES),
      FALSE,
    ],
    [
      'a function that is left',
      { test: 'p/f', args: [{ input: ['open'] }], as: OPEN },
      known({}, PLACES),
      { test: 'p/f', args: [{ input: ['open'] }], as: OPEN },
    ],
    ['what only OPA can tell', { rego: 'x', reads: [] }, known({}), { rego: 'x', reads: [] }],
  ])('%s', (_, condition, facts, left) => {
    expect(settle(condition, facts)).toEqual(left);
  });
});
