/** The file that makes a folder a snapshot: its name, its format, and what must be true of it. */
import { DriftlockError } from '../errors.ts';
import type { Manifest } from '../finding/manifest.ts';
import { isList, isObject, member, text } from '../resource/json-kind.ts';
import type { Json } from '../resource/resource.ts';

export const MANIFEST = 'manifest.json';
export const SNAPSHOT_FORMAT = '1.0';

/** The manifest in `json`; throws DriftlockError input-unsupported for a newer format, input-unreadable for another thing. */
export function checkManifest(where: string, json: Json): Manifest {
  const version = text(json, 'format_version');
  const shards = member(json, 'shards');
  if (
    version === undefined ||
    !isList(shards) ||
    !isList(member(json, 'coverage')) ||
    !isObject(member(json, 'asked'))
  )
    throw new DriftlockError('input-unreadable', 'not the manifest of a snapshot', {
      where,
      hint: 'name a folder that `driftlock collect` has written',
    });
  if (version.split('.')[0] !== SNAPSHOT_FORMAT.split('.')[0])
    throw new DriftlockError('input-unsupported', `snapshot format ${version}; this driftlock reads 1.x`, {
      where,
      hint: 'update driftlock, or collect again',
    });
  for (const shard of shards) {
    const path = text(shard, 'path') ?? '';
    if (!/^[a-z]+\/[\w-]+\/[\w-]+\/\w+\.ndjson\.gz$/.test(path) || text(shard, 'sha256') === undefined)
      throw new DriftlockError('input-unreadable', 'the manifest names a shard that no snapshot has', {
        where,
      });
  }
  return json as unknown as Manifest;
}
