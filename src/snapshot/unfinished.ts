/** Tells what an interrupted collect leaves from other folders, and takes away what of it is not whole. */
import { readdirSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MANIFEST } from './manifest.ts';

/** There from the first moment until the manifest takes its place. */
export const PARTIAL_MANIFEST = `${MANIFEST}.partial`;
const SHARD = /^[a-z]+\/[\w-]+\/[\w-]+\/\w+\.ndjson\.gz(\.partial)?$/;

/** In the words of a message; undefined for a folder that is something else, or cannot be listed. */
export function unfinished(folder: string): string | undefined {
  const top = namesIn(folder);
  if (top === undefined || top.includes(MANIFEST)) return undefined;
  const others = top.filter((name) => name !== PARTIAL_MANIFEST);
  if (others.length > 1 || others.some((name) => !/^[a-z]+$/.test(name))) return undefined;
  const shards = others.flatMap((cloud) => filesBelow(folder, cloud));
  if (!shards.every((path) => SHARD.test(path))) return undefined;
  if (others.length < top.length)
    return 'an unfinished snapshot, which another run is writing or which was left when that was killed';
  return shards.length > 0 ? 'an unfinished snapshot of an interrupted collect' : undefined;
}

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

/** Paths with `/`, files alone. */
function filesBelow(folder: string, name: string): string[] {
  try {
    return readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((path) => path.split(sep).join('/'));
  } catch {
    // A file in place of the folder of a cloud.
    return [name];
  }
}

/** Takes away the partial manifest and folders that hold nothing; gives the number of shards, all of them whole. */
export async function tidied(folder: string): Promise<number> {
  await rm(join(folder, PARTIAL_MANIFEST), { force: true });
  let shards = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) shards += await withoutEmpty(join(folder, entry.name));
  return shards;
}

async function withoutEmpty(folder: string): Promise<number> {
  let files = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }))
    files += entry.isDirectory() ? await withoutEmpty(join(folder, entry.name)) : 1;
  if (files === 0) await rmdir(folder);
  return files;
}
