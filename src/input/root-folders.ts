/** Which configurations files belong to: the root modules that Terraform would run for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DriftlockError } from '../errors.ts';
import { CONFIGURATION_EXTENSION } from '../source/configuration-names.ts';
import { loadHcl } from '../toolchain/hcl.ts';
import { unreadableSource } from './hcl/source-text.ts';

/** Their folder holds a root module, or a folder above does: variables are given to no other. */
const VARIABLES = /\.tfvars(\.json)?$/;
/** What `terraform init` and package managers fetch is nobody's own. */
const FETCHED: ReadonlySet<string> = new Set(['.terraform', '.terragrunt-cache', '.git', 'node_modules']);
/** Terraform's own rule for what is a folder and no registry. */
const LOCAL = /^\.\.?[/\\]/;

export interface RootFolders {
  /** Relative to the current folder, each once, in order. */
  readonly folders: readonly string[];
  /** Files that belong to no configuration, as they were given. */
  readonly strangers: readonly string[];
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadableSource(folder, error);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadableSource(file, error);
  }
}

/** Configuration files below a folder, by folder; links are not followed. */
function configurationsBelow(root: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop())
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !FETCHED.has(entry.name)) waiting.push(path);
      if (!entry.isFile() || !CONFIGURATION_EXTENSION.test(entry.name)) continue;
      found.set(folder, [...(found.get(folder) ?? []), path]);
    }
  return found;
}

/** By folder, the folders that call it as a module. What a file that cannot be parsed calls is not known; the scan says why. */
async function callersOf(
  configurations: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, Set<string>>> {
  const texts = [...configurations.values()].flat().map((file) => [file, textOf(file)] as const);
  const calling = texts.filter(([, text]) => text.includes('module'));
  const callers = new Map<string, Set<string>>();
  if (calling.length === 0) return callers;
  const parsed = (await loadHcl()).parse(Object.fromEntries(calling));
  for (const [file, { calls }] of Object.entries(parsed))
    for (const { source } of calls) {
      if (source === undefined || !LOCAL.test(source)) continue;
      const called = resolve(dirname(file), source);
      callers.set(called, (callers.get(called) ?? new Set()).add(dirname(file)));
    }
  return callers;
}

/** The folders at the top of all calls; the folder itself where nobody calls it, or calls lead in a circle. */
function topOf(folder: string, callers: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const seen = new Set([folder]);
  for (const one of seen) for (const caller of callers.get(one) ?? []) seen.add(caller);
  const top = [...seen].filter((one) => !callers.has(one));
  return top.length === 0 ? [folder] : top;
}

function nearestConfiguration(
  file: string,
  root: string,
  configurations: ReadonlyMap<string, unknown>,
): string | undefined {
  for (let at = dirname(file); ; at = dirname(at)) {
    if (configurations.has(at)) return at;
    if (at === root || at === dirname(at)) return undefined;
  }
}

/**
 * The root modules of `files` (`.tf`, `.tofu`, `.tfvars`, and these in JSON), among the configurations below `root`, their repository: a
 * module that others call is judged where it is called, through as many calls as there are. Throws DriftlockError (usage) for any other file.
 */
export async function rootFolders(files: readonly string[], root: string): Promise<RootFolders> {
  const strange = files.find((file) => !CONFIGURATION_EXTENSION.test(file) && !VARIABLES.test(file));
  if (strange !== undefined)
    throw new DriftlockError('usage', `${strange} is no file of a Terraform configuration`, {
      where: strange,
      hint: '--roots takes .tf, .tofu and .tfvars files; plans and states are scanned without it',
    });
  const top = resolve(root);
  const configurations = configurationsBelow(top);
  const callers = await callersOf(configurations);
  const folders = new Set<string>();
  const strangers: string[] = [];
  for (const file of files) {
    const own = VARIABLES.test(file)
      ? nearestConfiguration(resolve(file), top, configurations)
      : dirname(resolve(file));
    if (own === undefined) strangers.push(file);
    else for (const one of VARIABLES.test(file) ? [own] : topOf(own, callers)) folders.add(one);
  }
  const named = [...folders].map((one) => relative(process.cwd(), one).split(sep).join('/') || '.');
  return { folders: named.sort(), strangers };
}
