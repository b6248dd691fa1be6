/** Rules and functions in conditions taken apart, and answers that agree with those of settle(). */
import { describe, expect, test } from 'vitest';
import { isFalse, isTrue, settle } from '../../../../src/evaluate/condition/settle.ts';
import { traceCondition } from '../../../../src/evaluate/condition/trace.ts';
import type { Condition, RuleConditions } from '../../../../src/finding/condition.ts';
import type { Json, JsonObject } from '../../../../src/resource/resource.ts';
import { ENCRYPTED, op, SIZE, telling, traced } from './traced.ts';

describe('rules and functions', () => {
  const rules: Readonly<Record<string, RuleConditions>> = {
    'policies/aws/x/_is_small': { reads: [['values', 'size']], condition: { not: SIZE } },
    'policies/aws/x/_names': { reads: [] },
  };

  test('are told by name, with what they ask', () => {
    const made = { rules, ruleValues: { 'policies/aws/x/_is_small': true } };
    const not = { not: { rule: 'policies/aws/x/_is_small' } };
    expect(
      traced({ all: [not, ENCRYPTED] }, { values: { size: 5, encrypted: true } }, made).below?.[0],
    ).toEqual({
      kind: 'named',
      answer: 'no',
      words: 'not `x._is_small`',
      below: [
        {
          kind: 'is',
          answer: 'yes',
          words: '`values.size` is at most 10',
          values: [{ name: 'values.size', path: ['values', 'size'], value: 5 }],
        },
      ],
    });
  });

  test('that give lists have their members told by what stands there', () => {
    const names = 'policies/aws/x/_names';
    const missing: Condition = {
      some: 1,
      in: { rule: names },
      where: { not: op('true', ['tags', { of: { rule: names, path: [{ var: 1 }] } }]) },
    };
    const made = { rules, ruleValues: { [names]: ['owner', 'team'] } };
    expect(traced(missing, { tags: { team: 'core' } }, made)).toEqual({
      kind: 'some',
      answer: 'yes',
      words: 'for some member of `x._names`',
      below: [
        {
          kind: 'member',
          answer: 'yes',
          words: '`x._names[0]`',
          values: [{ name: 'x._names[0]', value: 'owner' }],
          below: [
            {
              kind: 'is',
              answer: 'yes',
              words: '`tags.owner` is not set or false',
              values: [{ name: 'tags.owner', path: ['tags', 'owner'] }],
            },
          ],
        },
      ],
      more: 1,
    });
  });
});

test('the answer of the whole is that of what decides the verdict, for any values', () => {
  const VALUES: readonly (Json | undefined)[] = [undefined, true, false, 5, 20];
  const conditions: readonly Condition[] = [ENCRYPTED, SIZE, { not: ENCRYPTED }, { not: SIZE }];
  let seen = 0;
  for (const a of conditions)
    for (const b of conditions)
      for (const whole of [{ all: [a, b] }, { any: [a, b] }, { not: { all: [a, { any: [b, a] }] } }])
        for (const encrypted of VALUES)
          for (const size of VALUES)
            for (const places of [[], [['values', 'size']]]) {
              const values = Object.fromEntries(
                Object.entries({ encrypted, size }).filter(([, value]) => value !== undefined),
              ) as JsonObject;
              const about = telling({ values }, { places });
              const left = settle(whole, about.facts);
              const expected = isTrue(left) ? 'yes' : isFalse(left) ? 'no' : 'unknown';
              expect(traceCondition(whole, about, undefined).answer).toBe(expected);
              seen += 1;
            }
  expect(seen).toBe(2400);
});
