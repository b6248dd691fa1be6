/** Defaults that the provider itself fills in when it plans: a plan shows them, a configuration does not. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../resource/resource.ts';

/** Of a type or of a block in it. */
export interface PlannedDefaults {
  readonly values: Readonly<Record<string, Json>>;
  readonly blocks: Readonly<Record<string, PlannedDefaults>>;
}

interface DefaultsFile {
  /** What planned them: `hashicorp/aws 5.100.0`. */
  readonly provider: string;
  readonly types: Readonly<Record<string, PlannedDefaults>>;
}

let loaded: DefaultsFile | undefined;

/** Undefined for a type that was never planned. */
export function plannedDefaults(type: string): PlannedDefaults | undefined {
  loaded ??= JSON.parse(readFileSync(dataFile(), 'utf8')) as DefaultsFile;
  return Object.hasOwn(loaded.types, type) ? loaded.types[type] : undefined;
}

/** In the sources the data lies beside this file, in the built package in `dist/`. */
function dataFile(): string {
  return fileURLToPath(new URL('./aws.planned.json', import.meta.url));
}
