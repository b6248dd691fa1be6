/** What `driftlock policy test` reads: policies, their tests, and data files beside them. */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DriftlockError } from '../errors.ts';
import type { DataFile } from '../toolchain/rego-types.ts';
import { localOnly } from './local-only.ts';
import { MOST_SOURCE_BYTES, readSource } from './read-source.ts';
import { sourceFiles } from './source-files.ts';

/** Files by the name that they are shown under: as the user named the folder, then the way down. */
export interface TestSources {
  readonly modules: Readonly<Record<string, string>>;
  readonly data: readonly DataFile[];
}

/** A file by what it is called in messages, and where it stands in `data` if it is no policy. */
export interface TestFile {
  readonly file: string;
  readonly kind: 'rego' | 'data';
  readonly path: readonly string[];
}

/** Other JSON and YAML beside policies is fixtures: plans, schemas. */
const DATA_FILES: ReadonlySet<string> = new Set(['data.json', 'data.yaml', 'data.yml']);

function isSource(name: string): boolean {
  return name.endsWith('.rego') || DATA_FILES.has(name);
}

function shown(file: string): string {
  return path.normalize(file).replaceAll(path.sep, '/');
}

async function filesOf(given: string): Promise<TestFile[]> {
  localOnly(given, 'policy test');
  const about = await stat(given).catch((cause: unknown) => {
    const code = (cause as NodeJS.ErrnoException).code;
    const message = code === 'ENOENT' ? `no such file or folder: ${given}` : (cause as Error).message;
    throw new DriftlockError('policy-invalid', message, {
      where: given,
      hint: 'name a folder that holds .rego files, or such files',
      cause,
    });
  });
  if (!about.isDirectory()) {
    if (given.endsWith('.rego')) return [{ file: shown(given), kind: 'rego', path: [] }];
    if (/\.(json|ya?ml)$/.test(given)) return [{ file: shown(given), kind: 'data', path: [] }];
    throw new DriftlockError('policy-invalid', `neither Rego nor data: ${given}`, {
      where: given,
      hint: 'policies and tests end in .rego, data in .json, .yaml or .yml',
    });
  }
  return (await sourceFiles(given, isSource)).map((name): TestFile => {
    const file = shown(path.join(given, name));
    return name.endsWith('.rego')
      ? { file, kind: 'rego', path: [] }
      : { file, kind: 'data', path: name.split('/').slice(0, -1) };
  });
}

/**
 * The files below folders, and files named by themselves, each once. A data file of a folder stands in `data` below the
 * folders that lead to it, one that is named by itself at the top. Throws DriftlockError where a path leads nowhere.
 */
export async function testFiles(given: readonly string[]): Promise<readonly TestFile[]> {
  const found = new Map<string, TestFile>();
  for (const one of given) {
    for (const file of await filesOf(one)) {
      const real = await realpath(file.file).catch(() => path.resolve(file.file));
      const key = JSON.stringify([real, file.path]);
      if (!found.has(key)) found.set(key, file);
    }
  }
  return [...found.values()];
}

/** Reads them. Throws DriftlockError where there is no Rego, or a file cannot be read or is not UTF-8. */
export async function readTestSources(given: readonly string[]): Promise<TestSources> {
  const files = await testFiles(given);
  const modules: Record<string, string> = {};
  const data: DataFile[] = [];
  let bytes = 0;
  for (const { file, kind, path: at } of files) {
    const { text, size } = await readSource(file);
    bytes += size;
    if (bytes > MOST_SOURCE_BYTES) throw tooLarge(given);
    if (kind === 'rego') modules[file] = text;
    else data.push({ file, path: at, text });
  }
  if (Object.keys(modules).length === 0)
    throw new DriftlockError('policy-invalid', `no .rego files in ${given.join(', ')}`, {
      hint: 'name the folder that holds the policies and their tests',
    });
  return { modules, data };
}

function tooLarge(given: readonly string[]): DriftlockError {
  return new DriftlockError(
    'policy-invalid',
    `more than ${MOST_SOURCE_BYTES / 1024 / 1024} MiB of Rego and data`,
    {
      where: given.join(', '),
      hint: 'name the folder that holds the policies',
    },
  );
}
