/** What an attribute's value may come from, on plans of the real Terraform and on hostile configurations. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceResolver } from '../../../../src/input/configuration/reference-resolver.ts';
import { configurationOf, fixturePlan, type PlanJson } from '../../resource/links/plan-reader.ts';

function resolve(name: string, address: string, ...path: string[]): unknown {
  return referenceResolver(configurationOf(fixturePlan(name)))(address, path);
}

const VERSIONING = 'aws_s3_bucket_versioning.v';

describe('on real plans', () => {
  test('each.value of a for_each over resources names the instance by the own key', () => {
    expect(resolve('for-each-over-buckets', `${VERSIONING}["c[0]"]`, 'bucket')).toEqual({
      targets: [
        {
          block: 'aws_s3_bucket.b',
          attribute: 'id',
          instance: 'aws_s3_bucket.b["c[0]"]',
          byInstanceKey: true,
        },
      ],
      open: false,
    });
  });
  test('a bare reference is one resource', () => {
    expect(resolve('module-input', 'module.settings.aws_s3_bucket_versioning.v', 'bucket')).toEqual({
      targets: [{ block: 'aws_s3_bucket.b', attribute: 'id', instance: 'aws_s3_bucket.b' }],
      open: false,
    });
  });
  test('a literal module key is kept and is no assumption', () => {
    expect(resolve('module-for-each', 'aws_s3_bucket_versioning.named', 'bucket')).toEqual({
      targets: [
        {
          block: 'module.bucket["eu.west"].aws_s3_bucket.this',
          attribute: 'id',
          instance: 'module.bucket["eu.west"].aws_s3_bucket.this',
        },
      ],
      open: false,
    });
  });
  test('a settled module key stays out of the block', () => {
    expect(resolve('module-for-each', 'aws_s3_bucket_public_access_block.own["us"]', 'bucket')).toEqual({
      targets: [
        {
          block: 'module.bucket.aws_s3_bucket.this',
          attribute: 'id',
          instance: 'module.bucket["us"].aws_s3_bucket.this',
          byInstanceKey: true,
        },
      ],
      open: false,
    });
  });
  test('three modules up and two down again, inside one instance of a module', () => {
    const own = 'module.tenant["us[0]"]';
    const address = `${own}.module.settings[1].module.versioning.${VERSIONING}`;
    expect(resolve('nested-modules', address, 'bucket')).toEqual({
      targets: [
        {
          block: `${own}.module.store.aws_s3_bucket.this`,
          attribute: 'id',
          instance: `${own}.module.store[1].aws_s3_bucket.this`,
          byInstanceKey: true,
        },
      ],
      open: false,
    });
  });
  test('a block without its key settles nothing', () => {
    expect(resolve('for-each-over-buckets', VERSIONING, 'bucket')).toEqual({
      targets: [{ block: 'aws_s3_bucket.b', attribute: 'id' }],
      open: false,
    });
  });
  test('locals, data sources, unknown blocks and attributes without expression are open', () => {
    const nothing = { targets: [], open: true };
    expect(resolve('local', VERSIONING, 'bucket')).toEqual(nothing);
    expect(resolve('data-source', VERSIONING, 'bucket')).toEqual(nothing);
    expect(resolve('local', 'aws_s3_bucket_versioning.gone', 'bucket')).toEqual(nothing);
    expect(resolve('local', VERSIONING, 'mfa')).toEqual(nothing);
    expect(resolve('local', 'not an address', 'bucket')).toEqual(nothing);
  });
  test('constants and root variables name nothing', () => {
    expect(resolve('literal-names', VERSIONING, 'bucket')).toEqual({ targets: [], open: false });
    expect(
      resolve('rules-and-policies', 'aws_vpc_security_group_ingress_rule.r["web"]', 'from_port'),
    ).toEqual({
      targets: [],
      open: false,
    });
  });
});

/** A plan of one module call that the block reaches by `reference`. */
function planOf(root: PlanJson['configuration']['root_module']): PlanJson {
  return { resource_changes: [], configuration: { root_module: root } };
}

const block = (address: string, references: string[], more = {}) => ({
  address,
  mode: 'managed',
  type: address.split('.')[0] ?? '',
  name: address.split('.')[1] ?? '',
  expressions: { bucket: { references } },
  ...more,
});

function resolveIn(root: PlanJson['configuration']['root_module'], address: string): unknown {
  return referenceResolver(configurationOf(planOf(root)))(address, ['bucket']);
}

describe('on made configurations', () => {
  test('an index other than the own key settles nothing', () => {
    const list = ['aws_s3_bucket.b', 'var.names', 'each.key'];
    expect(resolveIn({ resources: [block('x.y', list)] }, 'x.y["k"]')).toEqual({
      targets: [{ block: 'aws_s3_bucket.b' }],
      open: false,
    });
  });
  test('cycles end and are open', () => {
    const module = {
      resources: [block('x.y', ['var.v'])],
      outputs: { out: { expression: { references: ['var.v'] } } },
    };
    const root = {
      module_calls: { m: { expressions: { v: { references: ['module.m.out', 'module.m'] } }, module } },
    };
    expect(resolveIn(root, 'module.m.x.y')).toEqual({ targets: [], open: true });
  });
  test('a module that is not there, an output that is not there', () => {
    expect(resolveIn({ resources: [block('x.y', ['module.gone.id', 'module.gone'])] }, 'x.y')).toEqual({
      targets: [],
      open: true,
    });
    const root = {
      resources: [block('x.y', ['module.m.id', 'module.m'])],
      module_calls: { m: { module: {} } },
    };
    expect(resolveIn(root, 'x.y')).toEqual({ targets: [], open: true });
  });
  test('a variable that the call leaves to its default names nothing', () => {
    const root = { module_calls: { m: { module: { resources: [block('x.y', ['var.v'])] } } } };
    expect(resolveIn(root, 'module.m.x.y')).toEqual({ targets: [], open: false });
  });
  test('a whole resource passed through a variable, its attribute taken there', () => {
    const module = { resources: [block('x.y', ['var.b.id', 'var.b'])] };
    const call = { expressions: { b: { references: ['aws_s3_bucket.b'] } }, module };
    expect(resolveIn({ module_calls: { m: call } }, 'module.m.x.y')).toEqual({
      targets: [{ block: 'aws_s3_bucket.b', attribute: 'id' }],
      open: false,
    });
  });
  test('any references: an answer, never an exception', () => {
    const part = fc.constantFrom(
      'each',
      'value',
      'key',
      'var',
      'local',
      'module',
      'm',
      'x',
      'y',
      '["k"]',
      '[0]',
      '*',
      '[',
      '"',
    );
    const reference = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.').replaceAll('.[', '['));
    fc.assert(
      fc.property(fc.array(reference), fc.array(reference), (own, called) => {
        const root = {
          resources: [block('x.y', own, { for_each_expression: { references: called } })],
          module_calls: {
            m: {
              expressions: { v: { references: own } },
              for_each_expression: { references: own },
              module: {
                resources: [block('x.y', own)],
                outputs: { value: { expression: { references: called } } },
              },
            },
          },
        };
        for (const address of ['x.y["k"]', 'module.m["k"].x.y[0]'])
          expect(resolveIn(root, address)).toHaveProperty('open');
      }),
    );
  });
});
