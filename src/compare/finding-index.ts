/** Findings by their fingerprints, current ones and aliases: which of another run is the same. */
import type { Finding } from '../finding/finding.ts';

type Known = Pick<Finding, 'fingerprints' | 'verdict'>;

export interface FindingIndex<F extends Known> {
  /** All that share a fingerprint with it, each once. */
  same(fingerprints: readonly string[]): readonly F[];
}

export function findingIndex<F extends Known>(findings: Iterable<F>): FindingIndex<F> {
  const byFingerprint = new Map<string, F | F[]>();
  for (const finding of findings)
    for (const one of new Set(finding.fingerprints)) {
      const known = byFingerprint.get(one);
      if (known === undefined) byFingerprint.set(one, finding);
      else if (Array.isArray(known)) known.push(finding);
      else byFingerprint.set(one, [known, finding]);
    }
  return {
    same(fingerprints) {
      const found = fingerprints.flatMap((one): readonly F[] => {
        const known = byFingerprint.get(one);
        if (known === undefined) return [];
        return Array.isArray(known) ? known : [known];
      });
      return found.length < 2 ? found : [...new Set(found)];
    },
  };
}

/** Of several that are the same finding, the one that counts: a failure over what is accepted, that over what is not known. */
const RANK = [
  'fail',
  'waived',
  'unknown',
  'error',
  'pass',
  'not-applicable',
] as const satisfies readonly Finding['verdict'][];

export function worst<F extends Known>(findings: readonly F[]): F | undefined {
  let found: F | undefined;
  for (const finding of findings)
    if (found === undefined || RANK.indexOf(finding.verdict) < RANK.indexOf(found.verdict)) found = finding;
  return found;
}
