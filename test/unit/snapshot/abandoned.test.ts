/** A snapshot that is given up while it is written: nothing that is not whole stays, and nobody can write on. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unfinished } from '../../../src/snapshot/unfinished.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { PARTS, resource } from './made.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'abandoned-')), 'out');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const VPC = 'aws/111122223333/eu-west-1/aws_vpc.ndjson.gz';
const INTERRUPTED = 'an unfinished snapshot of an interrupted collect';

function namesIn(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('a snapshot that is given up', () => {
  it('keeps whole shards alone, also where another is only being begun', async () => {
    const writer = await createSnapshot(folder, 'aws', { key: undefined });
    const whole = writer.section();
    await whole.add(resource('aws_vpc', 'vpc-1'));
    await whole.close();
    const open = writer.section();
    await open.add(resource('aws_subnet', 's-1'));
    const begun = writer.section().add(resource('aws_instance', 'i-1', 'us-east-1'));
    const settled = Promise.allSettled([begun]);
    expect(await writer.abandon()).toBe(1);
    await settled;
    const steps = VPC.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
    expect(namesIn()).toEqual(steps);
    expect(unfinished(folder)).toBe(INTERRUPTED);
    for (const late of [open, writer.section()]) {
      await expect(late.add(resource('aws_subnet', 's-2'))).rejects.toThrow('abandoned');
      await expect(late.close()).rejects.toThrow('abandoned');
    }
    expect(namesIn()).toEqual(steps);
  });

  it('of which nothing is whole leaves an empty folder', async () => {
    const writer = await createSnapshot(folder, 'aws', { key: undefined });
    await writer.section().add(resource('aws_vpc', 'vpc-1'));
    expect([await writer.abandon(), namesIn(), unfinished(folder)]).toEqual([0, [], undefined]);
    await createSnapshot(folder, 'aws', { key: undefined });
  });
});

describe('a folder is an unfinished snapshot', () => {
  function put(...paths: readonly string[]): void {
    for (const path of paths) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
  }

  it.each<[string, readonly string[], string | undefined]>([
    ['shards', [VPC], INTERRUPTED],
    ['a shard that is not whole', [`${VPC}.partial`], INTERRUPTED],
    ['a partial manifest', ['manifest.json.partial'], 'which another run is writing'],
    ['a partial manifest and shards', ['manifest.json.partial', VPC], 'which another run is writing'],
    ['a manifest', ['manifest.json', VPC], undefined],
    ['other files', ['main.tf'], undefined],
    ['other files below', ['aws/main.tf'], undefined],
    ['another file beside shards', [VPC, 'aws/1/notes.txt'], undefined],
    ['another file beside a partial manifest', ['manifest.json.partial', 'main.tf'], undefined],
    ['a file in place of the folder of a cloud', ['aws'], undefined],
  ])('with %s', (_, paths, words) => {
    put(...paths);
    if (words === undefined) expect(unfinished(folder)).toBeUndefined();
    else expect(unfinished(folder)).toContain(words);
  });

  it('and not where there is none, or a link leads out of it', () => {
    expect(unfinished(folder)).toBeUndefined();
    mkdirSync(folder);
    expect(unfinished(folder)).toBeUndefined();
    symlinkSync('/etc', join(folder, 'aws'));
    expect(unfinished(folder)).toBeUndefined();
  });

  it('until it is finished', async () => {
    const writer = await createSnapshot(folder, 'aws', { key: undefined });
    expect(unfinished(folder)).toContain('which another run is writing');
    await writer.finish(PARTS);
    expect(unfinished(folder)).toBeUndefined();
  });
});
