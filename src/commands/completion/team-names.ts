/** Ids of a team's policies while a command line is being written: read off the sources, since compiling takes too long there. */

import { isBuilt, readBuiltCatalogue } from '../../policy/built-policies.ts';
import { readPolicySources } from '../../policy/policy-sources.ts';
import type { Candidate } from './candidates.ts';

/** A file that denies, or that its METADATA calls a policy. */
const POLICY = /^(?:deny|warn|violation)\b|^#\s+(?:severity|resources):/m;

/** Of a folder, a file or a built file; what cannot be read has none. */
export async function teamNames(folder: string): Promise<Candidate[]> {
  try {
    if (await isBuilt(folder).catch(() => false)) {
      const { policies } = await readBuiltCatalogue(folder);
      return policies.map(({ id, title }) => ({ value: id, description: title }));
    }
    const { modules } = await readPolicySources(folder);
    return Object.values(modules).flatMap(named);
  } catch {
    // Whoever runs the line is told.
    return [];
  }
}

function named(text: string): Candidate[] {
  const id = /^package\s+([\w.]+)/m.exec(text)?.[1]?.replace(/^policies\./, '');
  if (id === undefined || !POLICY.test(text)) return [];
  return [{ value: id, description: /^#\s+title:\s*(.*)$/m.exec(text)?.[1] ?? '' }];
}
