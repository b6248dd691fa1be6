/** Whether a condition asks for the key of a member itself: which place in a list it has, not only what stands there. */
import type { Condition, ConditionStep, Operand } from '../../finding/condition.ts';
import { leavesOf, operandsOf } from './undecided.ts';

const answers = new WeakMap<Condition, boolean>();

export function asksForKey({ some, where }: Extract<Condition, { readonly some: number }>): boolean {
  const known = answers.get(where);
  if (known !== undefined) return known;
  const asks = leavesOf(where).some((leaf) => operandsOf(leaf).some((operand) => isKey(operand, some)));
  answers.set(where, asks);
  return asks;
}

/** As a value, or as what something else is looked up by; a step of a path into the list itself is neither. */
function isKey(operand: Operand, variable: number): boolean {
  if ('var' in operand) return operand.var === variable;
  if ('call' in operand && operand.args.some((arg) => isKey(arg, variable))) return true;
  const path = 'input' in operand ? operand.input : 'path' in operand ? (operand.path ?? []) : [];
  return path.some((step) => isKeyStep(step, variable));
}

function isKeyStep(step: ConditionStep, variable: number): boolean {
  return typeof step === 'object' && 'of' in step && isKey(step.of, variable);
}
