/** A text that is one of a few known ones. */
import { DriftlockError } from '../errors.ts';
import { suggestion } from './nearest.ts';

/**
 * Reads such a text; `origin` is how the user gave it (`--fail-on`). Any other is a DriftlockError (usage) that names the
 * nearest.
 */
export function oneOf<T extends string>(known: readonly T[]): (text: string, origin: string) => T {
  return (text, origin) => {
    const found = known.find((name) => name === text);
    if (found !== undefined) return found;
    throw new DriftlockError('usage', `${origin}: unknown value "${text}"`, {
      hint: suggestion(text, known),
    });
  };
}
