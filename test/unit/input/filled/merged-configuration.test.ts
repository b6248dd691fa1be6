/** A plan's configuration and its source: what agrees, what the source adds, and what shows that it is another one. */
import { describe, expect, it } from 'vitest';
import { isPartOf, mergedConfiguration } from '../../../../src/input/filled/merged-configuration.ts';
import type { Json, JsonObject } from '../../../../src/resource/resource.ts';

function resource(name: string, expressions: JsonObject, more: JsonObject = {}): JsonObject {
  return { address: `aws_x.${name}`, mode: 'managed', type: 'aws_x', name, expressions, ...more };
}

function configuration(root: JsonObject, providers: JsonObject = {}): JsonObject {
  return { provider_config: providers, root_module: root };
}

function merged(plan: JsonObject, source: JsonObject) {
  return mergedConfiguration({ plan, source, isTyped: (_, type) => type === 'aws_x' });
}

describe('what the source adds', () => {
  it('local values, dynamic blocks, and what an expression makes', () => {
    const plan = configuration({
      resources: [
        resource('a', { arn: { references: ['aws_x.b.id', 'aws_x.b'] } }, { provider_config_key: 'aws' }),
      ],
    });
    const source = configuration({
      resources: [
        resource('a', {
          arn: { references: ['aws_x.b.id', 'aws_x.b'], compound: true },
          rule: [{ port: { constant_value: 1 } }],
        }),
      ],
      locals: { l: { references: ['var.x'] } },
    });
    expect(merged(plan, source)).toEqual({
      configuration: configuration({
        resources: [
          resource(
            'a',
            {
              arn: { references: ['aws_x.b.id', 'aws_x.b'], compound: true },
              rule: [{ port: { constant_value: 1 } }],
            },
            { provider_config_key: 'aws' },
          ),
        ],
        locals: { l: { references: ['var.x'] } },
      }),
    });
  });

  it('in modules too, and in their outputs', () => {
    const of = (more: JsonObject, expression: JsonObject): JsonObject =>
      configuration({
        module_calls: {
          m: {
            expressions: { name: { constant_value: 'x' } },
            module: { outputs: { id: { expression } }, ...more },
          },
        },
      });
    const plan = of({}, { references: ['aws_x.b.id'] });
    const source = of({ locals: { l: {} } }, { references: ['aws_x.b.id'], compound: true });
    expect(merged(plan, source)).toEqual({
      configuration: {
        provider_config: {},
        root_module: {
          resources: [],
          module_calls: {
            m: {
              expressions: { name: { constant_value: 'x' } },
              module: {
                resources: [],
                outputs: { id: { expression: { references: ['aws_x.b.id'], compound: true } } },
                locals: { l: {} },
              },
            },
          },
        },
      },
    });
  });

  it('blocks of a provider that the plan does not show, and nothing over what it does', () => {
    const plan = configuration(
      {},
      { aws: { name: 'aws', expressions: { region: { references: ['var.r'] } } } },
    );
    const source = configuration(
      {},
      { aws: { expressions: { region: { constant_value: 'eu-west-1' }, default_tags: [{}] } }, other: {} },
    );
    expect(merged(plan, source)).toEqual({
      configuration: configuration(
        { resources: [] },
        { aws: { name: 'aws', expressions: { region: { references: ['var.r'] }, default_tags: [{}] } } },
      ),
    });
  });
});

describe('a source that the plan was not made of', () => {
  const plan = configuration({
    resources: [resource('a', { name: { constant_value: 'x' } })],
    module_calls: { m: { expressions: { id: { references: ['aws_x.a.id'] } }, module: {} } },
    outputs: { o: { expression: { references: ['aws_x.a.id'] } } },
  });
  const calls = { m: { expressions: { id: { references: ['aws_x.a.id'] } }, module: {} } };
  const outputs = { o: { expression: { references: ['aws_x.a.id'] } } };
  const resources = [resource('a', { name: { constant_value: 'x' } })];

  it.each<[string, JsonObject, string | undefined]>([
    ['is the same', { resources, module_calls: calls, outputs }, undefined],
    ['has more', { resources: [...resources, resource('b', {})], module_calls: calls, outputs }, undefined],
    [
      'has another constant',
      { resources: [resource('a', { name: { constant_value: 'y' } })], module_calls: calls, outputs },
      'aws_x.a',
    ],
    [
      'refers to something',
      { resources: [resource('a', { name: { references: ['var.y'] } })], module_calls: calls, outputs },
      'aws_x.a',
    ],
    ['lacks an argument', { resources: [resource('a', {})], module_calls: calls, outputs }, 'aws_x.a'],
    ['lacks the resource', { resources: [], module_calls: calls, outputs }, 'aws_x.a'],
    ['lacks the output', { resources, module_calls: calls, outputs: {} }, 'output.o'],
    [
      'calls with something else',
      { resources, module_calls: { m: { expressions: { id: { references: ['aws_x.c.id'] } } } }, outputs },
      'module.m',
    ],
    [
      'counts',
      {
        resources: [
          resource('a', { name: { constant_value: 'x' } }, { count_expression: { constant_value: 2 } }),
        ],
        module_calls: calls,
        outputs,
      },
      'aws_x.a',
    ],
    [
      'counts by a function of constants',
      {
        resources: [resource('a', { name: { constant_value: 'x' } }, { count_expression: {} })],
        module_calls: calls,
        outputs,
      },
      undefined,
    ],
  ])('%s', (_, root, differs) => {
    const found = merged(plan, configuration(root));
    expect('differs' in found ? found.differs : undefined).toBe(differs);
  });

  it('of types whose blocks cannot be told from attributes nothing is compared', () => {
    const own = { ...resource('a', { block: { inner: {} } }), type: 'google_x' };
    const other = { ...resource('a', { block: [{ inner: {} }] }), type: 'google_x' };
    expect(merged(configuration({ resources: [own] }), configuration({ resources: [other] }))).toEqual({
      configuration: configuration({ resources: [own] }),
    });
  });
});

it.each<[string, Json, Json, boolean]>([
  [
    'blocks with a dynamic one between',
    [{ a: { constant_value: 1 } }, { a: { constant_value: 3 } }],
    [{ a: { constant_value: 1 } }, { a: { references: ['x'] } }, { a: { constant_value: 3 } }],
    true,
  ],
  [
    'blocks in another order',
    [{ a: { constant_value: 1 } }, { a: { constant_value: 3 } }],
    [{ a: { constant_value: 3 } }, { a: { constant_value: 1 } }],
    false,
  ],
  ['fewer references', { references: ['a', 'b'] }, { references: ['a'] }, false],
  ['members in another order', { constant_value: { a: 1, b: 2 } }, { constant_value: { b: 2, a: 1 } }, true],
  ['an expression that is neither', {}, {}, true],
  ['an expression that is gone', { a: {} }, {}, false],
])('%s', (_, plan, source, agrees) => {
  expect(isPartOf(plan, source)).toBe(agrees);
});
