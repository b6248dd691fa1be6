/** References through local values, which only a configuration at hand has, and what an expression makes of them. */
import { expect, test } from 'vitest';
import { referenceResolver } from '../../../../src/input/configuration/reference-resolver.ts';
import { wholeConfiguration } from '../../../../src/input/document/configuration-store.ts';
import type { Json } from '../../../../src/resource/resource.ts';

function resolve(input: Json, locals: Json, more: Readonly<Record<string, Json>> = {}): unknown {
  const block = { address: 'aws_x.a', mode: 'managed', type: 'aws_x', name: 'a', expressions: { id: input } };
  const root = { resources: [block], locals, ...more };
  return referenceResolver(wholeConfiguration('plan', { root_module: root }).source)('aws_x.a', ['id']);
}

const KEY = { references: ['aws_kms_key.k.arn', 'aws_kms_key.k'] };
const TARGET = { block: 'aws_kms_key.k', attribute: 'arn', instance: 'aws_kms_key.k' };
const LOCAL = { references: ['local.key'] };

test.each<[string, Json, Json, unknown]>([
  ['a local is what it refers to', LOCAL, { key: KEY }, { targets: [TARGET], open: false }],
  [
    'and so is one behind another',
    LOCAL,
    { key: { references: ['local.inner'] }, inner: KEY },
    { targets: [TARGET], open: false },
  ],
  ['one that is not at hand is open', LOCAL, {}, { targets: [], open: true }],
  [
    'one of constants refers to nothing',
    LOCAL,
    { key: { constant_value: 'x' } },
    { targets: [], open: false },
  ],
  ['one that goes round is open', LOCAL, { key: { references: ['local.key'] } }, { targets: [], open: true }],
  [
    'what it makes something else of is not the name',
    LOCAL,
    { key: { ...KEY, compound: true } },
    { targets: [{ ...TARGET, beside: true }], open: false },
  ],
  [
    'a text with it in it is set all the same',
    { ...LOCAL, compound: 'text' },
    { key: { references: [...KEY.references, 'var.x'], compound: true } },
    { targets: [{ ...TARGET, beside: 'text' }], open: false },
  ],
  [
    'but not what is made of such a text',
    { ...LOCAL, compound: true },
    { key: { ...KEY, compound: 'text' } },
    { targets: [{ ...TARGET, beside: true }], open: false },
  ],
  [
    'nor is what the attribute makes something else of',
    { ...LOCAL, compound: true },
    { key: KEY },
    { targets: [{ ...TARGET, beside: true }], open: false },
  ],
  [
    'a member of a map of them',
    { references: ['local.keys["a"]', 'local.keys'] },
    { keys: { references: ['aws_kms_key.k', 'aws_kms_key.j', 'var.x'] } },
    {
      targets: [{ block: 'aws_kms_key.k' }, { block: 'aws_kms_key.j' }],
      open: false,
    },
  ],
])('%s', (_, input, locals, found) => {
  expect(resolve(input, locals)).toEqual(found);
});

test('locals of a module are its own', () => {
  const module = { outputs: { arn: { expression: LOCAL } }, locals: { key: KEY } };
  const more = { module_calls: { m: { module } } };
  const own = { references: ['module.m.arn', 'module.m'] };
  const inside = { block: 'module.m.aws_kms_key.k', attribute: 'arn', instance: 'module.m.aws_kms_key.k' };
  expect(resolve(own, { key: { constant_value: 'other' } }, more)).toEqual({
    targets: [inside],
    open: false,
  });
});
