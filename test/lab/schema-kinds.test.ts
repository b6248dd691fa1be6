/** What the schema is said to settle of an input's places, held against every place of every recorded input. */
import { expect, test } from 'vitest';
import { openLinked } from '../../src/commands/linked-inputs.ts';
import { policyInput } from '../../src/evaluate/policy-input.ts';
import { schemaKind } from '../../src/policy/schema-kinds.ts';
import type { Json, Links, Path } from '../../src/resource/resource.ts';
import { recordings } from './judged.ts';

const NO_LINKS: Links = { refs: {}, referrers: {}, unknown: [], assumes: [] };

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function places(value: Json, at: Path): (readonly [Path, string])[] {
  const own = [at, kindOf(value)] as const;
  if (typeof value !== 'object' || value === null) return [own];
  if (Array.isArray(value))
    return [own, ...value.flatMap((item: Json, index) => places(item, [...at, index]))];
  return [own, ...Object.entries(value).flatMap(([key, below]) => places(below as Json, [...at, key]))];
}

test('no recorded value is of another kind than its schema settles', async () => {
  const wrong: string[] = [];
  const settled: Record<string, number> = {};
  for (const file of recordings()) {
    const { inputs } = await openLinked([file], [], { terraform: false, notice: () => {} });
    for (const input of inputs) {
      for (const resource of input.resources()) {
        if (resource.mode === 'data') continue;
        for (const [path, kind] of places(policyInput(resource, NO_LINKS, 1), [])) {
          const said = schemaKind(resource.type, path);
          if (said === undefined) continue;
          settled[said] = (settled[said] ?? 0) + 1;
          if (said !== kind) wrong.push(`${resource.type} ${path.join('.')}: ${said}, but is ${kind}`);
        }
      }
    }
  }
  expect([...new Set(wrong)]).toEqual([]);
  for (const kind of ['string', 'number', 'boolean', 'array', 'object'])
    expect([kind, (settled[kind] ?? 0) > 100]).toEqual([kind, true]);
});

test('links, documents and elements of lists are of the kinds that are sure', () => {
  const group = 'aws_security_group';
  const kinds = [
    ['aws_s3_bucket', ['values', 'bucket'], 'string'],
    ['aws_s3_bucket', ['values', 'force_destroy'], 'boolean'],
    ['aws_s3_bucket', ['values', 'tags', null], 'string'],
    ['aws_s3_bucket', ['tags', 'Name'], 'string'],
    ['aws_s3_bucket', ['tags'], 'object'],
    ['aws_s3_bucket', ['scope', 'region'], 'string'],
    ['aws_s3_bucket', ['now'], 'number'],
    ['aws_s3_bucket', ['values'], 'object'],
    ['aws_s3_bucket', ['values', null], undefined],
    ['aws_s3_bucket', [], undefined],
    ['aws_s3_bucket', ['values', 'no_such'], undefined],
    ['aws_s3_bucket', ['values', 'constructor'], undefined],
    ['aws_s3_bucket', ['change', 'before', 'bucket'], undefined],
    ['aws_s3_bucket_policy', ['values', 'policy'], undefined],
    ['aws_s3_bucket_policy', ['values', 'policy', 'Statement'], undefined],
    ['aws_instance', ['values', 'vpc_security_group_ids'], 'array'],
    ['aws_instance', ['values', 'vpc_security_group_ids', null], undefined],
    ['aws_instance', ['values', 'ebs_block_device'], 'array'],
    ['aws_instance', ['values', 'ebs_block_device', null], undefined],
    ['aws_instance', ['values', 'ebs_block_device', null, 'volume_size'], 'number'],
    ['aws_instance', ['values', 'ebs_block_device', 'volume_size'], undefined],
    ['google_storage_bucket', ['values', 'name'], undefined],
    ['google_storage_bucket', ['tags', 'Name'], undefined],
    ['google_storage_bucket', ['tags'], 'object'],
    [group, ['referrers', 'aws_instance', 'vpc_security_group_ids'], 'array'],
    [group, ['referrers', 'aws_instance', 'vpc_security_group_ids', null, 'values', 'ami'], undefined],
    [group, ['referrers', 'aws_instance', 'vpc_security_group_ids', null], 'object'],
    [group, ['referrers', 'aws_instance'], undefined],
    [group, ['refs'], undefined],
    [group, ['referrers', 'aws_instance', 'vpc_security_group_ids', null, 'address'], 'string'],
    [group, ['refs', 'vpc_id'], 'array'],
    [group, ['refs', 'vpc_id', null, 'values', 'cidr_block'], undefined],
    [group, ['refs', 'vpc_id', null, 'tags', 'Name'], undefined],
    [group, ['refs', 'vpc_id', null, 'tags'], 'object'],
    ['aws_autoscaling_group', ['tags', 'Name'], undefined],
  ] as const;
  expect(kinds.map(([type, path]) => [type, path, schemaKind(type, path)])).toEqual(kinds);
});
