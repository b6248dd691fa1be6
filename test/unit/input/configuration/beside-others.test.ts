/** Which references of one expression are certainly not all of it. */
import { expect, test } from 'vitest';
import { besideOthers } from '../../../../src/input/configuration/beside-others.ts';
import { referenceResolver } from '../../../../src/input/configuration/reference-resolver.ts';
import { parseTraversal } from '../../../../src/resource/address.ts';
import { configurationOf, type PlanJson } from '../../resource/links/plan-reader.ts';

test.each([
  [['b.x.id'], [false]],
  [
    ['b.x.id', 'var.s'],
    [true, false],
  ],
  [
    ['var.c', 'b.x.id', 'var.c'],
    [false, true, true],
  ],
  [
    ['path.module', 'var.b'],
    [false, true],
  ],
  // What may be an index: `b.x[var.k].id`, `module.m[each.key].out`, `var.m[var.k]`, `each.value[count.index]`.
  [
    ['b.x', 'var.k'],
    [false, false],
  ],
  [
    ['b.x[0]', 'each.key'],
    [false, false],
  ],
  [
    ['module.m', 'each.key'],
    [false, false],
  ],
  [
    ['var.m', 'var.k'],
    [false, true],
  ],
  [
    ['each.value', 'count.index'],
    [false, true],
  ],
  // `try(b.x.id, b.y.id)`.
  [
    ['b.x.id', 'b.y.id'],
    [false, false],
  ],
  [
    ['b.x.id', 'not a reference'],
    [false, false],
  ],
  [[], []],
])('%j', (list, expected) => {
  const beside = besideOthers(list.map(parseTraversal));
  expect(list.map((_, place) => beside(place))).toEqual(expected);
});

test('what stands in another block of the same kind stands beside nothing', () => {
  const blocks = (...lists: string[][]): PlanJson => ({
    resource_changes: [],
    configuration: {
      root_module: {
        resources: [
          { address: 'l.l', expressions: { rule: lists.map((references) => ({ arn: { references } })) } },
        ],
      },
    },
  });
  const besides = (plan: PlanJson): unknown[] =>
    referenceResolver(configurationOf(plan))('l.l', ['rule', 0, 'arn']).targets.map(({ beside }) => beside);
  expect(besides(blocks(['k.one.arn', 'k.one'], ['var.key']))).toEqual([undefined]);
  expect(besides(blocks(['k.one.arn', 'k.one', 'var.key']))).toEqual([true]);
});
