/** What a policy's verdict rests on, of all that the policy reads. */
import type { Policy } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';

const readsByPolicy = new WeakMap<Policy, readonly ReadPath[]>();

/** The reads of `applies` and of the deny bodies, without those of messages. */
export function verdictReads(policy: Policy): readonly ReadPath[] {
  const known = readsByPolicy.get(policy);
  if (known !== undefined) return known;
  const reads = [...policy.reads.applies, ...policy.reads.denies.flat()];
  readsByPolicy.set(policy, reads);
  return reads;
}
