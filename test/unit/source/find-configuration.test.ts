import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findConfiguration, type LookedFor } from '../../../src/source/find-configuration.ts';
import { madeRepository } from './made-repository.ts';

const VPC = 'resource "aws_vpc" "v" {\n}\n';
const BOTH = `${VPC}module "m" {\n  source = "./m"\n}\n`;

/** Its name, and what is said of it. */
function found(current: string, input: string, more: Partial<LookedFor> = {}): string | undefined {
  const blocks = new Set(['aws_vpc.v', 'module.m']);
  const one = findConfiguration({ input, named: [], blocks: () => blocks, current, ...more });
  if (one === undefined) return undefined;
  const { configuration, isObvious, declared, asked } = one;
  return `${configuration.name} ${declared}/${asked}${isObvious ? '' : ' to be told'}`;
}

test('the nearest that declares most', () => {
  const root = madeRepository({
    'main.tf': BOTH,
    'a/main.tf': VPC,
    'a/b/x.tf': 'locals {\n}\n',
    'a/b/c/plan.json': '{}',
  });
  expect(found(root, 'a/b/c/plan.json')).toBe('. 2/2 to be told');
  expect(found(root, 'plan.json')).toBe('. 2/2');
  expect(found(join(root, 'a'), '-')).toBe('. 2/2 to be told');
  const part = madeRepository({ 'main.tf': VPC, 'a/main.tf': VPC });
  expect(found(part, 'a/plan.json')).toBe('a 1/2 to be told');
});

test('less than half is none of it, unless it is named', () => {
  const root = madeRepository({ 'main.tf': VPC });
  const blocks = new Set(['aws_vpc.v', 'module.m', 'module.n']);
  expect(found(root, 'plan.json', { blocks: () => blocks })).toBe(undefined);
  expect(found(root, 'plan.json', { blocks: () => blocks, named: ['.'] })).toBe('. 1/3 to be told');
  expect(found(root, 'plan.json', { blocks: () => new Set() })).toBe(undefined);
});

test('a folder is looked for in itself, what tools make not at all, blocks only where there may be some', () => {
  const root = madeRepository({
    'infra/main.tf': BOTH,
    'unit/.terragrunt-cache/x/y/main.tf': BOTH,
    'cdktf.out/stacks/s/cdk.tf.json': '{"resource": {"aws_vpc": {"v": {}}}, "module": {"m": {}}}',
  });
  mkdirSync(join(root, 'empty'));
  expect(found(root, 'infra')).toBe('infra 2/2');
  expect(found(join(root, 'infra'), '.')).toBe('infra 2/2');
  expect(found(root, 'unit/.terragrunt-cache/x/y/plan.json')).toBe(undefined);
  expect(found(join(root, 'cdktf.out/stacks/s'), '-')).toBe(undefined);
  expect(found(root, 'plan.json', { named: ['cdktf.out/stacks/s'] })).toBe('cdktf.out/stacks/s 2/2');
  const asked = () => {
    throw new Error('asked for');
  };
  expect(found(root, 'empty/plan.json', { blocks: asked })).toBe(undefined);
});

test('outside of a repository only beside the input, named from the current folder where that holds it', () => {
  const root = madeRepository({ 'main.tf': BOTH, 'a/main.tf': BOTH, 'a/b/plan.json': '{}' }, false);
  expect(found(root, 'a/plan.json')).toBe('a 2/2');
  expect(found(join(root, 'a'), '../plan.json')).toBe('. 2/2');
  expect(found(root, 'a/b/plan.json')).toBe(undefined);
});
