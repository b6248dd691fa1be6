/** Conditions taken apart: answers, what comes of the whole, members, and what is not told. */
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../../src/finding/condition.ts';
import type { JsonObject } from '../../../../src/resource/resource.ts';
import { ENCRYPTED, op, SIZE, traced } from './traced.ts';

describe('a condition', () => {
  test('has its answer, its words and what stands there; "not" is part of the words', () => {
    const input = { values: { encrypted: true } };
    expect(traced({ not: ENCRYPTED }, input)).toEqual({
      kind: 'is',
      answer: 'no',
      words: '`values.encrypted` is not set or false',
      values: [{ name: 'values.encrypted', path: ['values', 'encrypted'], value: true }],
    });
  });

  test('that is not known says why, and where it is assumed that', () => {
    const places = [['values', 'encrypted']];
    expect(traced(ENCRYPTED, { values: {} }, { places, assumed: places })).toEqual({
      kind: 'is',
      answer: 'unknown',
      words: '`values.encrypted` is set and not false',
      values: [
        {
          name: 'values.encrypted',
          path: ['values', 'encrypted'],
          reason: 'after-apply',
          assumed: true,
        },
      ],
    });
  });

  test('that OPA alone can tell has the answer that comes of the whole, else none', () => {
    const opas: Condition = { rego: 'f(input.values.size)', reads: [['values', 'size']] };
    const answers = (whole: Condition, told?: boolean): unknown => {
      const { answer, below = [] } = traced(whole, { values: { size: 5 } }, {}, told);
      return [answer, ...below.map((one) => one.answer)];
    };
    expect(answers({ all: [{ not: SIZE }, opas] })).toEqual(['untold', 'yes', 'untold']);
    expect(answers({ all: [{ not: SIZE }, opas] }, true)).toEqual(['yes', 'yes', 'yes']);
    expect(answers({ all: [{ not: SIZE }, opas] }, false)).toEqual(['no', 'yes', 'no']);
    expect(answers({ not: { all: [{ not: SIZE }, opas] } }, true)).toEqual(['yes']);
    const unknown = traced(opas, { values: {} }, { places: [['values', 'size']] });
    expect(unknown.answer).toBe('unknown');
  });

  test('that is always so, or never, says that', () => {
    expect(traced({ all: [] }, {})).toEqual({ kind: 'all', answer: 'yes', words: 'always' });
    expect(traced({ not: { all: [] } }, {})).toEqual({ kind: 'any', answer: 'no', words: 'never' });
  });
});

describe('several conditions', () => {
  const input = { values: { size: 5, type: 'gp3' } };
  const isOld = op('equal', ['values', 'type'], 'gp2');

  test('of which all must hold are all told; those that decide are taken apart', () => {
    const { kind, answer, below = [] } = traced({ all: [SIZE, { not: isOld }] }, input);
    expect([kind, answer]).toEqual(['all', 'no']);
    expect(below.map((one) => [one.answer, one.words])).toEqual([
      ['no', '`values.size` is more than 10'],
      ['yes', '`values.type` is not "gp2"'],
    ]);
  });

  test('of which any may hold are told as far as they decide; a "not" before them turns them round', () => {
    expect(traced({ any: [SIZE, { not: isOld }] }, input).words).toBe('`values.type` is not "gp2"');
    const { kind, answer, below = [] } = traced({ not: { any: [SIZE, isOld] } }, input);
    expect([kind, answer]).toEqual(['all', 'yes']);
    expect(below.map((one) => [one.answer, one.words])).toEqual([
      ['yes', '`values.size` is at most 10'],
      ['yes', '`values.type` is not "gp2"'],
    ]);
  });

  test('do not say that a place is there of which more is said; where nothing is there, only that', () => {
    const asks: Condition = { all: [op('defined', ['values', 'size']), SIZE] };
    expect(traced(asks, { values: { size: 11 } }).words).toBe('`values.size` is more than 10');
    expect(traced(asks, { values: {} })).toEqual({
      kind: 'is',
      answer: 'no',
      words: '`values.size` is set',
      values: [{ name: 'values.size', path: ['values', 'size'] }],
    });
  });
});

describe('members of a list', () => {
  const PORT = (variable: number): Condition =>
    op('equal', ['values', 'rules', { var: variable }, 'port'], 22);
  const some: Condition = {
    some: 1,
    in: { input: ['values', 'rules'] },
    where: { all: [op('defined', ['values', 'rules', { var: 1 }]), PORT(1)] },
  };
  const rules = (...ports: number[]): JsonObject => ({ values: { rules: ports.map((port) => ({ port })) } });

  test('that decide are told, a few of them, by their places', () => {
    const { kind, answer, words, below = [], more } = traced(some, rules(80, 22, 22, 443, 22, 22));
    expect([kind, answer, words, more]).toEqual(['some', 'yes', 'for some member of `values.rules`', 3]);
    expect(below.map((one) => [one.kind, one.answer, one.words])).toEqual([
      ['member', 'yes', '`values.rules[1]`'],
      ['member', 'yes', '`values.rules[2]`'],
      ['member', 'yes', '`values.rules[4]`'],
    ]);
    expect(below[0]?.below?.[0]?.words).toBe('`values.rules[1].port` is 22');
  });

  test('of which none may hold are told as they are', () => {
    const { kind, answer, words, below = [] } = traced({ not: some }, rules(80, 443));
    expect([kind, answer, words]).toEqual(['none', 'yes', 'for no member of `values.rules`']);
    expect(below.map((one) => one.answer)).toEqual(['no', 'no']);
  });

  test('are no members where nothing is there, and the one where there is one', () => {
    expect(traced(some, rules())).toEqual({
      kind: 'some',
      answer: 'no',
      words: '`values.rules` has a member',
    });
    expect(traced(some, rules(22)).words).toBe('for the one member of `values.rules`');
    expect(traced({ not: some }, rules(22)).words).toBe('not for the one member of `values.rules`');
  });

  test('that nobody knows are asked all the same', () => {
    expect(traced(some, { values: {} }, { places: [['values', 'rules']] })).toEqual({
      kind: 'some',
      answer: 'unknown',
      words: 'for some member of `values.rules`',
      values: [{ name: 'values.rules', path: ['values', 'rules'], reason: 'after-apply' }],
      below: [{ kind: 'is', answer: 'unknown', words: '`values.rules[*].port` is 22' }],
    });
  });

  test('that nobody knows are taken apart where something else decides', () => {
    const inner: Condition = {
      some: 2,
      in: { input: ['values', 'rules', { var: 1 }, 'ports'] },
      where: SIZE,
    };
    const outer: Condition = { some: 1, in: { input: ['values', 'rules'] }, where: inner };
    const trace = traced(outer, { values: { size: 5 } }, { places: [['values', 'rules']] });
    expect([trace.answer, trace.below?.[0]?.answer, trace.below?.[0]?.below?.[0]?.words]).toEqual([
      'no',
      'no',
      '`values.size` is more than 10',
    ]);
  });

  test('that are looked up in a table say by what', () => {
    const looked: Condition = {
      op: 'true',
      args: [{ value: { public: 'everyone' }, path: [{ of: { input: ['values', 'acl'] } }] }],
    };
    expect(traced(looked, { values: { acl: 'private' } })).toEqual({
      kind: 'is',
      answer: 'no',
      words: '`values.acl` is one of "public"',
      values: [{ name: 'values.acl', path: ['values', 'acl'], value: 'private' }],
    });
  });

  test('are not named where their keys may be secret', () => {
    const tags: Condition = {
      some: 1,
      in: { input: ['tags'] },
      where: { op: 'equal', args: [{ var: 1 }, { value: 'hush' }] },
    };
    const told = JSON.stringify(traced(tags, { tags: { hushed: 'x' } }, { sensitive: [['tags']] }));
    expect(told).not.toContain('hushed');
    expect(JSON.stringify(traced(tags, { tags: { plain: 'x' } }))).toContain('plain');
  });

  test('are not named where a secret says which list it is', () => {
    const step = { of: { input: ['values', 'password'] } };
    const lists: Condition = {
      some: 1,
      in: { value: { hunter2: ['a', 'b'], other: ['c', 'd'] }, path: [step] },
      where: { op: 'equal', args: [{ var: 1 }, { value: 1 }] },
    };
    const input = { values: { password: 'hunter2' } };
    const told = traced(lists, input, { sensitive: [['values', 'password']] });
    expect(told.below).toEqual([{ kind: 'is', answer: 'untold', words: 'its key is 1' }]);
    const [line] = traced(lists, input).below ?? [];
    expect(line?.words).toBe('`{"hunter2":["a","b"],"other":["c","d"]}[values.password][1]`');
  });
});

describe('what stands there', () => {
  test('is left out where it is sensitive, holds something sensitive, or comes of it', () => {
    const sensitive = [['values', 'password']];
    const input = { values: { password: 'hunter2', name: 'x' } };
    const rules = { 'policies/a/_all': { reads: [['values']] } };
    const ruleValues = { 'policies/a/_all': ['hunter2'] };
    const asks: readonly Condition[] = [
      op('equal', ['values', 'password'], 'x'),
      op('true', ['values']),
      { op: 'internal.member_2', args: [{ value: 'x' }, { rule: 'policies/a/_all' }] },
      op('true', ['tags', { of: { input: ['values', 'password'] } }]),
      { op: 'equal', args: [{ call: 'lower', args: [{ input: ['values', 'password'] }] }, { value: 'x' }] },
    ];
    for (const condition of asks) {
      const told = JSON.stringify(traced(condition, input, { sensitive, rules, ruleValues }));
      expect(told).not.toContain('hunter2');
    }
    expect(JSON.stringify(traced(asks[3] as Condition, input))).toContain('tags.hunter2');
  });
});
