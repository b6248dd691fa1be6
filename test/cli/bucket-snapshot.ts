/** A snapshot of buckets, as collect writes one, without an AWS to read. */
import type { Manifest } from '../../src/finding/manifest.ts';
import type { Resource } from '../../src/resource/resource.ts';
import { createSnapshot } from '../../src/snapshot/write-snapshot.ts';

const provider = 'registry.terraform.io/hashicorp/aws';
const TYPE = 'aws_s3_bucket';
const PARTS: Omit<Manifest, 'shards' | 'resources'> = {
  schema: 'https://driftlock.dev/schemas/snapshot-1.json',
  format_version: '1.0',
  tool: { name: 'driftlock', version: '0.0.0' },
  cloud: 'aws',
  identity: 'arn:aws:iam::111122223333:user/u',
  asked: { accounts: ['111122223333'], regions: ['eu-west-1'], types: [TYPE] },
  started: '2026-11-21T00:00:00.000Z',
  ended: '2026-11-21T00:00:01.000Z',
  redaction_key: null,
  coverage: [],
  not_filled: {},
  requests: {},
};

function bucket(name: string): Resource {
  return {
    type: TYPE,
    provider,
    mode: 'managed',
    schema: { provider },
    id: name,
    scope: { account: '111122223333', region: 'eu-west-1' },
    values: { id: name, bucket: name, arn: `arn:aws:s3:::${name}` },
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'live' },
  };
}

/** Writes it to `folder`, which is not there yet; `coverage` says what was not read whole. */
export async function bucketSnapshot(
  folder: string,
  names: readonly string[],
  coverage: Manifest['coverage'] = [],
): Promise<void> {
  const writer = await createSnapshot(folder, 'aws', { key: undefined });
  const section = writer.section();
  for (const name of names) await section.add(bucket(name));
  await section.close();
  await writer.finish({ ...PARTS, coverage });
}
