/** Rego files in OPA's own layout. */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DriftlockError } from '../errors.ts';
import { loadRego } from '../toolchain/rego.ts';
import { localOnly } from './local-only.ts';
import { withPlaces } from './policy-error.ts';
import { MOST_SOURCE_BYTES, readSource } from './read-source.ts';
import { sourceFiles } from './source-files.ts';

export interface FormattedSource {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

async function regoFiles(given: string): Promise<string[]> {
  localOnly(given, 'policy fmt');
  const about = await stat(given).catch((cause: unknown) => {
    throw new DriftlockError('policy-invalid', `no such file or folder: ${given}`, {
      where: given,
      hint: 'name .rego files, or folders that hold some',
      cause,
    });
  });
  if (about.isDirectory())
    return (await sourceFiles(given, (name) => name.endsWith('.rego'))).map((name) => path.join(given, name));
  if (given.endsWith('.rego')) return [path.normalize(given)];
  throw new DriftlockError('policy-invalid', `not a Rego file: ${given}`, {
    where: given,
    hint: 'policies and tests end in .rego',
  });
}

/**
 * Every .rego file below folders, and files named by themselves, each once; a link and what it leads to are one. Throws
 * DriftlockError for the first that cannot be read, and for all that do not parse.
 */
export async function formatFiles(given: readonly string[]): Promise<readonly FormattedSource[]> {
  const files = new Map<string, string>();
  for (const one of given) {
    for (const file of await regoFiles(one)) {
      const real = await realpath(file).catch(() => path.resolve(file));
      if (!files.has(real)) files.set(real, file);
    }
  }
  if (files.size === 0)
    throw new DriftlockError('policy-invalid', `no .rego files in ${given.join(', ')}`, {
      hint: 'name the folder that holds the policies',
    });
  const texts: Record<string, string> = {};
  let bytes = 0;
  for (const file of files.values()) {
    const { text, size } = await readSource(file, 'keep');
    bytes += size;
    if (bytes > MOST_SOURCE_BYTES)
      throw new DriftlockError('policy-invalid', `more than ${MOST_SOURCE_BYTES / 1024 / 1024} MiB of Rego`, {
        where: given.join(', '),
        hint: 'name fewer files at a time',
      });
    texts[file] = text;
  }
  return formatTexts(texts);
}

/** Texts by name, in that order. */
export async function formatTexts(
  texts: Readonly<Record<string, string>>,
): Promise<readonly FormattedSource[]> {
  const rego = await loadRego();
  const formatted = withPlaces('', () => rego.fmt({ modules: texts }));
  return Object.entries(texts).map(([file, before]) => {
    const after = formatted[file];
    if (after === undefined) throw new DriftlockError('internal', `${file} is not among what was formatted`);
    return { file, before, after };
  });
}
