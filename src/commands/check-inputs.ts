/** Refuses input names that cannot be meant. */
import { DriftlockError } from '../errors.ts';

/** Throws DriftlockError (usage) for an empty name, and where standard input is named twice. */
export function checkInputs(inputs: readonly string[]): void {
  if (inputs.filter((name) => name === '-').length > 1)
    throw new DriftlockError('usage', 'standard input (-) can be read only once', {
      hint: 'write one of them to a file and name that',
    });
  if (inputs.includes(''))
    throw new DriftlockError('usage', 'the name of an input is empty', {
      hint: 'a variable on the command line may be unset',
    });
}
