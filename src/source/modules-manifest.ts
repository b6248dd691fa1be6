/** Where `terraform init` put the modules of a configuration: `.terraform/modules/modules.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DriftlockError } from '../errors.ts';

export interface FetchedModule {
  /** The names of the calls that lead there: `a.inner`. */
  readonly key: string;
  /** As it stands there, relative to the root module's folder. */
  readonly dir: string;
}

function plainText(file: string): string {
  return readFileSync(file, 'utf8');
}

/**
 * All but the root module; none where `folder` has no such file. What cannot be read is an error: who can do without
 * catches it. Throws what `read` does, and DriftlockError (input-unreadable) for what is no JSON.
 */
export function modulesManifest(
  folder: string,
  read: (file: string) => string = plainText,
): readonly FetchedModule[] {
  const file = join(folder, '.terraform', 'modules', 'modules.json');
  if (!existsSync(file)) return [];
  const document = jsonOf(file, read(file)) as { readonly Modules?: unknown } | null;
  const modules: readonly unknown[] = Array.isArray(document?.Modules) ? document.Modules : [];
  return modules.flatMap(entryOf);
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const hint = 'terraform init';
    throw new DriftlockError('input-unreadable', 'not readable as JSON', { where: file, hint, cause });
  }
}

function entryOf(entry: unknown): FetchedModule[] {
  const { Key, Dir } = (entry ?? {}) as { readonly Key?: unknown; readonly Dir?: unknown };
  return typeof Key === 'string' && Key !== '' && typeof Dir === 'string' ? [{ key: Key, dir: Dir }] : [];
}
