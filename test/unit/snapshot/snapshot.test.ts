import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DriftlockError } from '../../../src/errors.ts';
import type { Manifest } from '../../../src/finding/manifest.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { createSnapshot, type SnapshotWriter } from '../../../src/snapshot/write-snapshot.ts';
import { PARTS, resource } from './made.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'snapshot-')), 'out');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

async function written(resources: readonly Resource[]): Promise<Manifest> {
  const writer = await createSnapshot(folder, 'aws', { key: undefined });
  const section = writer.section();
  for (const one of resources) await section.add(one);
  await section.close();
  return writer.finish(PARTS);
}

function failure(action: () => unknown): DriftlockError {
  try {
    action();
  } catch (error) {
    if (error instanceof DriftlockError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('a snapshot', () => {
  const all = [
    resource('aws_vpc', 'vpc-1'),
    resource('aws_subnet', 's-1'),
    resource('aws_subnet', 's-2'),
    resource('aws_vpc', 'vpc-2', 'us-east-1'),
  ];

  it('gives back what was written, by type where asked', async () => {
    const manifest = await written(all);
    expect(manifest.resources).toBe(4);
    expect(manifest.shards.map(({ path, resources }) => [path, resources])).toEqual([
      ['aws/111122223333/eu-west-1/aws_subnet.ndjson.gz', 2],
      ['aws/111122223333/eu-west-1/aws_vpc.ndjson.gz', 1],
      ['aws/111122223333/us-east-1/aws_vpc.ndjson.gz', 1],
    ]);
    const snapshot = openSnapshot(folder);
    expect([...snapshot.resources()]).toEqual([all[1], all[2], all[0], all[3]]);
    expect([...snapshot.resources(new Set(['aws_vpc']))]).toEqual([all[0], all[3]]);
  });

  it('only the user can read it, and nothing unfinished is left', async () => {
    await written(all);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const entry of files) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077).toBe(0);
      expect(entry.name).not.toMatch(/partial/);
    }
  });

  it('is none before its manifest is written', async () => {
    const writer = await createSnapshot(folder, 'aws', { key: undefined });
    const section = writer.section();
    await section.add(all[0] as Resource);
    await section.close();
    expect(failure(() => openSnapshot(folder)).code).toBe('input-missing');
  });

  it('what was being written is taken away where the run ends early', async () => {
    const writer = await createSnapshot(folder, 'aws', { key: undefined });
    await writer.section().add(all[0] as Resource);
    await writer.abandon();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files).toEqual([]);
  });

  it.each([
    [
      'a changed byte',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
        writeFileSync(file, bytes);
      },
    ],
    ['another resource', (file: string) => writeFileSync(file, gzipSync(`${JSON.stringify(all[0])}\n`))],
    ['a missing shard', (file: string) => rmSync(file)],
  ])('%s is refused', async (_, spoil) => {
    const { shards } = await written(all);
    const shard = join(folder, shards[0]?.path ?? '');
    spoil(shard);
    const error = failure(() => openSnapshot(folder));
    expect([error.code, error.where]).toEqual(['input-unreadable', shard]);
  });

  it.each([
    ['of a newer format', { format_version: '2.0' }, 'input-unsupported'],
    ['without shards', { shards: undefined }, 'input-unreadable'],
    [
      'that names a file outside',
      { shards: [{ path: '../../etc/passwd', type: 'aws_vpc', sha256: 'x' }] },
      'input-unreadable',
    ],
    [
      'that names a shard twice',
      {
        shards: [1, 2].map(() => ({
          path: 'aws/1/eu-west-1/aws_vpc.ndjson.gz',
          type: 'aws_vpc',
          sha256: 'x',
        })),
      },
      'input-unreadable',
    ],
    ['that does not say whose it is', { asked: { regions: [], types: [] } }, 'input-unreadable'],
    [
      'with accounts that are no texts',
      { asked: { accounts: [{}], regions: [], types: [] } },
      'input-unreadable',
    ],
    ['with coverage of nothing', { coverage: [{ status: 'complete' }] }, 'input-unreadable'],
    [
      'with a status that nobody knows',
      { coverage: [{ scope: {}, type: 'aws_vpc', status: 'fine', count: 0 }] },
      'input-unreadable',
    ],
    ['without what is not filled', { not_filled: undefined }, 'input-unreadable'],
    ['with nothing where reasons belong', { not_filled: { aws_vpc: null } }, 'input-unreadable'],
    ['with a number as key', { redaction_key: 1 }, 'input-unreadable'],
  ])('a manifest %s is refused', async (_, change, code) => {
    const manifest = await written(all);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
    expect(failure(() => openSnapshot(folder)).code).toBe(code);
  });

  it.each([
    ['no gzip', Buffer.from('{}\n')],
    ['cut short', gzipSync(`${JSON.stringify(all[0])}\n`).subarray(0, 60)],
    ['no JSON', gzipSync('{"type":"aws_vpc"\n')],
    ['empty lines', gzipSync('\n\n')],
    ['a list', gzipSync('[]\n')],
    ...Object.entries({
      'another type': { type: 'aws_subnet' },
      'no provider': { provider: undefined },
      'no schema': { schema: undefined },
      'a data source': { mode: 'data' },
      'a deposed object': { deposed: 'x' },
      'what a plan would change': { change: { actions: ['delete'] } },
      'no values': { values: undefined },
      'a list of values': { values: [] },
      'no tags': { tags: null },
      'no scope': { scope: undefined },
      'a number as account': { scope: { account: 1 } },
      'a list as region': { scope: { region: ['x'] } },
      'unknown that is no list': { unknown: {} },
      'an unknown place without reason': { unknown: [{ path: ['values', 'a'] }] },
      'a reason that nobody knows': { unknown: [{ path: ['values', 'a'], reason: 'fine' }] },
      'an empty path': { unknown: [{ path: [], reason: 'denied' }] },
      'a path of objects': { sensitive: [[{}]] },
      'a call that is no text': { unknown: [{ path: ['values'], reason: 'denied', api: {} }] },
      'what no one observed': { observed: undefined },
      'a plan observed': { observed: { from: 'plan' } },
      'an id that is no text': { id: 7 },
      'an address that is no text': { address: {} },
      'a key that is no text': { key: [] },
      'a key that is no JSON': { key: '[' },
      'a key that is no list': { key: '"a"' },
      'a hash that is no text': { redacted: [{ path: ['values', 'a'], hash: 1 }] },
      'a declaration without a path': { declared: { type: 'a', as: 'inline' } },
    }).map(([what, change]): [string, Buffer] => [
      what,
      gzipSync(`${JSON.stringify({ ...all[0], ...change })}\n`),
    ]),
  ])('a shard of which the manifest is sure and that holds %s is refused', async (_, bytes) => {
    const manifest = await written([all[0] as Resource]);
    const [shard] = manifest.shards;
    writeFileSync(join(folder, shard?.path ?? ''), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ ...manifest, shards: [{ ...shard, sha256 }] }),
    );
    const error = failure(() => [...openSnapshot(folder).resources()]);
    expect([error.code, error.where]).toEqual(['input-unreadable', join(folder, shard?.path ?? '')]);
  });

  it.each([
    ['a folder in place of a shard', (shard: string) => mkdirSync(shard)],
    ['a device', (shard: string) => symlinkSync('/dev/zero', shard)],
    ['a link to nothing', (shard: string) => symlinkSync('nowhere', shard)],
  ])('%s is refused', async (_, put) => {
    const { shards } = await written(all);
    const shard = join(folder, shards[0]?.path ?? '');
    rmSync(shard);
    put(shard);
    expect(failure(() => openSnapshot(folder)).code).toBe('input-unreadable');
  });

  it('a manifest that is there and cannot be read is not called missing', () => {
    mkdirSync(join(folder, 'manifest.json'), { recursive: true });
    expect(failure(() => openSnapshot(folder)).code).toBe('input-unreadable');
  });

  it('a newer minor of the format is read', async () => {
    const manifest = await written(all);
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ ...manifest, format_version: '1.7', more: true }),
    );
    expect([...openSnapshot(folder).resources()]).toHaveLength(4);
  });

  it('does not overwrite anything', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine'), 'x');
    await expect(createSnapshot(folder, 'aws', { key: undefined })).rejects.toMatchObject({
      code: 'output-unwritable',
    });
    rmSync(join(folder, 'mine'));
    await written(all);
    await expect(createSnapshot(folder, 'aws', { key: undefined })).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `cannot collect into ${folder}: it holds a snapshot already`,
    });
    expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
  });

  it('of two runs that begin at once one writes, and its snapshot is whole', async () => {
    const begun = await Promise.allSettled(
      [1, 2, 3].map(() => createSnapshot(folder, 'aws', { key: undefined })),
    );
    const won = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    for (const one of begun)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'output-unwritable' });
    const section = (won[0] as SnapshotWriter).section();
    await section.add(all[0] as Resource);
    await section.close();
    await won[0]?.finish(PARTS);
    expect([...openSnapshot(folder).resources()]).toEqual([all[0]]);
  });

  it('a full disk is one clear error', async () => {
    if (!existsSync('/dev/full')) return;
    mkdirSync(folder, { recursive: true });
    const writer = await createSnapshot(folder, 'aws', { key: undefined });
    const section = writer.section();
    mkdirSync(join(folder, 'aws/111122223333/eu-west-1'), { recursive: true });
    symlinkSync('/dev/full', join(folder, 'aws/111122223333/eu-west-1/aws_vpc.ndjson.gz.partial'));
    await section.add(all[0] as Resource);
    await expect(section.close()).rejects.toMatchObject({
      code: 'output-unwritable',
      message: 'cannot write the snapshot: no space is left on the disk',
    });
  });
});
