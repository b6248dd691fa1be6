/** Conditions that ask only that a place is there, beside others that say more of it. */
import type { Condition, ConditionStep, Operand } from '../../finding/condition.ts';
import { operandsOf } from './undecided.ts';

type Operation = Extract<Condition, { readonly op: string }>;

export function isPresence(condition: Condition): condition is Operation {
  return 'op' in condition && condition.op === 'defined';
}

/** Whether `condition` asks only that a place is there of which `other`, or of what lies below it, says more. */
export function isEchoOf(condition: Condition, other: Condition): boolean {
  const [place] = isPresence(condition) && !isPresence(other) ? condition.args : [];
  return place !== undefined && mentions(other, place, new Set());
}

function mentions(condition: Condition, place: Operand, seen: Set<Condition>): boolean {
  if (seen.has(condition)) return false;
  seen.add(condition);
  const inner = partsOf(condition);
  return (
    operandsOf(condition).some((operand) => isAt(operand, place)) ||
    inner.some((one) => mentions(one, place, seen))
  );
}

function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition) return [condition.not];
  if ('some' in condition) return [condition.where];
  return 'test' in condition && condition.as !== undefined ? [condition.as] : [];
}

/** Whether the operand is the place, lies below it, or is worked out from either. */
function isAt(operand: Operand, place: Operand): boolean {
  const path = 'input' in operand ? operand.input : 'path' in operand ? (operand.path ?? []) : [];
  if (path.some((step) => typeof step === 'object' && 'of' in step && isAt(step.of, place))) return true;
  if ('call' in operand && operand.args.some((arg) => isAt(arg, place))) return true;
  if ('input' in place) return 'input' in operand && beginsWith(operand.input, place.input);
  return JSON.stringify(operand).startsWith(JSON.stringify(place).replace(/\]?\}$/, ''));
}

function beginsWith(path: readonly ConditionStep[], place: readonly ConditionStep[]): boolean {
  return place.length <= path.length && place.every((step, depth) => isSame(step, path[depth]));
}

function isSame(step: ConditionStep, other: ConditionStep | undefined): boolean {
  if (typeof step !== 'object' || typeof other !== 'object') return step === other;
  return JSON.stringify(step) === JSON.stringify(other);
}
