/** The registry of verbs. */
import { policyVerb } from './policy-verb.ts';
import { scanVerb } from './scan-verb.ts';
import type { Verb } from './verb.ts';

export const VERBS = {
  scan: scanVerb,
  policy: policyVerb,
} satisfies Record<string, Verb>;
