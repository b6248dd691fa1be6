/** Opens a snapshot: checks that it is whole and unchanged, then gives its resources shard by shard. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DriftlockError } from '../errors.ts';
import type { Manifest, Shard } from '../finding/manifest.ts';
import type { Json, Resource } from '../resource/resource.ts';
import { checkResource } from './check-resource.ts';
import { checkManifest, MANIFEST } from './manifest.ts';
import { unfinished } from './unfinished.ts';

export interface Snapshot {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, which holds those of all shards. */
  readonly sha256: string;
  /** Shards in the manifest's order, lines in the file's; only these types where given. */
  resources(types?: ReadonlySet<string>): Iterable<Resource>;
}

const NEWLINE = 0x0a;
/** Of a shard, unpacked: a file that says much more is not one of ours. */
const MOST_BYTES = 2 ** 31;

/**
 * Every shard is read and held against its sha256 before anything is given.
 * @throws DriftlockError input-missing for a folder without manifest, input-unreadable for a shard that is missing,
 * changed or (as it is gone through) holds what no collector wrote, input-unsupported for a newer format
 */
export function openSnapshot(folder: string): Snapshot {
  const { manifest, sha256 } = openManifest(folder);
  for (const shard of manifest.shards) readShard(folder, shard);
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

function readShard(folder: string, { path, sha256 }: Shard): Buffer {
  const file = join(folder, path);
  let bytes: Buffer;
  try {
    bytes = readPlain(file);
  } catch (cause) {
    const what = isMissing(cause) ? 'is missing' : `cannot be read: ${reasonOf(cause)}`;
    throw new DriftlockError('input-unreadable', `a shard that the manifest names ${what}`, {
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

/** A pipe or device would never end. */
function readPlain(file: string): Buffer {
  if (!statSync(file).isFile()) throw new Error('it is no file');
  return readFileSync(file);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return code ?? (error instanceof Error ? error.message : String(error));
}

function unpacked(file: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new DriftlockError('input-unreadable', 'the shard is no gzip file of 2 GiB at most', {
      where: file,
      cause,
    });
  }
}

function* shardResources(folder: string, shard: Shard): Generator<Resource> {
  const file = join(folder, shard.path);
  const lines = unpacked(file, readShard(folder, shard));
  let at = 0;
  while (at < lines.length) {
    const end = lines.indexOf(NEWLINE, at);
    const stop = end === -1 ? lines.length : end;
    const resource = checkResource(parsed(file, lines.toString('utf8', at, stop)), shard.type);
    if (resource === undefined)
      throw new DriftlockError('input-unreadable', 'a line of the shard is no resource of its type', {
        where: file,
      });
    yield resource;
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
