/** What a run accepts, from what is settled of it to what judging takes. */
import type { Policy } from '../finding/policy.ts';
import type { PolicyNames } from '../policy/policies-named.ts';
import type { SettledWaivers } from './settled-waivers.ts';
import type { WaiveOptions } from './waive-findings.ts';

/** What a run may accept; each part is left out where there is nothing of the kind. */
export type RunWaivers = Pick<WaiveOptions, 'waiving' | 'inline'>;

/** All that are loaded, and what names in waivers mean. */
interface KnownPolicies {
  readonly policies: readonly Pick<Policy, 'id' | 'aliases'>[];
  readonly named: PolicyNames;
}

/**
 * Where there is no waiver file, nothing is loaded for one; `now` in epoch seconds. Throws DriftlockError with the place
 * of what is wrong in a waiver file.
 */
export async function runWaivers(
  settled: SettledWaivers,
  policies: KnownPolicies,
  now: number,
): Promise<RunWaivers> {
  const comments = inlineOf(settled, policies);
  if (settled.files.length === 0) return comments;
  const { openWaiving } = await import('./open-waiving.ts');
  return { ...comments, waiving: openWaiving(settled, policies.named, now) };
}

function inlineOf(
  { inline, longestTerm }: SettledWaivers,
  policies: KnownPolicies,
): Pick<RunWaivers, 'inline'> {
  const which = inline.value;
  if (which === 'none') return {};
  return { inline: { which, longestTerm: longestTerm.value, ...policies } };
}
