/** The configuration files of one folder, as Terraform and OpenTofu choose them. */
import { readdirSync } from 'node:fs';

const ENDINGS = ['.tf', '.tf.json', '.tofu', '.tofu.json'] as const;

/** Hidden files and those that editors leave behind. */
const IGNORED = /^\.|~$|^#.*#$/;

/** Names of the folder's configuration files, sorted; a `.tofu` file hides the `.tf` file of the same name. */
export function sourceFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !IGNORED.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => ENDINGS.some((ending) => name.endsWith(ending)))
    .sort();
  const all = new Set(names);
  return names.filter((name) => {
    const other = name.replace(/\.tf(\.json)?$/, '.tofu$1');
    return other === name || !all.has(other);
  });
}

/** Whether the folder holds any; false for what is no folder. */
export function holdsSource(folder: string): boolean {
  try {
    return sourceFiles(folder).length > 0;
  } catch {
    return false; // what is wrong with it is told by whoever opens it
  }
}
