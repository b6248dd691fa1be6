/** Where `terraform init` put the modules of a configuration: `.terraform/modules/modules.json`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Folders by the names of the calls that lead there: `a.inner`. */
export type ModulesManifest = ReadonlyMap<string, string>;

/** Empty where there is none, or none that can be read: calls of local modules tell their folders themselves. */
export function modulesManifest(folder: string): ModulesManifest {
  try {
    const text = readFileSync(join(folder, '.terraform', 'modules', 'modules.json'), 'utf8');
    const document = JSON.parse(text) as { readonly Modules?: unknown } | null;
    const modules: readonly unknown[] = Array.isArray(document?.Modules) ? document.Modules : [];
    return new Map(modules.flatMap((one) => entryOf(folder, one)));
  } catch {
    // It is Terraform's own file, gone after a clean-up.
    return new Map();
  }
}

function entryOf(folder: string, entry: unknown): [string, string][] {
  const { Key, Dir } = (entry ?? {}) as { readonly Key?: unknown; readonly Dir?: unknown };
  return typeof Key === 'string' && typeof Dir === 'string' ? [[Key, resolve(folder, Dir)]] : [];
}
