/** The configuration files of one folder. */
import { readdirSync } from 'node:fs';
import { configurationNames } from '../../source/configuration-names.ts';

/** Names of the folder's configuration files, sorted. Throws what the file system does. */
export function sourceFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return configurationNames(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name));
}

/** Whether the folder holds any; false for what is no folder. */
export function holdsSource(folder: string): boolean {
  try {
    return sourceFiles(folder).length > 0;
  } catch {
    return false; // what is wrong with it is told by whoever opens it
  }
}
