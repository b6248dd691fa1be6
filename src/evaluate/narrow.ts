/** Decides what can be decided where a policy reads something unknown: no value of the unknown may change the answer. */
import type { Condition, PolicyConditions } from '../finding/condition.ts';
import type { Policy } from '../finding/policy.ts';
import type { ReadPath } from '../resource/read-path.ts';
import type { JsonObject } from '../resource/resource.ts';
import type { Known } from './condition/operand-value.ts';
import { isFalse, isTrue, settle } from './condition/settle.ts';
import { isForOpa } from './condition/undecided.ts';
import { conditionFacts, inputFacts, type Question } from './condition-facts.ts';
import type { Evaluator } from './evaluator.ts';
import { narrowMemory } from './narrow-memory.ts';
import { type Projection, project, projectionOf } from './projection.ts';
import { verdictReads } from './verdict-reads.ts';

/** What is known of one policy's verdict on one input. */
export interface Narrowed {
  readonly verdict: 'pass' | 'fail' | 'not-applicable' | 'unknown';
  /** Deny bodies that hold whatever the unknown is. */
  readonly denies: readonly number[];
  /** Of an unknown verdict: what is left of the policy. */
  readonly left: PolicyConditions;
  /** Why OPA could not tell more. */
  readonly error?: string;
}

export type Narrow = (question: Question) => Promise<Narrowed>;

/** Narrows verdicts of the evaluator's policies; equal questions are answered once. */
export function narrowWith(evaluator: Evaluator): Narrow {
  const memory = narrowMemory();
  const projections = new WeakMap<Policy, Projection>();
  return (question) => {
    const { policy, places, set } = question;
    const reads = verdictReads(policy);
    const projection = projections.get(policy) ?? projectionOf(reads);
    projections.set(policy, projection);
    const input = project(question.input, projection) as JsonObject;
    const key = JSON.stringify([policy.id, input, places, set]);
    const before = memory.get(key);
    if (before !== undefined) return before;
    const answer = narrowed({ ...question, input }, reads, evaluator);
    memory.set(key, answer);
    return answer;
  };
}

async function narrowed(
  question: Question,
  reads: readonly ReadPath[],
  evaluator: Evaluator,
): Promise<Narrowed> {
  const facts = await conditionFacts(question, evaluator);
  if (facts === undefined) return withOpa(question, reads, undefined, evaluator);
  let left = settledBy(facts.conditions, { ...facts.known });
  while (verdictOfConditions(left) === 'unknown' && (await facts.askResults()))
    left = settledBy(facts.conditions, { ...facts.known });
  const verdict = verdictOfConditions(left);
  if (verdict !== 'unknown' || !openParts(left).some((part) => isForOpa(part, facts.known)))
    return { verdict, denies: certainOf(left), left };
  return withOpa(question, reads, left, evaluator);
}

function settledBy(conditions: PolicyConditions, facts: Known): PolicyConditions {
  return {
    ...withRules(conditions),
    applies: settle(conditions.applies, facts),
    denies: conditions.denies.map((deny) => settle(deny, facts)),
  };
}

/** What is left names rules, and what these read tells which places it speaks of. */
function withRules({ rules }: PolicyConditions): Pick<PolicyConditions, 'rules'> {
  return rules === undefined ? {} : { rules };
}

async function withOpa(
  question: Question,
  reads: readonly ReadPath[],
  plain: PolicyConditions | undefined,
  evaluator: Evaluator,
): Promise<Narrowed> {
  const { policy, input, places } = question;
  const answer = await evaluator.partial({ policyId: policy.id, input, places, reads });
  if ('error' in answer) {
    const left = plain ?? { applies: textOf(policy), denies: [textOf(policy)] };
    return { verdict: 'unknown', denies: [], left, error: answer.error };
  }
  const settled = settledBy(answer, inputFacts(question));
  // What OPA leaves holds values of the input, which may be sensitive: only its answers are taken.
  const left = merged(
    plain ?? { applies: textOf(policy), denies: settled.denies.map(() => textOf(policy)) },
    settled,
  );
  return { verdict: verdictOfConditions(left), denies: certainOf(left), left };
}

function textOf(policy: Policy): Condition {
  return { rego: policy.id, reads: [[]] };
}

/** Of each part what is decided, by whichever; what neither decides is told in the policy's own words. */
function merged(plain: PolicyConditions, byOpa: PolicyConditions): PolicyConditions {
  const better = (own: Condition, other: Condition | undefined): Condition =>
    other !== undefined && (isTrue(other) || isFalse(other)) ? other : own;
  return {
    ...withRules(plain),
    applies: better(plain.applies, byOpa.applies),
    denies: plain.denies.map((deny, index) => better(deny, byOpa.denies[index])),
  };
}

function verdictOfConditions({ applies, denies }: PolicyConditions): Narrowed['verdict'] {
  if (isFalse(applies)) return 'not-applicable';
  if (!isTrue(applies)) return 'unknown';
  if (denies.some(isTrue)) return 'fail';
  return denies.every(isFalse) ? 'pass' : 'unknown';
}

function certainOf({ denies }: PolicyConditions): number[] {
  return denies.flatMap((deny, index) => (isTrue(deny) ? [index] : []));
}

/** The parts of an unknown verdict that are open, as far as they matter. */
export function openParts({ applies, denies }: PolicyConditions): readonly Condition[] {
  const open = denies.filter((deny) => !isTrue(deny) && !isFalse(deny));
  const relevant = denies.some(isTrue) ? [] : open;
  return isTrue(applies) ? relevant : [applies, ...relevant];
}
