/** References found by path and freed of the parents that Terraform lists after each. */
import { expect, test } from 'vitest';
import { expressionAt, withoutParents } from '../../../../src/input/configuration/reference-list.ts';

test.each([
  [['x.y.id', 'x.y'], ['x.y.id']],
  [
    ['x.y["a.b"].id', 'x.y["a.b"]', 'x.y', 'x.y', 'each.key'],
    ['x.y["a.b"].id', 'x.y', 'each.key'],
  ],
  [['module.m["k"].out', 'module.m["k"]'], ['module.m["k"].out']],
  [
    ['x.y', 'count.index'],
    ['x.y', 'count.index'],
  ],
  [
    ['x.yy', 'x.y'],
    ['x.yy', 'x.y'],
  ],
  [
    ['var.a.b.c', 'var.a.b', 'var.a', 'var.a'],
    ['var.a.b.c', 'var.a'],
  ],
  [
    ['each.key', 'each.key'],
    ['each.key', 'each.key'],
  ],
])('%j', (list, expected) => expect(withoutParents(list)).toEqual(expected));

const expressions = {
  bucket: { references: ['a.b.id', 'a.b'] },
  made: {},
  named: { constant_value: null },
  rule: [
    { key: [{ arn: { references: ['k.one.arn', 'k.one'] } }] },
    { key: [{ arn: { references: ['k.two.arn', 'k.two'] } }] },
  ],
  ingress: { references: ['g.peer.id', 'g.peer'] },
};

test.each([
  [['bucket'], { references: ['a.b.id', 'a.b'], missing: false }],
  [['made'], { references: [], missing: false }],
  [['named'], { references: [], missing: false }],
  [['other'], { references: [], missing: true }],
  // The elements of a set come in another order than their blocks: all of them are meant.
  [
    ['rule', 0, 'key', 0, 'arn'],
    { references: ['k.one.arn', 'k.one', 'k.two.arn', 'k.two'], missing: false, several: true },
  ],
  [
    ['rule', 'key', 'arn'],
    { references: ['k.one.arn', 'k.one', 'k.two.arn', 'k.two'], missing: false, several: true },
  ],
  [['rule', 0, 'lock'], { references: [], missing: true }],
  [['ingress', 0, 'security_groups', 0], { references: ['g.peer.id', 'g.peer'], missing: false }],
] as const)('the expression at %j', (path, expected) =>
  expect(expressionAt(expressions, path)).toEqual(expected),
);

test('hostile shapes are nothing', () => {
  for (const odd of [undefined, null, 3, 'text', [], [[]], { references: 'x' }, { references: [1, null] }])
    expect(expressionAt(odd as never, ['a']).references).toEqual([]);
});
