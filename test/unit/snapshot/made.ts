/** What tests of snapshots are made of. */
import type { Manifest } from '../../../src/finding/manifest.ts';
import type { Resource } from '../../../src/resource/resource.ts';

const provider = 'registry.terraform.io/hashicorp/aws';
/** All of a manifest but what the writer fills in. */
export const PARTS: Omit<Manifest, 'shards' | 'resources'> = {
  schema: 'https://driftlock.dev/schemas/snapshot-1.json',
  format_version: '1.0',
  tool: { name: 'driftlock', version: '0.0.0' },
  cloud: 'aws',
  identity: 'arn:aws:iam::111122223333:user/u',
  asked: { accounts: ['111122223333'], regions: ['eu-west-1'], types: ['aws_vpc', 'aws_subnet'] },
  started: '2026-11-21T00:00:00.000Z',
  ended: '2026-11-21T00:00:01.000Z',
  redaction_key: null,
  coverage: [],
  not_filled: {},
  requests: {},
};

/** A resource as it lies in a shard. */
export function resource(type: string, id: string, region = 'eu-west-1'): Resource {
  return {
    type,
    provider,
    mode: 'managed',
    schema: { provider },
    id,
    scope: { account: '111122223333', region },
    values: { id, text: 'line\nbreak "quote" \u2028' },
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'live' },
  };
}
