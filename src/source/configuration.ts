/** A configuration on the disk: which block an address of its plan or state stands for, through modules. */
import { join, resolve } from 'node:path';
import { parseAddress, parseTraversal } from '../resource/address.ts';
import { literalOf } from './literal.ts';
import { type AddressStep, addressSteps, beginsWith, targetSteps } from './local-address.ts';
import {
  type Declaration,
  type ModuleFolder,
  namesIn,
  type PlacedBlock,
  readModuleFolder,
} from './module-folder.ts';
import { modulesManifest } from './modules-manifest.ts';
import { bodyOf } from './source-file.ts';
import { fileBelow, isMadeByTool, realPath } from './source-root.ts';

/**
 * What an address stands for: the block that declares it, the `removed` block that takes it out of the state, or the
 * call of a module whose files are not in the repository.
 */
export interface FoundBlock {
  readonly as: 'declared' | 'removed' | 'call' | 'provider';
  readonly declaration: Declaration;
}

export interface Configuration {
  /** The root module's folder relative to the repository, `.` for that itself. */
  readonly name: string;
  /** Undefined where nothing declares it (any more), or the text is no address. */
  locate(address: string): FoundBlock | undefined;
  /** The calls of the modules that an address lies in, the outermost first, as far as they lead. */
  calls(address: string): readonly Declaration[];
  /** The block of a provider configuration: `aws`, `aws.west`, `module.a:aws`. */
  locateProvider(name: string): FoundBlock | undefined;
  /** Whether the root module has a block for it: `aws_vpc.a`, `module.b`. */
  declares(rootName: string): boolean;
  /** Files, of those read so far, of which only the blocks before a mistake are known. */
  broken(): readonly string[];
}

interface Opened {
  readonly folder: (path: string) => ModuleFolder;
  /** `names` is what the list of modules has the call under. */
  readonly called: (folder: ModuleFolder, call: Declaration, names: () => string) => string | undefined;
}

/** `moved` blocks that lead from one to the next: more than these nobody wrote. */
const MOST_MOVES = 100;

/** Folders of modules are read when an address leads there. `folder` and `root` are absolute, without links. */
export function openConfiguration(folder: string, root: string): Configuration {
  const folders = new Map<string, ModuleFolder>();
  const opened: Opened = {
    folder: (path) => {
      const known = folders.get(path) ?? readModuleFolder(path, root);
      folders.set(path, known);
      return known;
    },
    called: calledFolders(folder, root),
  };
  return {
    name: fileBelow(root, folder) ?? '.',
    locate: (address) => {
      const parsed = parseAddress(address);
      return parsed === undefined ? undefined : located(opened, folder, addressSteps(parsed));
    },
    calls: (address) => {
      const parsed = parseAddress(address);
      return parsed === undefined ? [] : callsTo(opened, folder, addressSteps(parsed));
    },
    locateProvider: (name) => locatedProvider(opened, folder, name),
    declares: (name) => opened.folder(folder).declared.has(name),
    broken: () => [...folders.values()].flatMap(({ broken }) => broken),
  };
}

/** Each call that tells its folder is followed once. */
function calledFolders(top: string, root: string): Opened['called'] {
  const followed = new Map<Declaration, string | undefined>();
  let manifest: ReadonlyMap<string, string> | undefined;
  return (folder, call, names) => {
    if (followed.has(call)) return followed.get(call);
    const local = localFolder(folder, call);
    if (local === undefined) {
      manifest ??= fetchedFolders(top);
      const fetched = manifest.get(names());
      return fetched === undefined ? undefined : keptFolder(root, fetched);
    }
    const kept = keptFolder(root, local);
    followed.set(call, kept);
    return kept;
  };
}

/** By the names of the calls. Lines are told as far as they are known: a broken manifest is nobody's mistake here. */
function fetchedFolders(top: string): ReadonlyMap<string, string> {
  try {
    return new Map(modulesManifest(top).map(({ key, dir }) => [key, resolve(top, dir)]));
  } catch {
    // It is Terraform's own file, gone or half written after a clean-up.
    return new Map();
  }
}

/** A module on the way to an address, and how many steps of it led there. */
interface Visited {
  readonly folder: ModuleFolder;
  readonly depth: number;
}

type Walked = { readonly found: FoundBlock } | { readonly visited: readonly Visited[] };

function located(
  opened: Opened,
  top: string,
  steps: readonly AddressStep[],
  moves = 0,
): FoundBlock | undefined {
  const walked = walk(opened, top, steps);
  if ('found' in walked) return walked.found;
  for (const { folder, depth } of walked.visited) {
    if (folder.removed.length === 0) continue;
    const inside = steps.slice(depth);
    const removed = folder.removed.find((one) => isFrom(one, inside));
    if (removed !== undefined) return { as: 'removed', declaration: { ...removed, overrides: [] } };
  }
  for (const { folder, depth } of moves < MOST_MOVES ? walked.visited : []) {
    if (folder.moved.length === 0) continue;
    const inside = steps.slice(depth);
    const moved = folder.moved.flatMap((one) => movedTo(one, inside) ?? [])[0];
    if (moved !== undefined) return located(opened, top, [...steps.slice(0, depth), ...moved], moves + 1);
  }
  return undefined;
}

/** From the root module down, as far as calls lead. */
function walk(opened: Opened, top: string, steps: readonly AddressStep[]): Walked {
  const visited: Visited[] = [];
  let path = top;
  for (const [depth, { name }] of steps.entries()) {
    const folder = opened.folder(path);
    visited.push({ folder, depth });
    const declaration = folder.declared.get(name);
    if (declaration === undefined) return { visited };
    if (depth === steps.length - 1) return { found: { as: 'declared', declaration } };
    const next = opened.called(folder, declaration, () => callNames(steps.slice(0, depth + 1)));
    if (next === undefined) return { found: { as: 'call', declaration } };
    path = next;
  }
  return { visited };
}

function callsTo(opened: Opened, top: string, steps: readonly AddressStep[]): Declaration[] {
  const calls: Declaration[] = [];
  let path = top;
  for (const [depth, { name }] of steps.slice(0, -1).entries()) {
    const folder = opened.folder(path);
    const call = folder.declared.get(name);
    if (call === undefined) break;
    calls.push(call);
    const next = opened.called(folder, call, () => callNames(steps.slice(0, depth + 1)));
    if (next === undefined) break;
    path = next;
  }
  return calls;
}

/** As the list of modules has them. */
function callNames(steps: readonly AddressStep[]): string {
  return steps.map(({ name }) => name.slice('module.'.length)).join('.');
}

/** Where the call's own text leads, from its module's folder; undefined where it does not tell. */
function localFolder({ folder }: ModuleFolder, call: Declaration): string | undefined {
  const source = textOf(call, 'source');
  const isLocal = source !== undefined && /^\.\.?(?:[/\\]|$)/.test(source);
  return isLocal ? join(folder, source.replaceAll('\\', '/')) : undefined;
}

/** Undefined for a module whose files are not in the repository: what `terraform init` fetched is nobody's there. */
function keptFolder(root: string, path: string): string | undefined {
  const real = realPath(resolve(path));
  const below = fileBelow(root, real);
  if (below === undefined || isMadeByTool(below)) return undefined;
  return namesIn(real).length > 0 ? real : undefined;
}

/** What the last of the blocks that have the attribute says, where that is written out. */
function textOf({ overrides, ...placed }: Declaration, name: string): string | undefined {
  for (const { source, block } of [...overrides].reverse().concat(placed)) {
    const found = bodyOf(source, block).attributes.find((one) => one.name === name);
    const value = found === undefined ? undefined : literalOf(source, found.expression);
    if (found !== undefined) return typeof value === 'string' ? value : undefined;
  }
  return undefined;
}

/** JSON has it in quotes. */
function targetOf({ source, block }: PlacedBlock, name: string): AddressStep[] | undefined {
  const found = bodyOf(source, block).attributes.find((one) => one.name === name);
  if (found === undefined) return undefined;
  const { start, end } = found.expression;
  const value =
    source.syntax === 'json' ? literalOf(source, found.expression) : source.text.slice(start, end);
  return typeof value === 'string' ? targetSteps(value) : undefined;
}

function isFrom(removed: PlacedBlock, inside: readonly AddressStep[]): boolean {
  const from = targetOf(removed, 'from');
  return from !== undefined && beginsWith(inside, from);
}

/** The steps that a `moved` block makes of these; undefined where it speaks of others. */
function movedTo(moved: PlacedBlock, inside: readonly AddressStep[]): AddressStep[][] | undefined {
  const from = targetOf(moved, 'from');
  const to = targetOf(moved, 'to');
  if (from === undefined || to === undefined || !beginsWith(inside, from)) return undefined;
  const last = to.at(-1);
  const key = inside[from.length - 1]?.key;
  // Each instance goes where the whole does.
  const keeps = last !== undefined && last.key === undefined && from.at(-1)?.key === undefined;
  const moving = keeps && key !== undefined ? [...to.slice(0, -1), { ...last, key }] : to;
  return [[...moving, ...inside.slice(from.length)]];
}

function locatedProvider(opened: Opened, top: string, name: string): FoundBlock | undefined {
  const at = name.lastIndexOf(':');
  const [type = '', alias] = name.slice(at + 1).split('.');
  const modules = at < 0 ? [] : (parseTraversal(name.slice(0, at)) ?? []);
  const names = modules.flatMap((step, index) =>
    index % 2 === 1 && 'name' in step ? [`module.${step.name}`] : [],
  );
  const walked = walk(opened, top, [...names.map((one) => ({ name: one })), { name: `provider.${type}` }]);
  if ('found' in walked) return walked.found;
  const blocks = walked.visited[names.length]?.folder.providers ?? [];
  const found = blocks.find(
    ({ source, block }) =>
      block.labels[0] === type && textOf({ source, block, overrides: [] }, 'alias') === alias,
  );
  return found === undefined ? undefined : { as: 'provider', declaration: { ...found, overrides: [] } };
}
