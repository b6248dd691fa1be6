/** The resource types that a run's policies look at: those that they judge, and those that they reach by links. */
import type { PoliciesByType } from '../evaluate/select.ts';
import { linkTypes } from '../resource/links/link-index.ts';
import { together, wantedLinks } from './linked-inputs.ts';

/** Types as policies name them: carrying types, never their other spellings. `sets`: one for each catalogue. */
export function neededTypes(sets: readonly PoliciesByType[]): ReadonlySet<string> {
  const judged = together(sets);
  return new Set([...judged.keys(), ...linkTypes(wantedLinks(judged))]);
}
