/** All files that a configuration consists of: the root module's, and those of the modules that are at hand. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { modulesManifest } from '../../source/modules-manifest.ts';
import type { Hcl } from '../../toolchain/hcl.ts';
import type { HclProblem } from '../../toolchain/hcl-types.ts';
import { sourceFiles } from './source-folder.ts';
import { sourceText } from './source-text.ts';

export interface SourceTree {
  /** Texts by path relative to the root module's folder, with `/`. */
  readonly files: Readonly<Record<string, string>>;
  /** Folders of the calls that `terraform init` has fetched, by key. */
  readonly modules: Readonly<Record<string, string>>;
  readonly types: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly problems: readonly HclProblem[];
}

/** Folders; each is read once, however often it is called. */
const MOST_FOLDERS = 5000;

/**
 * Reads the tree below the calls of the root module in `folder`; a source that is not there is left out.
 * @throws DriftlockError input-unreadable for a file that cannot be read
 */
export function sourceTree(folder: string, hcl: Hcl): SourceTree {
  const modules = fetchedModules(folder);
  const files: Record<string, string> = {};
  const types = new Set<string>();
  const names = new Set<string>();
  const problems: HclProblem[] = [];
  const calls = new Map<string, readonly Call[]>();
  const seen = new Set<string>();
  const waiting: Call[] = [{ key: '', dir: '.' }];
  for (let call = waiting.pop(); call !== undefined; call = waiting.pop()) {
    const { key, dir } = call;
    if (dir === undefined) continue;
    if (seen.has(`${key} ${dir}`) || key.split('.').length > 32) continue;
    seen.add(`${key} ${dir}`);
    if (!calls.has(dir)) {
      if (calls.size >= MOST_FOLDERS || !existsSync(join(folder, dir))) continue;
      calls.set(dir, readFolder(folder, dir));
    }
    for (const inner of calls.get(dir) ?? []) waiting.push(inside(key, inner, modules));
  }
  return { files, modules, types, names, problems };

  function readFolder(base: string, dir: string): readonly Call[] {
    const texts: Record<string, string> = {};
    for (const name of sourceFiles(join(base, dir)))
      texts[posix.join(dir, name)] = sourceText(join(base, dir, name));
    Object.assign(files, texts);
    const outline = hcl.outline(texts);
    for (const type of outline.types) types.add(type);
    for (const name of outline.names) names.add(name);
    problems.push(...outline.errors);
    return Object.values(outline.calls)
      .flat()
      .map(({ name, source = '' }) => ({
        key: name,
        dir: isPath(source) ? posix.join(dir, source) : undefined,
      }));
  }
}

interface Call {
  /** Of a call inside a folder its name; of one to be read its key in the manifest. */
  readonly key: string;
  /** Undefined for a source that is no path. */
  readonly dir: string | undefined;
}

function inside(key: string, { key: name, dir }: Call, modules: SourceTree['modules']): Call {
  const own = key === '' ? name : `${key}.${name}`;
  return { key: own, dir: dir ?? (Object.hasOwn(modules, own) ? modules[own] : undefined) };
}

function isPath(source: string): boolean {
  return source === '.' || source === '..' || /^\.\.?\//.test(source);
}

/** What is evaluated without them would be another configuration. */
function fetchedModules(folder: string): Record<string, string> {
  const fetched = modulesManifest(folder, sourceText);
  return Object.fromEntries(fetched.map(({ key, dir }) => [key, posix.normalize(dir.replaceAll('\\', '/'))]));
}
