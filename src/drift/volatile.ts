/** Attributes that change by themselves, from rules/drift.yaml. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Why each is volatile, by type and attribute (dotted into blocks). */
export type Volatile = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Throws where the file is missing: it belongs to the package. */
export function volatileAttributes(): Volatile {
  return parse(readFileSync(rulesFile('drift.yaml'), 'utf8')) as Volatile;
}

/** In the built package the rules lie beside the bundle, in the sources at the root of the repository. */
function rulesFile(name: string): string {
  const built = fileURLToPath(new URL(`./rules/${name}`, import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL(`../../rules/${name}`, import.meta.url));
}
