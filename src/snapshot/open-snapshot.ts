/** Opens a snapshot: checks that it is whole and unchanged, then gives its resources shard by shard. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DriftlockError } from '../errors.ts';
import type { Manifest, Shard } from '../finding/manifest.ts';
import type { Json, Resource } from '../resource/resource.ts';
import { checkResource } from './check-resource.ts';
import { checkManifest, MANIFEST } from './manifest.ts';
import { checkShard, readShard } from './read-shard.ts';
import { isMissing, reasonOf } from './system-reason.ts';
import { unfinished } from './unfinished.ts';

export interface Snapshot {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, which holds those of all shards. */
  readonly sha256: string;
  /** Shards in the manifest's order, lines in the file's; only these types where given. */
  resources(types?: ReadonlySet<string>): Iterable<Resource>;
}

/**
 * Every shard is held against its sha256 before anything is given, and again as it is gone through, a block at a time.
 * @throws DriftlockError input-missing for a folder without manifest, input-unreadable for a shard that is missing,
 * changed or (as it is gone through) holds what no collector wrote, input-unsupported for a newer format
 */
export function openSnapshot(folder: string): Snapshot {
  const { manifest, sha256 } = openManifest(folder);
  for (const shard of manifest.shards) checkShard(join(folder, shard.path), shard.sha256);
  return {
    manifest,
    sha256,
    *resources(types) {
      for (const shard of manifest.shards)
        if (types === undefined || types.has(shard.type)) yield* shardResources(folder, shard);
    },
  };
}

/**
 * The same for those who need all of it, more than once: each shard is read and held against its sha256 once, and its
 * resources stay in memory.
 * @throws DriftlockError as `openSnapshot` and its `resources` do, before anything is given
 */
export function loadSnapshot(folder: string): Snapshot {
  const { manifest, sha256 } = openManifest(folder);
  const loaded = manifest.shards.map((shard) => ({
    type: shard.type,
    resources: [...shardResources(folder, shard)],
  }));
  return {
    manifest,
    sha256,
    *resources(types) {
      for (const { type, resources } of loaded) if (types === undefined || types.has(type)) yield* resources;
    },
  };
}

function openManifest(folder: string): Pick<Snapshot, 'manifest' | 'sha256'> {
  const file = join(folder, MANIFEST);
  const bytes = manifestBytes(folder, file);
  const manifest = checkManifest(file, parsed(file, bytes.toString('utf8')));
  return { manifest, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function manifestBytes(folder: string, file: string): Buffer {
  try {
    return readPlain(file);
  } catch (cause) {
    if (!isMissing(cause))
      throw new DriftlockError('input-unreadable', `the manifest cannot be read: ${reasonOf(cause)}`, {
        where: file,
        cause,
      });
    const left = unfinished(folder);
    const what = left ?? 'no snapshot, or an unfinished one';
    throw new DriftlockError('input-missing', `a folder without manifest.json: ${what}`, {
      where: folder,
      hint:
        left === undefined
          ? 'driftlock collect aws -o <folder> makes one; a plan or state is passed as a file'
          : 'collect again, into another folder',
      cause,
    });
  }
}

/** A pipe or device would never end. */
function readPlain(file: string): Buffer {
  if (!statSync(file).isFile()) throw new Error('it is no file');
  return readFileSync(file);
}

function shardResources(folder: string, { path, type, sha256 }: Shard): Generator<Resource> {
  const file = join(folder, path);
  return readShard(file, sha256, (line) => {
    const resource = checkResource(parsed(file, line), type);
    if (resource !== undefined) return resource;
    throw new DriftlockError('input-unreadable', 'a line of the shard is no resource of its type', {
      where: file,
    });
  });
}

function parsed(where: string, content: string): Json {
  try {
    return JSON.parse(content) as Json;
  } catch (cause) {
    throw new DriftlockError('input-unreadable', 'not JSON', { where, cause });
  }
}
