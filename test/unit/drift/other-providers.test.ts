/** States that an older or a newer provider wrote, held against a cloud collected in the schema at hand; by hand, in the form of real ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beyondSchema, withinSchema } from '../../../src/drift/within-schema.ts';
import { openInput } from '../../../src/input/open-input.ts';
import type { JsonObject, Resource } from '../../../src/resource/resource.ts';
import { typeSchema } from '../../../src/resource/type-schema.ts';
import { ACCOUNT, collected, driftOf, REGION } from './made.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function stateOf(type: string, attributes: JsonObject): Promise<readonly Resource[]> {
  const file = join(folder, 'terraform.tfstate');
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
  const instances = [{ schema_version: 1, attributes, sensitive_attributes: [] }];
  const resources = [{ mode: 'managed', type, name: 'x', provider, instances }];
  writeFileSync(
    file,
    JSON.stringify({
      version: 4,
      terraform_version: '1.5.7',
      serial: 1,
      lineage: 'l',
      outputs: {},
      resources,
    }),
  );
  const input = await openInput(file, { keepTypes: new Set(), terraform: false });
  return [...input.resources()].filter((one) => one.type === type);
}

async function drift(type: string, attributes: JsonObject, live: JsonObject, unread: readonly string[] = []) {
  const found = driftOf(await stateOf(type, attributes), collected(type, live, unread));
  expect([found.missing, found.unmanaged]).toEqual([[], []]);
  return {
    changed: found.changed.flatMap((one) => one.attributes),
    undecided: found.unknown.flatMap((one) => one.attributes.map(({ path }) => path)),
  };
}

const ARN = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1`;
/** As provider 2 has an instance: no metadata options, no tags_all, a root device without throughput. */
const OLD: JsonObject = {
  ami: 'ami-1',
  arn: ARN,
  credit_specification: [{ cpu_credits: 'standard' }],
  ebs_block_device: [],
  host_id: null,
  iam_instance_profile: '',
  id: 'i-1',
  instance_type: 't3.micro',
  key_name: '',
  root_block_device: [
    { delete_on_termination: true, volume_id: 'vol-1', volume_size: 8, volume_type: 'gp2' },
  ],
  tags: { Name: 'x' },
  tenancy: null,
};
const LIVE: JsonObject = {
  ami: 'ami-1',
  arn: ARN,
  credit_specification: [{ cpu_credits: 'standard' }],
  id: 'i-1',
  instance_type: 't3.micro',
  cpu_options: [{ core_count: 1, threads_per_core: 2 }],
  cpu_core_count: 1,
  disable_api_stop: true,
  metadata_options: [{ http_tokens: 'required', http_endpoint: 'enabled', http_put_response_hop_limit: 1 }],
  private_dns_name_options: [{ hostname_type: 'ip-name' }],
  root_block_device: [
    {
      delete_on_termination: true,
      volume_id: 'vol-1',
      volume_size: 8,
      volume_type: 'gp2',
      throughput: 125,
      tags_all: { a: 'b' },
    },
  ],
  tags: { Name: 'x' },
  tags_all: { Name: 'x' },
};

describe('the state of an older provider', () => {
  it('says nothing of attributes that it had not', async () => {
    expect(await drift('aws_instance', OLD, LIVE)).toEqual({ changed: [], undecided: [] });
  });

  it('says nothing of blocks that terraform fills in with null, as it never has them', async () => {
    const filled = { ...OLD, metadata_options: null, private_dns_name_options: null, cpu_options: null };
    expect(await drift('aws_instance', filled, LIVE)).toEqual({ changed: [], undecided: [] });
    const none = { ...OLD, metadata_options: [] };
    expect((await drift('aws_instance', none, LIVE)).changed).toEqual([
      { path: ['values', 'metadata_options'], after: LIVE.metadata_options },
    ]);
  });

  it('says of those that it had that they are absent', async () => {
    const live = { ...LIVE, iam_instance_profile: 'admin', host_id: 'h-1', tenancy: 'host' };
    expect((await drift('aws_instance', OLD, live)).changed).toEqual([
      { path: ['values', 'host_id'], after: 'h-1' },
      { path: ['values', 'iam_instance_profile'], after: 'admin' },
      { path: ['values', 'tenancy'], after: 'host' },
    ]);
  });

  it('says the same inside blocks', async () => {
    const [device] = LIVE.root_block_device as readonly JsonObject[];
    const live = { ...LIVE, root_block_device: [{ ...device, volume_size: 16, throughput: 500 }] };
    expect((await drift('aws_instance', OLD, live)).changed).toEqual([
      { path: ['values', 'root_block_device', 0, 'volume_size'], before: 8, after: 16 },
    ]);
    const known = [{ ...(OLD.root_block_device as readonly JsonObject[])[0], throughput: null }];
    expect((await drift('aws_instance', { ...OLD, root_block_device: known }, live)).changed).toEqual([
      { path: ['values', 'root_block_device', 0, 'throughput'], after: 500 },
      { path: ['values', 'root_block_device', 0, 'volume_size'], before: 8, after: 16 },
    ]);
  });

  it('leaves what only a configuration sets to be seen', async () => {
    const live = {
      id: 't',
      name: 't',
      arn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`,
      deletion_protection_enabled: true,
    };
    const old = { name: 't', arn: live.arn, id: 't', billing_mode: 'PAY_PER_REQUEST' };
    const { changed } = await drift('aws_dynamodb_table', old, { ...live, billing_mode: 'PAY_PER_REQUEST' });
    expect(changed).toEqual([{ path: ['values', 'deletion_protection_enabled'], after: true }]);
  });

  it('leaves nothing open of what it had not and nobody read', async () => {
    const { metadata_options: _, ...live } = LIVE;
    const unread = ['metadata_options', 'host_id'];
    expect((await drift('aws_instance', OLD, live, unread)).undecided).toEqual([['values', 'host_id']]);
  });
});

describe('the state of this provider', () => {
  it.each(['refreshed.tfstate', 'refreshed.state.json'])(
    'says something of every attribute: %s',
    async (name) => {
      const file = new URL(`../../fixtures/lab/${name}`, import.meta.url).pathname;
      const input = await openInput(file, { keepTypes: new Set(), terraform: false });
      const all = [...input.resources()];
      expect(all.length).toBeGreaterThan(50);
      expect(all.flatMap(({ address, untold = [] }) => untold.map((path) => [address, ...path]))).toEqual([]);
      const beyond = all.flatMap(({ provider, type, values }) =>
        beyondSchema(values, typeSchema(provider, type)),
      );
      expect(beyond).toEqual([]);
    },
  );
});

describe('the state of a newer provider', () => {
  it('is compared in what is known here; where it lies is its region', async () => {
    const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;
    const state = { name: 'q', arn, id: 'q', region: REGION, delay_seconds: 5, brand_new: 'x' };
    expect(await drift('aws_sqs_queue', state, { id: 'q', name: 'q', arn, delay_seconds: 6 })).toEqual({
      changed: [{ path: ['values', 'delay_seconds'], before: 5, after: 6 }],
      undecided: [],
    });
  });

  it('has its new attributes told apart at every depth', () => {
    const schema = typeSchema('registry.terraform.io/hashicorp/aws', 'aws_instance');
    const values = {
      ami: 'a',
      region: 'x',
      brand_new: 1,
      root_block_device: [{ volume_size: 8, brand_new: 2 }, { brand_new: 3 }],
      metadata_options: [{ http_tokens: 'required' }],
    };
    expect(withinSchema(values, schema)).toEqual({
      ami: 'a',
      root_block_device: [{ volume_size: 8 }, {}],
      metadata_options: [{ http_tokens: 'required' }],
    });
    expect(beyondSchema(values, schema)).toEqual(['brand_new', 'root_block_device.brand_new']);
    expect([withinSchema(values, undefined), beyondSchema(values, undefined)]).toEqual([values, []]);
  });
});
