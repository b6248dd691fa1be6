/** The resource types that a run's policies look at: those that they judge, and those that they reach by links. */
import type { PolicyCatalogue } from '../finding/policy.ts';
import { linkTypes } from '../resource/links/link-index.ts';
import { policiesOfTypes, wantedLinks } from './linked-inputs.ts';

/** Types as policies name them: carrying types, never their other spellings. */
export function neededTypes(
  catalogues: readonly PolicyCatalogue[],
  chosen: ReadonlySet<string>,
): ReadonlySet<string> {
  const judged = policiesOfTypes(catalogues, chosen);
  return new Set([...judged.keys(), ...linkTypes(wantedLinks(judged))]);
}
