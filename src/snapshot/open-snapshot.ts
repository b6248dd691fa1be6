/** Opens a snapshot: checks that it is whole and unchanged, then gives its resources shard by shard. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DriftlockError } from '../errors.ts';
import type { Manifest, Shard } from '../finding/manifest.ts';
import { isObject, text } from '../resource/json-kind.ts';
import type { Json, Resource } from '../resource/resource.ts';
import { checkManifest, MANIFEST } from './manifest.ts';

export interface Snapshot {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, which holds those of all shards. */
  readonly sha256: string;
  /** Shards in the manifest's order, lines in the file's; only these types where given. */
  resources(types?: ReadonlySet<string>): Iterable<Resource>;
}

const NEWLINE = 0x0a;

/**
 * Every shard is read and held against its sha256 before anything is given.
 * @throws DriftlockError input-missing for a folder without manifest, input-unreadable for a shard that is missing or
 * changed, input-unsupported for a newer format
 */
export function openSnapshot(folder: string): Snapshot {
  const file = join(folder, MANIFEST);
  const bytes = manifestBytes(folder, file);
  const manifest = checkManifest(file, parsed(file, bytes.toString('utf8')));
  for (const shard of manifest.shards) readShard(folder, shard);
  return {
    manifest,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    *resources(types) {
      for (const shard of manifest.shards)
        if (types === undefined || types.has(shard.type)) yield* shardResources(folder, shard);
    },
  };
}

function manifestBytes(folder: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new DriftlockError(
      'input-missing',
      'a folder without manifest.json: no snapshot, or an unfinished one',
      {
        where: folder,
        hint: 'driftlock collect aws -o <folder> makes one; a plan or state is passed as a file',
        cause,
      },
    );
  }
}

function readShard(folder: string, { path, sha256 }: Shard): Buffer {
  const file = join(folder, path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new DriftlockError('input-unreadable', 'a shard that the manifest names is missing', {
      where: file,
      hint: 'collect again',
      cause,
    });
  }
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new DriftlockError(
    'input-unreadable',
    'the shard was changed after it was collected (sha256 differs)',
    {
      where: file,
      hint: 'collect again; a changed snapshot proves nothing',
    },
  );
}

function* shardResources(folder: string, shard: Shard): Generator<Resource> {
  const file = join(folder, shard.path);
  const lines = gunzipSync(readShard(folder, shard));
  let at = 0;
  while (at < lines.length) {
    const end = lines.indexOf(NEWLINE, at);
    const stop = end === -1 ? lines.length : end;
    const json = parsed(file, lines.toString('utf8', at, stop));
    if (!isObject(json) || text(json, 'type') !== shard.type)
      throw new DriftlockError('input-unreadable', 'a line of the shard is no resource of its type', {
        where: file,
      });
    yield json as unknown as Resource;
    at = stop + 1;
  }
}

function parsed(where: string, content: string): Json {
  try {
    return JSON.parse(content) as Json;
  } catch (cause) {
    throw new DriftlockError('input-unreadable', 'not JSON', { where, cause });
  }
}
