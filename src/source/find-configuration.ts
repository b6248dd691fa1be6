/** Which folder holds the configuration that a plan or state was made of. */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DriftlockError } from '../errors.ts';
import { type Configuration, openConfiguration } from './configuration.ts';
import { namesIn } from './module-folder.ts';
import { fileBelow, isMadeByTool, realPath, repositoryOf, sourceRoot } from './source-root.ts';

export interface FoundConfiguration {
  /** The root module's, absolute. */
  readonly folder: string;
  readonly configuration: Configuration;
  /** Whether it is named, or the first place where anybody would look, and declares all that it was asked for. */
  readonly isObvious: boolean;
  /** How many of the blocks that were asked for it has. */
  readonly declared: number;
  readonly asked: number;
}

export interface LookedFor {
  /** The input's own file, or its folder where it is a configuration itself; `-` for standard input. */
  readonly input: string;
  /** Folders that somebody names; one of them is taken, however little of the plan it declares. */
  readonly named: readonly string[];
  /** Names of blocks that the root module has to have: `aws_vpc.a`, `module.b`; asked for where any folder may have them. */
  readonly blocks: () => ReadonlySet<string>;
  /** The folder in which the program was started. */
  readonly current: string;
}

/**
 * Of the named folders, else the input's own and those above it up to its repository, the nearest that declares most;
 * undefined where none declares at least half of the blocks.
 */
export function findConfiguration(looked: LookedFor): FoundConfiguration | undefined {
  const { named, current } = looked;
  const folders = named.length > 0 ? named.map((folder) => resolve(current, folder)) : foldersAbove(looked);
  const candidates = folders.filter((folder) => namesIn(folder).length > 0);
  if (candidates.length === 0) return undefined;
  const blocks = looked.blocks();
  const { folder, configuration, declared } = nearest(candidates, blocks, current);
  if (named.length === 0 && (declared === 0 || 2 * declared < blocks.size)) return undefined;
  const isObvious = declared === blocks.size && (named.length > 0 || folder === folders[0]);
  return { folder, configuration, isObvious, declared, asked: blocks.size };
}

interface Candidate {
  readonly folder: string;
  readonly configuration: Configuration;
  readonly declared: number;
}

/** The first of those that declare most. */
function nearest(folders: readonly string[], blocks: ReadonlySet<string>, current: string): Candidate {
  let best: Candidate | undefined;
  for (const folder of folders) {
    const real = realPath(folder);
    const configuration = openConfiguration(real, sourceRoot(real, current));
    const declared = [...blocks].filter((name) => configuration.declares(name)).length;
    if (best === undefined || declared > best.declared) best = { folder, configuration, declared };
    if (declared === blocks.size) break;
  }
  return best as Candidate;
}

/** Outside of a repository only its own: nothing tells how far up a configuration may lie. */
function foldersAbove({ input, current }: LookedFor): string[] {
  const own = ownFolder(input, current);
  const top = repositoryOf(own) ?? own;
  const folders = [own];
  for (let at = own; at !== top && at !== dirname(at); at = dirname(at)) folders.push(dirname(at));
  return folders.filter((folder) => !isMadeByTool(fileBelow(top, folder) ?? '.'));
}

/** Of standard input the current one, of a folder that itself. */
function ownFolder(input: string, current: string): string {
  if (input === '-') return resolve(current);
  const path = resolve(current, input);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}

/** Throws DriftlockError (usage) for a folder that holds no configuration. */
export function checkNamedFolders(named: readonly string[], current: string): void {
  for (const folder of named)
    if (namesIn(resolve(current, folder)).length === 0)
      throw new DriftlockError('usage', `--source ${folder} holds no configuration`, {
        hint: 'name the folder of the root module: that with the *.tf files in which terraform plan was run',
      });
}
