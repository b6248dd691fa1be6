/** The file that makes a folder a snapshot: its name, its format, and what must be true of it. */
import { DriftlockError } from '../errors.ts';
import type { CoverageStatus } from '../finding/coverage.ts';
import type { Manifest } from '../finding/manifest.ts';
import { isList, isObject, member, text } from '../resource/json-kind.ts';
import type { Json } from '../resource/resource.ts';
import { isScope } from './check-resource.ts';

export const MANIFEST = 'manifest.json';
export const SNAPSHOT_FORMAT = '1.0';

const STATUSES: ReadonlySet<Json | undefined> = new Set<CoverageStatus>([
  'complete',
  'partial',
  'denied',
  'throttled',
  'failed',
  'not-asked',
]);

/** The manifest in `json`; throws DriftlockError input-unsupported for a newer format, input-unreadable for another thing. */
export function checkManifest(where: string, json: Json): Manifest {
  const version = text(json, 'format_version');
  if (version !== undefined && version.split('.')[0] !== SNAPSHOT_FORMAT.split('.')[0])
    throw new DriftlockError('input-unsupported', `snapshot format ${version}; this driftlock reads 1.x`, {
      where,
      hint: 'update driftlock, or collect again',
    });
  if (version === undefined || !isManifest(json))
    throw new DriftlockError('input-unreadable', 'not the manifest of a snapshot', {
      where,
      hint: 'name a folder that `driftlock collect` has written',
    });
  const paths = new Set<string>();
  for (const { path } of json.shards) {
    if (!/^[a-z]+\/[\w-]+\/[\w-]+\/\w+\.ndjson\.gz$/.test(path))
      throw new DriftlockError('input-unreadable', 'the manifest names a shard that no snapshot has', {
        where,
      });
    if (paths.has(path))
      throw new DriftlockError('input-unreadable', 'the manifest names a shard twice', { where });
    paths.add(path);
  }
  return json;
}

/** Whether all is there that anybody reads, and of the kind that it should be. */
function isManifest(json: Json): json is Json & Manifest {
  const key = member(json, 'redaction_key');
  const asked = member(json, 'asked');
  return (
    ['accounts', 'regions', 'types'].every((name) => isListOf(member(asked, name), isText)) &&
    isListOf(member(json, 'coverage'), isEntry) &&
    isListOf(member(json, 'shards'), isShard) &&
    typeof member(json, 'resources') === 'number' &&
    isTexts(member(json, 'not_filled'), (of) => isTexts(of, isText)) &&
    (key === null || isText(key))
  );
}

function isEntry(json: Json): boolean {
  return (
    isScope(member(json, 'scope')) &&
    isText(member(json, 'type')) &&
    STATUSES.has(member(json, 'status')) &&
    typeof member(json, 'count') === 'number' &&
    ['api', 'error'].every((name) => member(json, name) === undefined || isText(member(json, name)))
  );
}

function isShard(json: Json): boolean {
  return ['path', 'type', 'sha256'].every((name) => isText(member(json, name)));
}

function isText(json: Json | undefined): boolean {
  return typeof json === 'string';
}

function isListOf(json: Json | undefined, is: (item: Json) => boolean): boolean {
  return isList(json) && json.every(is);
}

function isTexts(json: Json | undefined, is: (item: Json) => boolean): boolean {
  return isObject(json) && Object.values(json).every(is);
}
