/** One module's folder: its configuration files and the blocks that stand at their top, by what they declare. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BodyBlock } from './body.ts';
import { CONFIGURATION_EXTENSION, configurationNames } from './configuration-names.ts';
import { type SourceFile, sourceFile } from './source-file.ts';
import { fileBelow } from './source-root.ts';

/** One block and the file in which it stands. */
export interface PlacedBlock {
  readonly source: SourceFile;
  readonly block: BodyBlock;
}

/** What is declared under one name: its block, then those of override files, the last of which counts. */
export interface Declaration extends PlacedBlock {
  readonly overrides: readonly PlacedBlock[];
}

export interface ModuleFolder {
  /** Of the disk. */
  readonly folder: string;
  /** By the address inside the module (`aws_s3_bucket.b`, `data.aws_ami.a`), of calls `module.a`. */
  readonly declared: ReadonlyMap<string, Declaration>;
  readonly removed: readonly PlacedBlock[];
  readonly moved: readonly PlacedBlock[];
  readonly providers: readonly PlacedBlock[];
  /** Files of which only the blocks before a place that is no configuration are known. */
  readonly broken: readonly string[];
}

/** Larger ones nobody wrote: reading them could take up the memory. */
const LARGEST_FILE = 16 * 1024 * 1024;

function isOverride(name: string): boolean {
  return /(?:^|_)override$/.test(name.replace(CONFIGURATION_EXTENSION, ''));
}

/** The names of configuration files in a folder; none where it cannot be read or is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return configurationNames(readdirSync(folder));
  } catch {
    // What is not there, or may not be read, declares nothing that could be told.
    return [];
  }
}

/** Of files that lie below `root` alone (a link may lead out of it). */
export function readModuleFolder(folder: string, root: string): ModuleFolder {
  const files = namesIn(folder).flatMap((name) => fileAt(join(folder, name), root));
  const own = files.filter(({ name }) => !isOverride(name)).map(({ source }) => source);
  const later = files.filter(({ name }) => isOverride(name)).map(({ source }) => source);
  const broken = files.filter(({ source }) => source.top.problem !== undefined);
  return {
    folder,
    declared: declarations(blocksIn(own), blocksIn(later)),
    removed: ofType(blocksIn([...own, ...later]), 'removed'),
    moved: ofType(blocksIn([...own, ...later]), 'moved'),
    providers: ofType(blocksIn(own), 'provider'),
    broken: broken.map(({ source }) => source.file),
  };
}

function fileAt(path: string, root: string): { readonly name: string; readonly source: SourceFile }[] {
  try {
    const real = realpathSync(path);
    const { size } = statSync(real);
    const file = fileBelow(root, real);
    if (file === undefined || !statSync(real).isFile() || size > LARGEST_FILE) return [];
    return [{ name: path.replace(/^.*[\\/]/s, ''), source: sourceFile(file, readFileSync(real, 'utf8')) }];
  } catch {
    // As in namesIn.
    return [];
  }
}

function blocksIn(files: readonly SourceFile[]): PlacedBlock[] {
  return files.flatMap((source) => source.top.blocks.map((block) => ({ source, block })));
}

function ofType(blocks: readonly PlacedBlock[], type: string): PlacedBlock[] {
  return blocks.filter(({ block }) => block.type === type);
}

/** Undefined for blocks that declare nothing of an address. */
function localName({ type, labels }: BodyBlock): string | undefined {
  const [first, second] = labels;
  if (type === 'module') return first === undefined ? undefined : `module.${first}`;
  if ((type !== 'resource' && type !== 'data') || second === undefined) return undefined;
  return `${type === 'data' ? 'data.' : ''}${first}.${second}`;
}

function declarations(
  blocks: readonly PlacedBlock[],
  later: readonly PlacedBlock[],
): Map<string, Declaration> {
  const found = new Map<string, Declaration & { readonly overrides: PlacedBlock[] }>();
  for (const placed of blocks) {
    const name = localName(placed.block);
    // Terraform refuses a second one of the same name.
    if (name !== undefined && !found.has(name)) found.set(name, { ...placed, overrides: [] });
  }
  for (const placed of later) found.get(localName(placed.block) ?? '')?.overrides.push(placed);
  return found;
}
