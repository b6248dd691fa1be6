/** A catalogue whose policies are said to read everything: an engine then evaluates inputs as they are. */
import type { PolicyCatalogue } from '../../src/finding/policy.ts';

export function readingAll(catalogue: PolicyCatalogue): PolicyCatalogue {
  return {
    ...catalogue,
    policies: catalogue.policies.map((policy) => ({ ...policy, reads: { ...policy.reads, all: [[]] } })),
  };
}
