/** No sensitive value is left in a masked plan, wherever the plan has it, and nothing else changes. */
import { expect, test } from 'vitest';
import { maskedPlan } from '../../../../src/input/plan/masked-plan.ts';
import type { JsonObject } from '../../../../src/resource/resource.ts';

const HIDDEN = '(sensitive)';

test('marked places of all sections, of the same kind as what stood there', () => {
  const plan: JsonObject = {
    variables: { pw: { value: 'abc' }, other: { value: 'abc' } },
    planned_values: {
      outputs: { secret: { sensitive: true, value: { a: 1 } }, open: { sensitive: false, value: 'x' } },
      root_module: {
        resources: [
          {
            address: 'a.b',
            values: { pw: 7, list: ['q', 'r'] },
            sensitive_values: { pw: true, list: [false, true] },
          },
        ],
      },
    },
    prior_state: {
      values: {
        root_module: {
          child_modules: [{ resources: [{ values: { k: null }, sensitive_values: { k: true } }] }],
        },
      },
    },
    resource_drift: [
      {
        change: {
          before: { t: ['s'] },
          before_sensitive: { t: true },
          after: { t: 's' },
          after_sensitive: false,
        },
      },
    ],
    output_changes: { o: { before: null, after: 'zz', after_sensitive: true } },
    configuration: { root_module: { variables: { pw: { sensitive: true }, other: {} } } },
  };
  expect(maskedPlan(plan, new Set())).toEqual({
    ...plan,
    variables: { pw: { value: HIDDEN }, other: { value: 'abc' } },
    planned_values: {
      outputs: {
        secret: { sensitive: true, value: { [HIDDEN]: HIDDEN } },
        open: { sensitive: false, value: 'x' },
      },
      root_module: {
        resources: [
          {
            address: 'a.b',
            values: { pw: HIDDEN, list: ['q', HIDDEN] },
            sensitive_values: { pw: true, list: [false, true] },
          },
        ],
      },
    },
    resource_drift: [
      {
        change: {
          before: { t: [HIDDEN] },
          before_sensitive: { t: true },
          after: { t: 's' },
          after_sensitive: false,
        },
      },
    ],
    output_changes: { o: { before: null, after: HIDDEN, after_sensitive: true } },
  });
});

test('copies elsewhere, of what stands at a marked place and of what another input marks', () => {
  const plan: JsonObject = {
    resource_changes: [
      {
        change: {
          after: { pw: 'correct-horse-1', url: 'db://u:correct-horse-1@h', to: 'from-elsewhere-9' },
          after_sensitive: { pw: true },
        },
      },
    ],
    configuration: {
      root_module: { resources: [{ expressions: { pw: { constant_value: 'correct-horse-1' } } }] },
    },
  };
  expect(maskedPlan(plan, new Set(['from-elsewhere-9']))).toEqual({
    resource_changes: [
      { change: { after: { pw: HIDDEN, url: HIDDEN, to: HIDDEN }, after_sensitive: { pw: true } } },
    ],
    configuration: { root_module: { resources: [{ expressions: { pw: { constant_value: HIDDEN } } }] } },
  });
});

test('keys that repeat one', () => {
  const plan: JsonObject = {
    resource_changes: [
      {
        change: {
          after: { pw: 'pass-word-1', tags: { 'pass-word-1': 'a', 'x pass-word-1': 'b', c: 'c' } },
          after_sensitive: { pw: true },
        },
      },
    ],
  };
  expect(maskedPlan(plan, new Set())).toEqual({
    resource_changes: [
      {
        change: {
          after: { pw: HIDDEN, tags: { [HIDDEN]: 'a', [`${HIDDEN}2`]: 'b', c: 'c' } },
          after_sensitive: { pw: true },
        },
      },
    ],
  });
});

test('a plan without any is given back as it is', () => {
  const plan: JsonObject = { resource_changes: [{ change: { after: { a: 1 }, after_sensitive: {} } }] };
  expect(maskedPlan(plan, new Set(['prod']))).toBe(plan);
});
