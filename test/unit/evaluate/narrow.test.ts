/** Verdicts on what is not wholly known, by conditions and by OPA where these do not decide. */
import { describe, expect, test } from 'vitest';
import { FALSE, TRUE } from '../../../src/evaluate/condition/settle.ts';
import type { Evaluator } from '../../../src/evaluate/evaluator.ts';
import { narrowWith, openParts } from '../../../src/evaluate/narrow.ts';
import type { Condition, PolicyConditions } from '../../../src/finding/condition.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { JsonObject, Path } from '../../../src/resource/resource.ts';

const reads = { applies: [['values', 'a']], denies: [[['values']]], all: [['values']] };
const POLICY = { id: 'p', reads } as unknown as Policy;
const OPEN: Condition = { op: 'equal', args: [{ input: ['values', 'x'] }, { value: 1 }] };
const TEXT: Condition = {
  rego: 'input.values.x == input.values.y',
  reads: [
    ['values', 'x'],
    ['values', 'y'],
  ],
};

interface Asked {
  readonly results: unknown[];
  readonly partial: unknown[];
}

/** An evaluator that notes what it is asked. */
function evaluator(conditions: PolicyConditions | undefined, more: Partial<Evaluator> = {}) {
  const asked: Asked = { results: [], partial: [] };
  const made = {
    conditions: async () => conditions,
    ruleValues: () => ({ values: {} }),
    results(_: string, calls: readonly unknown[]) {
      asked.results.push(calls);
      return calls.map(() => ({ value: true }));
    },
    async partial(request: object) {
      asked.partial.push(request);
      return { error: 'OPA was asked' };
    },
    ...more,
  } as unknown as Evaluator;
  return { asked, narrow: narrowWith(made) };
}

function question(values: JsonObject, places: readonly Path[] = [['values', 'x']]) {
  return { policy: POLICY, input: { values, type: 't' }, places, set: [] };
}

describe('verdicts by conditions', () => {
  test.each<[string, PolicyConditions, object]>([
    [
      'applies nowhere',
      { applies: FALSE, denies: [OPEN] },
      { verdict: 'not-applicable', denies: [], left: { applies: FALSE, denies: [OPEN] } },
    ],
    [
      'one body holds',
      { applies: TRUE, denies: [OPEN, TRUE] },
      { verdict: 'fail', denies: [1], left: { applies: TRUE, denies: [OPEN, TRUE] } },
    ],
    [
      'no body holds',
      { applies: TRUE, denies: [FALSE, FALSE] },
      { verdict: 'pass', denies: [], left: { applies: TRUE, denies: [FALSE, FALSE] } },
    ],
    [
      'open',
      { applies: TRUE, denies: [OPEN, FALSE] },
      { verdict: 'unknown', denies: [], left: { applies: TRUE, denies: [OPEN, FALSE] } },
    ],
    [
      'denies where it may not apply',
      { applies: OPEN, denies: [TRUE] },
      { verdict: 'unknown', denies: [0], left: { applies: OPEN, denies: [TRUE] } },
    ],
    [
      'denies nowhere, where it may not apply',
      { applies: OPEN, denies: [FALSE] },
      { verdict: 'unknown', denies: [], left: { applies: OPEN, denies: [FALSE] } },
    ],
  ])('%s', async (_, conditions, narrowed) => {
    const { asked, narrow } = evaluator(conditions);
    expect(await narrow(question({}))).toEqual(narrowed);
    expect(asked).toEqual({ results: [], partial: [] });
  });

  test('equal questions are answered once, whatever else the input holds', async () => {
    const { narrow } = evaluator({ applies: TRUE, denies: [OPEN] });
    const first = await narrow(question({ x: 1 }));
    const again = { ...question({ x: 1 }), input: { type: 'other', tags: {}, values: { x: 1 } } };
    expect(await narrow(again)).toBe(first);
    expect(await narrow(question({ x: 2 }))).not.toBe(first);
    expect(await narrow({ ...question({ x: 1 }), set: [['values', 'x']] })).not.toBe(first);
    expect(await narrow(question({ x: 1 }, []))).toEqual({
      verdict: 'fail',
      denies: [0],
      left: { applies: TRUE, denies: [TRUE] },
    });
  });

  test('calls on what is known are asked for at once, and once', async () => {
    const call = (value: string): Condition => ({
      op: 'glob.match',
      args: [{ value }, { input: ['values', 'k'] }],
    });
    const denies = [{ all: [call('a'), OPEN] }, { not: call('b') }, { not: call('a') }];
    const { asked, narrow } = evaluator({ applies: TRUE, denies, calls: { 'glob.match': 2 } });
    expect(await narrow(question({ k: 'v' }))).toEqual({
      verdict: 'unknown',
      denies: [],
      left: { applies: TRUE, denies: [OPEN, FALSE, FALSE] },
    });
    const name = 'glob.match';
    expect(asked).toEqual({
      results: [
        [
          { name, args: ['a', 'v'] },
          { name, args: ['b', 'v'] },
        ],
      ],
      partial: [],
    });
  });
});

describe('OPA', () => {
  test('is asked where text speaks of what is known, and its error is told', async () => {
    const conditions = { applies: TRUE, denies: [TEXT] };
    const { asked, narrow } = evaluator(conditions);
    expect(await narrow(question({ y: 2 }))).toEqual({
      verdict: 'unknown',
      denies: [],
      left: conditions,
      error: 'OPA was asked',
    });
    expect(asked.partial).toEqual([
      {
        policyId: 'p',
        input: { values: { y: 2 } },
        places: [['values', 'x']],
        reads: [['values', 'a'], ['values']],
      },
    ]);
  });

  test('is asked where text reads nothing of the input', async () => {
    const { asked, narrow } = evaluator({ applies: TRUE, denies: [{ rego: 'f(1)', reads: [] }] });
    await narrow(question({}));
    expect(asked.partial).toHaveLength(1);
  });

  test('is not asked where all that is left is unknown', async () => {
    const { asked, narrow } = evaluator({ applies: TRUE, denies: [TEXT] });
    const { verdict } = await narrow(
      question({}, [
        ['values', 'x'],
        ['values', 'y'],
      ]),
    );
    expect([verdict, asked.partial]).toEqual(['unknown', []]);
  });

  test('decides what the conditions leave; of the rest these tell', async () => {
    const answer: PolicyConditions = { applies: TRUE, denies: [FALSE, TEXT] };
    const { narrow } = evaluator({ applies: TRUE, denies: [TEXT, OPEN] }, { partial: async () => answer });
    expect(await narrow(question({ y: 2 }))).toEqual({
      verdict: 'unknown',
      denies: [],
      left: { applies: TRUE, denies: [FALSE, OPEN] },
    });
  });

  test('is asked for all where there are no conditions, or no values of rules', async () => {
    const answer: PolicyConditions = { applies: TRUE, denies: [FALSE] };
    const rules = { 'p/r': { reads: [] } };
    const without = evaluator(undefined, { partial: async () => answer });
    const failing = evaluator(
      { applies: TRUE, denies: [OPEN], rules },
      { partial: async () => answer, ruleValues: () => ({ error: 'no' }) },
    );
    for (const { narrow } of [without, failing])
      expect(await narrow(question({}))).toEqual({ verdict: 'pass', denies: [], left: answer });
  });

  test('that fails as well leaves the policy by its name', async () => {
    const { narrow } = evaluator(undefined);
    const text: Condition = { rego: 'p', reads: [[]] };
    expect(await narrow(question({}))).toEqual({
      verdict: 'unknown',
      denies: [],
      left: { applies: text, denies: [text] },
      error: 'OPA was asked',
    });
  });
});

test('what is open matters only beside what does not decide', () => {
  expect(openParts({ applies: OPEN, denies: [TRUE, TEXT] })).toEqual([OPEN]);
  expect(openParts({ applies: TRUE, denies: [FALSE, TEXT] })).toEqual([TEXT]);
  expect(openParts({ applies: OPEN, denies: [FALSE, TEXT] })).toEqual([OPEN, TEXT]);
});
