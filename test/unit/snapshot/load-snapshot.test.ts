/** A snapshot that is held in memory: as strict as one that is gone through, and before anything is given. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Manifest } from '../../../src/finding/manifest.ts';
import { loadSnapshot, openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { PARTS, resource } from './made.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'snapshot-')), 'out');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const all = [
  resource('aws_vpc', 'vpc-1'),
  resource('aws_subnet', 's-1'),
  resource('aws_vpc', 'v', 'us-east-1'),
];

async function written(): Promise<Manifest> {
  const writer = await createSnapshot(folder, 'aws', { key: undefined });
  const section = writer.section();
  for (const one of all) await section.add(one);
  await section.close();
  return writer.finish(PARTS);
}

it('gives what an opened one gives, as often as it is asked and without its files', async () => {
  await written();
  const opened = openSnapshot(folder);
  const expected = [[...opened.resources()], [...opened.resources(new Set(['aws_vpc']))]];
  const loaded = loadSnapshot(folder);
  expect([loaded.manifest, loaded.sha256]).toEqual([opened.manifest, opened.sha256]);
  rmSync(folder, { recursive: true });
  for (const _ of [1, 2])
    expect([[...loaded.resources()], [...loaded.resources(new Set(['aws_vpc']))]]).toEqual(expected);
});

it.each([
  ['changed', (file: string) => writeFileSync(file, `${readFileSync(file, 'latin1')} `, 'latin1')],
  ['missing', (file: string) => rmSync(file)],
  ['a device', (file: string) => [rmSync(file), symlinkSync('/dev/zero', file)]],
])('a shard that is %s is refused at once', async (_, spoil) => {
  const { shards } = await written();
  spoil(join(folder, shards.at(-1)?.path ?? ''));
  expect(() => loadSnapshot(folder)).toThrow(
    expect.objectContaining({ code: 'input-unreadable', where: join(folder, shards.at(-1)?.path ?? '') }),
  );
});

it.each([
  ['no gzip', Buffer.from('{}\n')],
  ['cut short', gzipSync(`${JSON.stringify(all[0])}\n`).subarray(0, 60)],
  ['no resource of its type', gzipSync(`${JSON.stringify(all[1])}\n`)],
])('a shard that is %s is refused at once though the manifest is sure of it', async (_, bytes) => {
  const manifest = await written();
  const [last, ...others] = [...manifest.shards].reverse();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(folder, last?.path ?? ''), bytes);
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ ...manifest, shards: [...others, { ...last, sha256 }] }),
  );
  expect(() => loadSnapshot(folder)).toThrow(expect.objectContaining({ code: 'input-unreadable' }));
});
