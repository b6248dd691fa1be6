/** What `drift` reads of a snapshot: each shard once, whatever comes of it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runDrift } from '../../../src/commands/run-drift.ts';
import type { DriftReport } from '../../../src/finding/drift.ts';
import type { Manifest } from '../../../src/finding/manifest.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { ACCOUNT, collected, REGION } from '../drift/made.ts';
import { stateFile } from './state-file.ts';

const seen = vi.hoisted(() => ({ opened: [] as string[], hashes: [] as unknown[] }));

/** However a file is read, it is named once for each reading. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const counted =
    <Args extends readonly unknown[], Result>(read: (...args: Args) => Result) =>
    (...args: Args): Result => {
      seen.opened.push(String(args[0]));
      return read(...args);
    };
  const { readFileSync: read, openSync, createReadStream } = fs;
  const more = {
    readFileSync: counted(read),
    openSync: counted(openSync),
    createReadStream: counted(createReadStream),
  };
  return { ...fs, ...more, default: { ...fs, ...more } };
});
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  function createHash(...args: Parameters<typeof crypto.createHash>) {
    const hash = crypto.createHash(...args);
    const { digest } = hash;
    hash.digest = ((...encoding: Parameters<typeof digest>) => {
      const text = digest.apply(hash, encoding);
      seen.hashes.push(text);
      return text;
    }) as typeof digest;
    return hash;
  }
  return { ...crypto, createHash, default: { ...crypto, createHash } };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GROUP = { id: 'sg-1', arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/sg-1`, name: 'g' };
const RULE = {
  security_group_id: 'sg-1',
  ip_protocol: 'tcp',
  from_port: 22,
  to_port: 22,
  cidr_ipv4: '10.0.0.0/8',
};
const TYPES = ['aws_security_group', 'aws_vpc_security_group_ingress_rule', 'aws_vpc'];

async function snapshot(cidr: string): Promise<Manifest> {
  const writer = await createSnapshot(join(folder, 'snapshot'), 'aws', { key: undefined });
  const section = writer.section();
  const live = [
    ...collected('aws_security_group', GROUP),
    ...collected('aws_vpc_security_group_ingress_rule', { ...RULE, id: 'sgr-1', cidr_ipv4: cidr }),
    ...collected('aws_vpc', { id: 'vpc-1' }),
  ];
  for (const one of live) await section.add(one);
  await section.close();
  return writer.finish({
    schema: 'https://driftlock.dev/schemas/snapshot-1.json',
    format_version: '1.0',
    tool: { name: 'driftlock', version: '0.0.0' },
    cloud: 'aws',
    identity: `arn:aws:iam::${ACCOUNT}:user/u`,
    asked: { accounts: [ACCOUNT], regions: [REGION], types: TYPES },
    started: '2026-11-21T00:00:00.000Z',
    ended: '2026-11-21T00:00:01.000Z',
    redaction_key: null,
    coverage: TYPES.map((type) => ({
      scope: { account: ACCOUNT, region: REGION },
      type,
      status: 'complete',
      count: 1,
    })),
    not_filled: {},
    requests: {},
  });
}

function state(): string {
  const { cidr_ipv4, ip_protocol: protocol, from_port, to_port } = RULE;
  const ingress = [{ protocol, from_port, to_port, cidr_blocks: [cidr_ipv4] }];
  const group = { type: 'aws_security_group', name: 'g', values: { ...GROUP, ingress } };
  return stateFile(join(folder, 'state.json'), [group]);
}

it.each([
  ['nothing changed', '10.0.0.0/8', []],
  ['something changed, and policies judge it', '0.0.0.0/0', ['aws_security_group.g']],
])('where %s', async (_, cidr, addresses) => {
  const { shards } = await snapshot(cidr);
  const states = [state()];
  const report = join(folder, 'report.json');
  seen.opened.length = 0;
  seen.hashes.length = 0;
  await runDrift({ state: states, snapshot: join(folder, 'snapshot'), format: [`json=${report}`] });
  const opened = seen.opened.filter((name) => name.endsWith('.ndjson.gz')).sort();
  const files = shards.map(({ path }) => join(folder, 'snapshot', path));
  expect(files).toHaveLength(3);
  expect(opened).toEqual(files);
  for (const { sha256, path } of shards)
    expect([path, seen.hashes.filter((one) => one === sha256).length]).toEqual([path, 1]);
  const { changed } = JSON.parse(readFileSync(report, 'utf8')) as DriftReport;
  expect(changed.map(({ address }) => address)).toEqual(addresses);
  expect(changed.flatMap(({ verdicts = [] }) => verdicts)).toHaveLength(addresses.length === 0 ? 0 : 1);
});
