/** What is left of conditions: parts that many share are looked at once. */
import { describe, expect, test } from 'vitest';
import type { Known } from '../../../../src/evaluate/condition/operand-value.ts';
import { settle } from '../../../../src/evaluate/condition/settle.ts';
import {
  isAboutUnknown,
  isForOpa,
  leavesOf,
  readsLeft,
} from '../../../../src/evaluate/condition/undecided.ts';
import type { Condition, ConditionStep } from '../../../../src/finding/condition.ts';
import type { Path } from '../../../../src/resource/resource.ts';

const TRAILS = ['referrers', 'aws_cloudtrail', 'account'];

function trail(variable: number, attribute: string): readonly ConditionStep[] {
  return [...TRAILS, { var: variable }, 'values', attribute];
}

/** Some trail is not logging, and none of them covers all regions: the rule speaks of each trail again. */
const NOT_LOGGING: Condition = {
  some: 0,
  in: { input: TRAILS },
  where: {
    all: [
      { op: 'equal', args: [{ input: trail(0, 'enable_logging') }, { value: false }] },
      { not: { rule: 'covered' } },
    ],
  },
};

function facts(count: number): Known {
  const trails = Array.from({ length: count }, () => ({ values: {} }));
  const attributes = ['enable_logging', 'is_multi_region_trail'];
  return {
    input: { referrers: { aws_cloudtrail: { account: trails } } },
    places: trails.flatMap((_, index) => attributes.map((one): Path => [...TRAILS, index, 'values', one])),
    rules: {
      covered: {
        reads: [TRAILS],
        condition: {
          some: 1,
          in: { input: TRAILS },
          where: { op: 'true', args: [{ input: trail(1, 'is_multi_region_trail') }] },
        },
      },
    },
    ruleValues: {},
  };
}

describe('a rule that speaks of all members, asked for each of them', () => {
  const known = facts(3);
  const left = settle(NOT_LOGGING, known);

  test('has its leaves once', () => {
    const logging = [0, 1, 2].map((at) => ({
      op: 'equal',
      args: [{ input: [...TRAILS, at, 'values', 'enable_logging'] }, { value: false }],
    }));
    const regions = [0, 1, 2].map((at) => ({
      op: 'true',
      args: [{ input: [...TRAILS, at, 'values', 'is_multi_region_trail'] }],
    }));
    const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(leavesOf(left))).toEqual(sorted([...logging, ...regions]));
  });

  test('reads each place once', () => {
    const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(readsLeft(left, known.rules))).toEqual(sorted(known.places));
  });

  test('is about what is unknown, and nothing that OPA could tell more of', () => {
    expect(isAboutUnknown(left, known)).toBe(true);
    expect(isForOpa(left, known)).toBe(false);
  });
});

test('what only OPA works out is for OPA where it speaks of what is known as well', () => {
  const known: Known = { input: {}, places: [['values', 'a']], rules: {}, ruleValues: {} };
  const text = (...reads: Path[]): Condition => ({ rego: 'f(input)', reads });
  expect(isForOpa(text(['values', 'a', 'b']), known)).toBe(false);
  expect(isForOpa(text(['values', 'a'], ['values', 'b']), known)).toBe(true);
  expect(isForOpa(text(['values']), known)).toBe(true);
  expect(isForOpa(text(['values', 'b']), known)).toBe(true);
});
