/** What linked inputs tell of the plans they are from: references, of each plan's own, and which types there are. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLinked } from '../../../src/commands/linked-inputs.ts';
import { assumedValues } from '../../../src/evaluate/assumed-values.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';

const SSE = 'aws_s3_bucket_server_side_encryption_configuration';
const KEY = ['values', 'rule', 0, 'apply_server_side_encryption_by_default', 0, 'kms_master_key_id'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plans-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Planned {
  readonly address: string;
  readonly after: JsonObject;
  readonly unknown?: Json;
  readonly actions?: readonly string[];
  readonly expressions?: JsonObject;
}

function plan(name: string, resources: readonly Planned[]): string {
  const named = resources.map(({ address, ...rest }) => {
    const [type = '', own = ''] = address.split('.');
    return { ...rest, address, mode: 'managed', type, name: own };
  });
  const document = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: named.map(({ after, unknown = {}, actions = ['create'], expressions: _, ...one }) => ({
      ...one,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions,
        before: actions.includes('create') ? null : after,
        after: actions.includes('delete') ? null : after,
        after_unknown: unknown,
      },
    })),
    configuration: {
      root_module: {
        resources: named.map(({ address, mode, type, name: own, expressions = {} }) => ({
          address,
          mode,
          type,
          name: own,
          provider_config_key: 'aws',
          expressions,
        })),
      },
    },
  };
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

const reading = new Map([
  [
    'aws_s3_bucket',
    [
      {
        id: 'p',
        reads: { applies: [], denies: [], all: [['referrers', SSE, 'bucket', null, 'values']] },
      } as never,
    ],
  ],
]);

/** A configuration of a bucket's encryption whose key is that of its own plan's key. */
function encryption(key: string): Planned {
  const block = (kms_master_key_id: Json) => ({
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id }] }],
  });
  return {
    address: `${SSE}.e`,
    after: {
      bucket: 'logs',
      rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }],
    },
    unknown: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
    expressions: block({ references: [`aws_kms_key.${key}.arn`, `aws_kms_key.${key}`] }),
  };
}

test('a linked record is told of by the plan that it is from', async () => {
  const bucket = { address: 'aws_s3_bucket.b', after: { bucket: 'logs' } };
  const files = [plan('buckets.json', [bucket]), plan('rest.json', [encryption('theirs')])];
  const linked = await openLinked(files, [reading], { terraform: false, notice: () => undefined });
  const [input] = linked.inputs;
  if (input === undefined) throw new Error('no input');
  const [resource] = [...input.resources(new Set(['aws_s3_bucket']))];
  if (resource === undefined) throw new Error('no bucket');
  const links = linked.linksOf(input, resource);
  expect(links.referrers[SSE]?.bucket?.map(({ source }) => source)).toEqual([
    { type: SSE, input: 1, actions: ['create'] },
  ]);
  const assuming = {
    resource,
    links,
    referencesOf: linked.referencesOf.bind(undefined, input),
    declares: linked.declares,
  };
  const path = ['referrers', SSE, 'bucket', 0, ...KEY];
  expect(links.unknown).toContainEqual({ path, reason: 'after-apply' });
  expect(assumedValues(assuming, links.unknown).set).toEqual([
    { path, assumption: { kind: 'reference-set', path, detail: 'aws_kms_key.theirs.arn' } },
  ]);
});

test('which types there are, in any input, of what remains', async () => {
  const files = [
    plan('one.json', [{ address: 'aws_s3_bucket.b', after: { bucket: 'logs' } }]),
    plan('two.json', [
      { address: 'aws_ebs_encryption_by_default.d', after: { enabled: true } },
      { address: 'aws_sqs_queue.q', after: { name: 'q' }, actions: ['delete'] },
    ]),
  ];
  const { declares } = await openLinked(files, [reading], { terraform: false, notice: () => undefined });
  expect(
    ['aws_s3_bucket', 'aws_ebs_encryption_by_default', 'aws_sqs_queue', 'constructor'].map(declares),
  ).toEqual([true, true, false, false]);
});
