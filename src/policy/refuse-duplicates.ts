/** One id, one policy: also across the bundled set and the folders of teams. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { filePlace, schemeOf } from '../config/source-name.ts';
import { DriftlockError } from '../errors.ts';
import type { Policy, PolicyCatalogue } from '../finding/policy.ts';

/** A set of policies, and the folder or file that it was read from; without one it is the bundled set. */
interface PolicySet {
  readonly catalogue: Pick<PolicyCatalogue, 'policies'>;
  readonly folder?: string;
}

/** `folder/file:line`. */
function placeOf({ folder }: PolicySet, { file, line }: Pick<Policy, 'file' | 'line'>): string {
  if (folder === undefined) return `${file}:${line}`;
  const place = filePlace(folder, file);
  if (schemeOf(folder) !== undefined) return `${place}:${line}`;
  // A set may be one file, which `folder` then names.
  return `${path.basename(folder) === file && !existsSync(place) ? folder : place}:${line}`;
}

/** Throws DriftlockError `policy-duplicate` with the places of both. */
export function refuseDuplicates(sets: readonly PolicySet[]): void {
  const places = new Map<string, { place: string; set: PolicySet }>();
  for (const set of sets) {
    for (const policy of set.catalogue.policies) {
      const place = placeOf(set, policy);
      const other = places.get(policy.id);
      places.set(policy.id, { place, set });
      if (other === undefined) continue;
      const mend =
        other.place === place
          ? 'it was read twice: name its folder once'
          : `the other one is ${other.set.folder === undefined ? 'the bundled ' : ''}${other.place}; give one of them another package`;
      throw new DriftlockError('policy-duplicate', `two policies have the id ${policy.id}`, {
        where: place,
        hint: mend,
      });
    }
  }
}
