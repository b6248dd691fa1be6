/** The sources that an argument of `driftlock policy check` names: a folder, or a file with all that lies around it. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isAddress } from '../../config/source-name.ts';
import { DriftlockError } from '../../errors.ts';
import { type PolicySources, readPolicySources } from '../policy-sources.ts';
import { type NamedSourceOptions, readNamedSources } from '../read-named-sources.ts';

export interface CheckSources extends PolicySources {
  /** Only what is told of these files counts; all where there is none. */
  readonly only?: ReadonlySet<string>;
}

/**
 * One entry for each folder. A file is checked with the folder that its package starts in, since what it imports lies
 * there. Throws DriftlockError as readNamedSources does.
 */
export async function checkSources(
  names: readonly string[],
  options: NamedSourceOptions,
): Promise<CheckSources[]> {
  const whole = new Set<string>();
  const parts = new Map<string, Set<string>>();
  for (const name of names) {
    const about = await stat(name).catch(() => undefined);
    if (about?.isFile() !== true) {
      whole.add(isAddress(name) ? name : path.normalize(name).replace(/(.)\/$/, '$1'));
      continue;
    }
    const folder = await rootOf(name);
    parts.set(
      folder,
      (parts.get(folder) ?? new Set()).add(path.relative(folder, name).replaceAll(path.sep, '/')),
    );
  }
  const folders = [...new Set([...whole, ...parts.keys()])];
  return await Promise.all(
    folders.map(async (folder) => {
      const only = whole.has(folder) ? undefined : parts.get(folder);
      const sources = await readNamedSources(folder, { ...options, tests: true });
      return only === undefined ? sources : { ...sources, only };
    }),
  );
}

/** The folder above the steps on which path and package agree. */
async function rootOf(file: string): Promise<string> {
  if (!file.endsWith('.rego'))
    throw new DriftlockError('policy-invalid', `${file} is no .rego file`, {
      hint: 'name .rego files, or a folder that holds them',
    });
  const name = path.basename(file);
  const { modules } = await readPolicySources(file);
  const written = /^\s*package\s+([\w.]+)/m.exec(modules[name] ?? '')?.[1]?.split('.') ?? [];
  const last = name.replace(/\.rego$/, '').replaceAll('-', '_');
  let folder = path.dirname(file);
  if (written.pop() !== last) return folder;
  while (written.length > 0 && written.pop() === path.basename(path.resolve(folder)).replaceAll('-', '_'))
    folder = path.dirname(folder);
  return folder;
}
