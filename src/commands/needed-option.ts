/** An option that a verb cannot do without, unless it only prints its configuration. */
import { DriftlockError } from '../errors.ts';

/** What was given. Throws DriftlockError (usage) where nothing was; `flags` are those of the option. */
export function neededOption<T>(verb: string, flags: string, given: T | undefined): T {
  if (given !== undefined) return given;
  throw new DriftlockError('usage', `${verb} needs ${flags}`, {
    hint: `driftlock ${verb} --help lists the options`,
  });
}
