/** Reasons, verdicts and counts in plain words. */
import type { Verdict } from '../../finding/finding.ts';
import type { Reason } from '../../resource/resource.ts';

const AFTERWARDS = 'scan the state once it is applied';

/** Why a value is not known, and what would settle it. */
const REASON_WORDS = {
  'after-apply': ['known only after apply', AFTERWARDS],
  unset: ['not set here, and its default is not known', `set it, or ${AFTERWARDS}`],
  variable: ['comes from a variable that has no value here', 'give the variable a value, or scan the plan'],
  'data-source': [
    'comes from a data source that has not been read',
    `scan a plan in which it has been read, or ${AFTERWARDS}`,
  ],
  'module-missing': ['comes from a module that is not at hand', 'run terraform init, or scan the plan'],
  unsupported: ['written in a way that cannot be evaluated here', AFTERWARDS],
  malformed: ['is malformed and cannot be read', 'mend the value'],
  'link-open': [
    'which resource is linked here is not known yet',
    `${AFTERWARDS}, or together with the files of the linked resources`,
  ],
  contradiction: [
    'several records say different things, and only one can hold',
    'leave one of them, and no input that is out of date',
  ],
  redacted: ['was redacted, so its value is not at hand', 'scan where the value was not redacted'],
  denied: ['could not be read: access was denied', 'permit the identity that reads, and read again'],
  throttled: ['could not be read: the cloud throttled the calls', 'read again'],
  failed: ['could not be read: the call failed', 'read again'],
  stale: ['was read too long ago', 'read again'],
} satisfies Record<Reason, readonly [why: string, settling: string]>;

export function reasonWords(reason: Reason): string {
  return REASON_WORDS[reason][0];
}

export function settlingWords(reason: Reason): string {
  return REASON_WORDS[reason][1];
}

/** Each verdict's mark, and what it means in a summary. */
export const VERDICT_WORDS = {
  fail: { mark: '✖', meaning: '' },
  unknown: { mark: '?', meaning: 'a value that could change the answer is not known' },
  error: { mark: '!', meaning: 'the policy could not be evaluated there' },
  waived: { mark: '○', meaning: 'failed, and accepted by a waiver' },
  pass: { mark: '✔', meaning: '' },
  'not-applicable': { mark: '–', meaning: 'the policy does not apply there' },
} satisfies Record<Verdict, { mark: string; meaning: string }>;

/** `1,234`; toLocaleString would load a number formatter for that. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 resource`, `2 resources`, `1,234 policies`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `a, b and 3 more`: at most `most` names, and the number of the others. */
export function listed(names: readonly string[], most: number): string {
  // One name takes no more room than saying that there is one more.
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${countText(names.length - most)} more`;
}
