/** Reasons, assumptions and verdicts in plain words. */
import type { Verdict } from '../../finding/finding.ts';
import type { Assumption, Reason } from '../../resource/resource.ts';
import { pathText } from './path-text.ts';

const REASON_WORDS = {
  'after-apply': 'known only after apply',
  unset: 'not set here, and its default is not known',
  variable: 'comes from a variable that has no value here',
  'data-source': 'comes from a data source that has not been read',
  'module-missing': 'comes from a module that is not at hand',
  unsupported: 'written in a way that cannot be evaluated here',
  malformed: 'is malformed and cannot be read',
  'link-open': 'which resource is linked here is not known yet',
  redacted: 'was redacted, so its value is not at hand',
  denied: 'could not be read: access was denied',
  throttled: 'could not be read: the cloud throttled the calls',
  failed: 'could not be read: the call failed',
  stale: 'was read too long ago',
} satisfies Record<Reason, string>;

export function reasonWords(reason: Reason): string {
  return REASON_WORDS[reason];
}

/** The last list of links on a path: `referrers.<type>.<attribute>` or `refs.<attribute>`. */
function linkWords(path: Assumption['path']): string | undefined {
  const referrers = path.lastIndexOf('referrers');
  const refs = path.lastIndexOf('refs');
  if (referrers > refs)
    return `no ${path[referrers + 1]} outside of what was read names it (by ${path[referrers + 2]})`;
  if (refs >= 0)
    return `what ${pathText(path.slice(refs + 1))} names is not in what was read, and is taken as absent`;
  return undefined;
}

/** What a verdict leans on, as a clause after "assumes". */
export function assumptionWords({ kind, path, detail }: Assumption): string {
  const place = pathText(path);
  const words = {
    'reference-set': `${place} refers to another resource and is set once applied`,
    'documented-default': `${place} takes its documented default`,
    'nothing-elsewhere': linkWords(path) ?? `nothing outside of what was read bears on ${place}`,
    'instance-key': `resources with the same instance key belong together (${linkName(path)})`,
    'one-account': 'all of the file lies in the one account that it tells',
  } satisfies Record<Assumption['kind'], string>;
  return detail === undefined ? words[kind] : `${words[kind]}: ${detail}`;
}

function linkName(path: Assumption['path']): string {
  return path[0] === 'referrers' ? String(path[1]) : pathText(path);
}

/** Each verdict's mark, and what it means in a summary. */
export const VERDICT_WORDS = {
  fail: { mark: '✖', meaning: '' },
  unknown: { mark: '?', meaning: 'a value that could change the answer is not known' },
  error: { mark: '!', meaning: 'the policy could not be evaluated; no verdict on these' },
  waived: { mark: '○', meaning: 'failed, and accepted by a waiver' },
  pass: { mark: '✔', meaning: '' },
  'not-applicable': { mark: '–', meaning: 'the policy does not concern these' },
} satisfies Record<Verdict, { mark: string; meaning: string }>;

/** `1,234`; toLocaleString would load a number formatter for that. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 resource`, `2 resources`, `1,234 policies`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
