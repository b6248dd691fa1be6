/** The waivers of a run, read and ready to be put to its findings. */
import type { PolicyNames } from '../policy/policies-named.ts';
import { openWaivers } from '../waive/open-waivers.ts';
import { type Waiving, waivingBy } from '../waive/waiving.ts';
import type { SettledWaivers } from './settled-waivers.ts';

/** Throws DriftlockError with the place of what is wrong in a waiver file; `now` in epoch seconds. */
export function openWaiving(
  { files, longestTerm, mostResources }: SettledWaivers,
  policiesNamed: PolicyNames,
  now: number,
): Waiving {
  const rules = openWaivers(
    files.map(({ value }) => value),
    { now, longestTerm: longestTerm.value, policiesNamed },
  );
  return waivingBy(rules, { now, mostResources: mostResources.value });
}
