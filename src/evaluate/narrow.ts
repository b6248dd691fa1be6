/** Decides what can be decided where a policy reads something unknown: no value of the unknown may change the answer. */
import type { Condition, PolicyConditions } from '../finding/condition.ts';
import type { Policy } from '../finding/policy.ts';
import { type ReadPath, touches } from '../resource/read-path.ts';
import type { JsonObject, Path } from '../resource/resource.ts';
import type { Known } from './condition/operand-value.ts';
import type { Told } from './condition/operations.ts';
import { isFalse, isTrue, settle } from './condition/settle.ts';
import { isForOpa, readsLeft } from './condition/undecided.ts';
import type { KnownCall } from './engine.ts';
import type { Evaluator } from './evaluator.ts';
import { narrowMemory } from './narrow-memory.ts';
import { project, projectionOf } from './projection.ts';

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

export interface Question {
  readonly policy: Policy;
  readonly input: JsonObject;
  /** Places of the input that are not known, of those that the policy reads. */
  readonly places: readonly Path[];
  /** Of these, places that are taken to be there and not empty. */
  readonly set: readonly Path[];
}

export type Narrow = (question: Question) => Promise<Narrowed>;

/** Narrows verdicts of the evaluator's policies; equal questions are answered once. */
export function narrowWith(evaluator: Evaluator): Narrow {
  const memory = narrowMemory();
  return (question) => {
    const { policy, places, set } = question;
    const reads = [...policy.reads.applies, ...policy.reads.denies.flat()];
    const input = project(question.input, projectionOf(reads)) as JsonObject;
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
  const facts = await factsFor(question, evaluator);
  if (facts === undefined) return withOpa(question, reads, undefined, evaluator);
  let left = settledBy(facts.conditions, facts.known);
  while (verdictOfConditions(left) === 'unknown' && (await facts.askResults()))
    left = settledBy(facts.conditions, facts.known);
  const verdict = verdictOfConditions(left);
  if (verdict !== 'unknown' || !openParts(left).some((part) => isForOpa(part, facts.known)))
    return { verdict, denies: certainOf(left), left };
  return withOpa(question, reads, left, evaluator);
}

interface Facts {
  readonly conditions: PolicyConditions;
  readonly known: Known;
  /** Gets the results of calls that were missed; false where none were, or they are not to be had. */
  readonly askResults: () => Promise<boolean>;
}

/** The policy's conditions and what they need; undefined where the values of its rules are not to be had. */
async function factsFor(question: Question, evaluator: Evaluator): Promise<Facts | undefined> {
  const { policy, input } = question;
  const conditions = await evaluator.conditions(policy.id);
  if (conditions === undefined) return undefined;
  const rules = conditions.rules ?? {};
  const values =
    Object.keys(rules).length === 0 ? { values: {} } : await evaluator.ruleValues(policy.id, input);
  if ('error' in values) return undefined;
  const { resultOf, askResults } = callResults(policy.id, conditions.calls ?? {}, evaluator);
  return {
    conditions,
    known: { ...factsOf(question), rules, ruleValues: values.values, resultOf },
    askResults,
  };
}

/** Results of functions and built-ins on known operands: those that are asked for are got at once, between two looks. */
function callResults(
  policyId: string,
  calls: Readonly<Record<string, number>>,
  evaluator: Evaluator,
): { readonly resultOf: NonNullable<Known['resultOf']>; readonly askResults: () => Promise<boolean> } {
  const results = new Map<string, Told>();
  const missed = new Map<string, KnownCall>();
  return {
    resultOf(name, args) {
      if (!Object.hasOwn(calls, name) || calls[name] !== args.length) return undefined;
      const key = JSON.stringify([name, args]);
      const result = results.get(key);
      if (result === undefined) missed.set(key, { name, args });
      return result;
    },
    async askResults() {
      const asked = [...missed];
      missed.clear();
      if (asked.length === 0) return false;
      const answers = await evaluator.results(
        policyId,
        asked.map(([, call]) => call),
      );
      if ('error' in answers) return false;
      for (const [index, [key]] of asked.entries()) results.set(key, answers[index] ?? {});
      return true;
    },
  };
}

function factsOf({ input, places, set }: Question): Known {
  const names = new Set(set.map((path) => JSON.stringify(path)));
  return { input, places, rules: {}, ruleValues: {}, isSet: (path) => names.has(JSON.stringify(path)) };
}

function settledBy(conditions: PolicyConditions, facts: Known): PolicyConditions {
  return {
    applies: settle(conditions.applies, facts),
    denies: conditions.denies.map((deny) => settle(deny, facts)),
  };
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
  const settled = settledBy(answer, factsOf(question));
  const left = plain === undefined ? settled : merged(plain, settled);
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

/** Whether what is left speaks of the place. */
export function speaksOf(condition: Condition, place: Path): boolean {
  return readsLeft(condition).some((read) => touches(read, place));
}
