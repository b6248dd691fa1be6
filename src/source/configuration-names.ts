/** Which files of a folder are configuration, as Terraform and OpenTofu choose them. */

/** What the names of such files end in. */
export const CONFIGURATION_EXTENSION = /\.(?:tf|tofu)(?:\.json)?$/;

/** Hidden files and those that editors leave behind. */
const IGNORED = /^\.|~$|^#.*#$/;

/** Those of the names, sorted; of `a.tf` and `a.tofu` the second (OpenTofu's). */
export function configurationNames(names: readonly string[]): string[] {
  const found = names.filter((name) => CONFIGURATION_EXTENSION.test(name) && !IGNORED.test(name)).sort();
  const all = new Set(found);
  return found.filter((name) => {
    const other = name.replace(/\.tf(\.json)?$/, '.tofu$1');
    return other === name || !all.has(other);
  });
}
