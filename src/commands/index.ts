/** The registry of verbs. */
import { actionVerb } from './action-verb.ts';
import { collectVerb } from './collect-verb.ts';
import { completionVerb } from './completion-verb.ts';
import { driftVerb } from './drift-verb.ts';
import { explainVerb } from './explain-verb.ts';
import { policyVerb } from './policy-verb.ts';
import { reportVerb } from './report-verb.ts';
import { scanVerb } from './scan-verb.ts';
import type { Verb } from './verb.ts';

export const VERBS = {
  scan: scanVerb,
  explain: explainVerb,
  collect: collectVerb,
  drift: driftVerb,
  report: reportVerb,
  policy: policyVerb,
  completion: completionVerb,
  action: actionVerb,
} satisfies Record<string, Verb>;
