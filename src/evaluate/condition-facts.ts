/** What a policy's conditions are decided by on one input: the known values, and answers of its own module. */
import type { PolicyConditions } from '../finding/condition.ts';
import type { Policy } from '../finding/policy.ts';
import type { JsonObject, Path } from '../resource/resource.ts';
import type { Known } from './condition/operand-value.ts';
import type { Told } from './condition/operations.ts';
import type { KnownCall } from './engine.ts';
import type { Evaluator } from './evaluator.ts';

export interface Question {
  readonly policy: Policy;
  readonly input: JsonObject;
  /** Places of the input that are not known, of those that the policy reads. */
  readonly places: readonly Path[];
  /** Of these, places that are taken to be there and not empty. */
  readonly set: readonly Path[];
}

export interface ConditionFacts {
  readonly conditions: PolicyConditions;
  readonly known: Known;
  /** Gets the results of calls that were missed; false where none were, or they are not to be had. */
  readonly askResults: () => Promise<boolean>;
}

/** The policy's conditions and what they need; undefined where the values of its rules are not to be had. */
export async function conditionFacts(
  question: Question,
  evaluator: Evaluator,
): Promise<ConditionFacts | undefined> {
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
    known: { ...inputFacts(question), rules, ruleValues: values.values, resultOf },
    askResults,
  };
}

/** Results of functions and built-ins on known operands: those that are asked for are got at once, between two looks. */
function callResults(
  policyId: string,
  calls: Readonly<Record<string, number>>,
  evaluator: Evaluator,
): {
  readonly resultOf: NonNullable<Known['resultOf']>;
  readonly askResults: ConditionFacts['askResults'];
} {
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

/** The facts of the input alone, without rules and calls. */
export function inputFacts({ input, places, set }: Omit<Question, 'policy'>): Known {
  const names = new Set(set.map((path) => JSON.stringify(path)));
  return { input, places, rules: {}, ruleValues: {}, isSet: (path) => names.has(JSON.stringify(path)) };
}
