/** What the product says of a subject: the finding, by the way that a scan takes. */
import { evaluateResources, type PolicySet } from '../../../src/evaluate/evaluate-resources.ts';
import { localEvaluator } from '../../../src/evaluate/evaluator.ts';
import { policiesByType } from '../../../src/evaluate/select.ts';
import { emptyTally } from '../../../src/evaluate/tally.ts';
import { type Finding, VERDICTS } from '../../../src/finding/finding.ts';
import type { CompiledPolicies } from '../../../src/policy/compile-policies.ts';
import type { JsonObject } from '../../../src/resource/resource.ts';
import type { Subject } from './subject.ts';

/** Epoch seconds of every evaluation, so that `input.now` tells nothing apart. */
export const NOW = 1_767_225_600;

/** Undefined where the policy does not judge the subject; without `assumptions`, what leans on any is unknown. */
export type Decider = (
  policyId: string,
  subject: Subject,
  assumptions: boolean,
) => Promise<Finding | undefined>;

export function productDecider(compiled: CompiledPolicies, params: JsonObject): Decider {
  const { catalogue } = compiled;
  const evaluator = localEvaluator(compiled, params);
  const sets = new Map(
    catalogue.policies.map(({ id }): [string, PolicySet[]] => [
      id,
      [{ evaluator, byType: policiesByType(catalogue, new Set([id])) }],
    ]),
  );
  return async (policyId, { resource, links }, assumptions) => {
    const tally = emptyTally();
    await evaluateResources(
      [resource],
      sets.get(policyId) ?? [],
      {
        linksOf: () => links,
        referencesOf: () => undefined,
        declares: () => true,
        assumptions,
        now: NOW,
        show: new Set(VERDICTS),
        onlyChanged: false,
        onPlan: resource.observed.from === 'plan',
        configurationRoot: '.',
      },
      tally,
    );
    return tally.findings[0];
  };
}
