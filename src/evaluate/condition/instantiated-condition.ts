/** A condition with the keys that its variables stand for, so that its words name the very place. */
import type { Condition, ConditionStep, Operand } from '../../finding/condition.ts';
import type { Json, Path } from '../../resource/resource.ts';
import { valueAt } from '../../resource/value-at.ts';
import { type Known, operandValue, type Variables } from './operand-value.ts';
import { speaksOfAny } from './undecided.ts';

export interface Naming {
  readonly facts: Known;
  readonly variables: Variables;
  /** Places whose values no key is told from. */
  readonly sensitive: readonly Path[];
}

export function instantiatedCondition(condition: Condition, naming: Naming): Condition {
  const inner = (one: Condition): Condition => instantiatedCondition(one, naming);
  const args = (operands: readonly Operand[]): Operand[] => operands.map((one) => named(one, naming));
  if ('all' in condition) return { all: condition.all.map(inner) };
  if ('any' in condition) return { any: condition.any.map(inner) };
  if ('not' in condition) return { not: inner(condition.not) };
  if ('some' in condition)
    return { ...condition, in: named(condition.in, naming), where: inner(condition.where) };
  if ('op' in condition) return { ...condition, args: args(condition.args) };
  if (!('test' in condition)) return condition;
  const as = condition.as === undefined ? {} : { as: inner(condition.as) };
  return { test: condition.test, args: args(condition.args), ...as };
}

/** The operand with all keys that are known, also those that are values themselves: `tags.owner`. */
export function named(operand: Operand, naming: Naming): Operand {
  const steps = (path: readonly ConditionStep[]): ConditionStep[] => path.map((one) => stepOf(one, naming));
  if ('input' in operand) return { input: steps(operand.input) };
  if ('var' in operand) {
    const key = naming.variables.get(operand.var);
    return key === undefined ? operand : { value: key };
  }
  if ('set' in operand) return operand;
  if ('value' in operand) return constantAt(operand.value, operand.path ?? [], naming);
  const path = operand.path === undefined ? {} : { path: steps(operand.path) };
  if (!('call' in operand)) return { ...operand, ...path };
  return { ...operand, args: operand.args.map((arg) => named(arg, naming)), ...path };
}

/** A member of a list that the policy writes out; one that is looked up by a value keeps what it is looked up by. */
function constantAt(value: Json, path: readonly ConditionStep[], naming: Naming): Operand {
  const steps = path.map((step) =>
    typeof step === 'object' && 'of' in step ? { of: named(step.of, naming) } : stepOf(step, naming),
  );
  const ground = steps.flatMap((step) => (typeof step === 'object' ? [] : [step]));
  const found = ground.length < steps.length ? undefined : valueAt(value, ground);
  if (found !== undefined) return { value: found };
  return steps.length === 0 ? { value } : { value, path: steps };
}

/** The key that a variable stands for; members of a set are no keys of a path. */
function keyStep(key: Json | undefined, step: ConditionStep): ConditionStep {
  if (key === undefined) return step;
  return typeof key === 'string' || typeof key === 'number' ? key : { of: { value: key } };
}

function stepOf(step: ConditionStep, naming: Naming): ConditionStep {
  const { facts, variables, sensitive } = naming;
  if (typeof step !== 'object') return step;
  if ('var' in step) return keyStep(variables.get(step.var), step);
  const of = named(step.of, naming);
  if (speaksOfAny(of, sensitive, facts)) return { of };
  const found = operandValue(of, facts, variables);
  const key = found.kind === 'known' && found.below.length === 0 ? found.value : undefined;
  return typeof key === 'string' || typeof key === 'number' ? key : { of };
}
