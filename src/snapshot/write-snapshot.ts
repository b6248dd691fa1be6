/** Writes a snapshot: shard by shard, the manifest last, so that without it a folder is no snapshot. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DriftlockError } from '../errors.ts';
import { compareText } from '../finding/compare-text.ts';
import type { Manifest, Shard } from '../finding/manifest.ts';
import type { Resource } from '../resource/resource.ts';
import { MANIFEST } from './manifest.ts';
import { type Redaction, redact } from './redact.ts';
import { type ShardWriter, shardWriter } from './shard-writer.ts';
import { PARTIAL_MANIFEST, tidied, unfinished } from './unfinished.ts';

/** Shards that are written together: those of one collector in one place. */
export interface Section {
  add(resource: Resource): Promise<void>;
  close(): Promise<void>;
}

export interface SnapshotWriter {
  section(): Section;
  /** Throws for a section that is not closed. */
  finish(manifest: Omit<Manifest, 'shards' | 'resources'>): Promise<Manifest>;
  /**
   * Removes what is not whole, and lets nothing more be written: whoever still adds meets an error. Gives the number of
   * shards that are left.
   */
  abandon(): Promise<number>;
}

interface Writing {
  readonly folder: string;
  readonly cloud: string;
  readonly redaction: Redaction;
  /** By path, from the moment that they are asked for: what is being made has to be taken away as well. */
  readonly open: Map<string, Promise<ShardWriter>>;
  readonly shards: Shard[];
  isAbandoned: boolean;
}

/**
 * Makes the folder. What is sensitive is taken out of each resource before it reaches the disk.
 * @throws DriftlockError output-unwritable for a folder that holds something already, or cannot be written
 */
export async function createSnapshot(
  folder: string,
  cloud: string,
  redaction: Redaction,
): Promise<SnapshotWriter> {
  await makeFolder(folder);
  await claim(folder);
  const writing: Writing = { folder, cloud, redaction, open: new Map(), shards: [], isAbandoned: false };
  return {
    section: () => sectionOf(writing),
    finish: (parts) => finished(writing, parts),
    abandon: () => abandoned(writing),
  };
}

function sectionOf(writing: Writing): Section {
  const { folder, cloud, redaction, open, shards } = writing;
  const own = new Map<string, Promise<ShardWriter>>();
  function writerOf(path: string, type: string): Promise<ShardWriter> {
    const known = own.get(path);
    if (known !== undefined) return known;
    if (open.has(path) || shards.some((shard) => shard.path === path))
      throw new Error(`two collectors write ${path}`);
    const made = shardWriter(folder, path, type);
    own.set(path, made);
    open.set(path, made);
    return made;
  }
  return {
    async add(resource) {
      checkWanted(writing);
      const path = pathOf(cloud, resource);
      const redacted = redact(resource, redaction);
      await writable(folder, async () => (await writerOf(path, resource.type)).add(redacted));
    },
    async close() {
      checkWanted(writing);
      for (const [path, writer] of own) {
        shards.push(await writable(folder, async () => (await writer).close()));
        open.delete(path);
      }
    },
  };
}

function checkWanted({ isAbandoned }: Writing): void {
  if (isAbandoned) throw new Error('the snapshot was abandoned');
}

async function finished(
  { folder, open, shards }: Writing,
  parts: Omit<Manifest, 'shards' | 'resources'>,
): Promise<Manifest> {
  if (open.size > 0) throw new Error('a shard is still open');
  const inOrder = [...shards].sort((one, other) => compareText(one.path, other.path));
  const resources = inOrder.reduce((sum, shard) => sum + shard.resources, 0);
  const manifest: Manifest = { ...parts, resources, shards: inOrder };
  await writable(folder, async () => {
    await writeFile(partialManifest(folder), `${JSON.stringify(manifest, undefined, 1)}\n`);
    await rename(partialManifest(folder), join(folder, MANIFEST));
  });
  return manifest;
}

async function abandoned(writing: Writing): Promise<number> {
  writing.isAbandoned = true;
  for (const writer of writing.open.values())
    await writer.then(
      (ready) => ready.abandon(),
      // What could not be made leaves nothing.
      () => undefined,
    );
  return await tidied(writing.folder);
}

async function makeFolder(folder: string): Promise<void> {
  await writable(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
  const held = await writable(folder, () => readdir(folder));
  if (held.length === 0) return;
  const left = unfinished(folder);
  const what = held.includes(MANIFEST)
    ? 'it holds a snapshot already'
    : left === undefined
      ? 'it is not empty'
      : `it holds ${left}`;
  throw new DriftlockError('output-unwritable', `cannot collect into ${folder}: ${what}`, {
    where: folder,
    hint:
      left === undefined
        ? 'name a folder that does not exist yet: -o snapshots/2026-11-21'
        : 'remove it or choose another folder',
  });
}

function partialManifest(folder: string): string {
  return join(folder, PARTIAL_MANIFEST);
}

/** Of two runs that found the folder empty, one writes. */
async function claim(folder: string): Promise<void> {
  try {
    await writeFile(partialManifest(folder), '', { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'))
      return writable(folder, () => Promise.reject(cause));
    throw new DriftlockError('output-unwritable', `cannot collect into ${folder}: another run writes there`, {
      where: folder,
      hint: 'name a folder of its own for each run',
      cause,
    });
  }
}

function pathOf(cloud: string, { type, scope }: Resource): string {
  const parts = [cloud, scope.account ?? 'unknown', scope.region ?? 'unknown', type];
  const odd = parts.find((part) => !/^[\w-]+$/.test(part));
  if (odd !== undefined) throw new Error(`${JSON.stringify(odd)} cannot be part of a shard's path`);
  return `${parts.join('/')}.ndjson.gz`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file of that name is in the way',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is no folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Failures of the disk as errors that a user can mend. */
async function writable<Result>(folder: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!/^E[A-Z]+$/.test(code)) throw cause;
    throw new DriftlockError('output-unwritable', `cannot write the snapshot: ${REASONS[code] ?? code}`, {
      where: folder,
      hint: 'mend that, remove the unfinished folder, and collect again',
      cause,
    });
  }
}
