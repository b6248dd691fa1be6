/** A decider that is wrong on purpose: what is not known counts as not there. Whatever holds verdicts must catch it. */
import { policyInput } from '../../../src/evaluate/policy-input.ts';
import type { CompiledPolicies } from '../../../src/policy/compile-policies.ts';
import type { JsonObject } from '../../../src/resource/resource.ts';
import { type Decider, NOW } from './judged.ts';
import { truthOf } from './truth.ts';

export function singlePassDecider(compiled: CompiledPolicies, params: JsonObject): Decider {
  const truth = truthOf(compiled, params);
  return async (policyId, { resource, links }) => ({
    fingerprints: [],
    policy: policyId,
    severity: 'high',
    verdict: truth(policyId, policyInput(resource, links, NOW)),
    resource: { type: resource.type, scope: resource.scope },
    messages: [],
    decidedBy: [],
  });
}
