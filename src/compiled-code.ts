/**
 * Runs the code that a scan loads as a script whose compiled form is kept between runs: a quarter of the time of a small scan.
 * Node's own compile cache (22.8 and later) keeps little of it, since most functions are compiled when they are first called.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { cacheFolder } from './config/cache-folder.ts';
import { checkOwn } from './config/check-own.ts';
import { environment } from './config/environment.ts';

const FOLDER = 'code';
/** Entries of other builds, versions of Node and settings of V8 that stay; one takes about a megabyte. */
const MOST_ENTRIES = 8;
const DIGEST = 32;

type Exports = Readonly<Record<string, unknown>>;
/** What esbuild makes of a module in the form of CommonJS, in a function of its own. */
type Wrapped = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: Exports },
  importFile: ImportFile,
  url: string,
) => void;
/** `import()` in the name of the script: V8 lets no script import that was compiled in another run. */
type ImportFile = (name: string) => Promise<unknown>;

interface Uncompiled {
  readonly script: vm.Script;
  readonly folder: string;
  readonly entry: string;
}

let uncompiled: Uncompiled | undefined;

/**
 * Runs the script of the bundle in `file`, whose name tells its content, and gives what it exports. `imports` are the files of the bundle that
 * it requires, by the names that it calls them, `importFile` imports others, and `url` is its `import.meta.url`. What of its compiled form
 * cannot be used is compiled anew.
 */
export function runScript(file: URL, imports: Exports, importFile: ImportFile, url: string): Exports {
  const name = fileURLToPath(file);
  const { NODE_DISABLE_COMPILE_CACHE: isOff, ...variables } = environment();
  const folder = isOff ? undefined : cacheFolder(variables);
  // The tag tells the version of V8 and how it is set; what it compiled for another is refused.
  const entry = `${path.basename(name, '.cjs')}-${v8.cachedDataVersionTag()}.bin`;
  const kept = folder === undefined ? undefined : keptCode(folder, entry);
  const script = new vm.Script(readFileSync(name, 'utf8'), {
    filename: name,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  if (folder !== undefined && (kept === undefined || script.cachedDataRejected === true))
    uncompiled = { script, folder, entry };
  const own = createRequire(url);
  const module = { exports: {} };
  const wrapped = script.runInThisContext() as Wrapped;
  wrapped(module.exports, (asked) => imports[asked] ?? own(asked), module, importFile, url);
  return module.exports;
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** V8 runs what it is given: damaged bytes, and those that somebody else may have written, are none. */
function keptCode(folder: string, entry: string): Buffer | undefined {
  const file = path.join(folder, FOLDER, entry);
  try {
    for (const place of [folder, path.join(folder, FOLDER), file]) checkOwn(place, statSync(place));
    const bytes = readFileSync(file);
    const code = bytes.subarray(DIGEST);
    return digestOf(code).equals(bytes.subarray(0, DIGEST)) ? code : undefined;
  } catch {
    // Without it the script is compiled again, and nothing else is different.
    return undefined;
  }
}

/** Keeps what was compiled in this run, unless it came from there; where that cannot be written the next run compiles again. */
export function keepCode(): void {
  if (uncompiled === undefined) return;
  const { script, folder, entry } = uncompiled;
  const entries = path.join(folder, FOLDER);
  try {
    mkdirSync(entries, { recursive: true, mode: 0o700 });
    for (const place of [folder, entries]) checkOwn(place, statSync(place));
    writeEntry(path.join(entries, entry), script.createCachedData());
    removeOldest(entries);
  } catch {
    // A disk that is full or read-only takes time from scans, and nothing else.
  }
}

/** Written beside and renamed: a reader sees the old entry, none, or the whole new one. */
function writeEntry(file: string, code: Buffer): void {
  const temporary = `${file}.${process.pid}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, Buffer.concat([digestOf(code), code]), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

function removeOldest(entries: string): void {
  const found = readdirSync(entries).map((name) => path.join(entries, name));
  const byAge = found.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { file } of byAge.slice(MOST_ENTRIES)) rmSync(file, { force: true });
}
