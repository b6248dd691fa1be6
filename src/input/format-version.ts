/** Checks the version that a file of `terraform show -json` names. */
import { DriftlockError } from '../errors.ts';
import type { Json } from '../resource/resource.ts';
import { oneLine } from './malformed-input.ts';

/**
 * The version as text; undefined where the file names none, which is read as 1.x.
 * @throws DriftlockError input-unsupported for another major than 0 and 1
 */
export function checkFormatVersion(
  where: string,
  what: string,
  version: Json | undefined,
): string | undefined {
  if (version === undefined || version === null) return undefined;
  const shown = oneLine(typeof version === 'string' ? version : JSON.stringify(version));
  if (/^[01](\.\d+)*(-[\w.]+)?$/.test(shown)) return shown;
  throw new DriftlockError(
    'input-unsupported',
    `${what} format ${shown} is not one that Driftlock reads (0.x, 1.x)`,
    {
      where,
      hint: 'look for a newer Driftlock, or make the file with an older Terraform',
    },
  );
}
