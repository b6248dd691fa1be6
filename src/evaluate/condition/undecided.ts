/** What is left of conditions: the places that decide, and whether OPA could still tell more of them. */
import type { Condition, ConditionStep, Operand } from '../../finding/condition.ts';
import { type ReadPath, touches } from '../../resource/read-path.ts';
import type { Path } from '../../resource/resource.ts';
import { isRuleKnown, type Known } from './operand-value.ts';
import { CALLS, OPERATIONS } from './operations.ts';

/** Calls on each part of a condition: conditions with `leaf`, and operands with `operand`. */
function walk(condition: Condition, leaf: (one: Condition) => void): void {
  if ('all' in condition) for (const one of condition.all) walk(one, leaf);
  else if ('any' in condition) for (const one of condition.any) walk(one, leaf);
  else if ('not' in condition) walk(condition.not, leaf);
  else if ('test' in condition && condition.as !== undefined) walk(condition.as, leaf);
  else if ('some' in condition) {
    leaf(condition);
    walk(condition.where, leaf);
  } else leaf(condition);
}

function operandsOf(leaf: Condition): readonly Operand[] {
  if ('op' in leaf || 'test' in leaf) return leaf.args;
  return 'some' in leaf ? [leaf.in] : [];
}

function readOf(path: readonly ConditionStep[]): ReadPath {
  return path.map((step) => (typeof step === 'object' ? null : step));
}

/** Places of the input that an operand speaks of; null for any key. */
function operandReads(operand: Operand): ReadPath[] {
  if ('input' in operand) return [readOf(operand.input), ...operand.input.flatMap(stepReads)];
  const inPath = 'path' in operand ? (operand.path ?? []).flatMap(stepReads) : [];
  if ('call' in operand) return [...operand.args.flatMap(operandReads), ...inPath];
  return 'rego' in operand ? [...operand.reads, ...inPath] : inPath;
}

function stepReads(step: ConditionStep): ReadPath[] {
  return typeof step === 'object' && 'of' in step ? operandReads(step.of) : [];
}

/** Places of the input that what is left of a condition speaks of. */
export function readsLeft(condition: Condition): ReadPath[] {
  const reads: ReadPath[] = [];
  walk(condition, (leaf) => {
    if ('rego' in leaf) reads.push(...leaf.reads);
    for (const operand of operandsOf(leaf)) reads.push(...operandReads(operand));
  });
  return reads;
}

/** Whether all that the read may see lies at or below a place that is not known. */
function isUnknownWhole(read: ReadPath, places: readonly Path[]): boolean {
  return places.some((place) => place.every((step, depth) => read[depth] === step));
}

/** Values of rules, other calls and texts are beyond what is decided here. */
function isBeyond(operand: Operand, facts: Known): boolean {
  if ('rule' in operand && !isRuleKnown(operand.rule, facts)) return true;
  if ('rego' in operand) return true;
  if ('call' in operand)
    return !Object.hasOwn(CALLS, operand.call) || operand.args.some((arg) => isBeyond(arg, facts));
  const path = 'input' in operand ? operand.input : 'path' in operand ? (operand.path ?? []) : [];
  return path.some((step) => typeof step === 'object' && 'of' in step && isBeyond(step.of, facts));
}

function isBeyondLeaf(leaf: Condition, facts: Known): boolean {
  if ('rego' in leaf || 'test' in leaf || operandsOf(leaf).some((operand) => isBeyond(operand, facts)))
    return true;
  return 'op' in leaf && !Object.hasOwn(OPERATIONS, leaf.op) && leaf.op !== 'true' && leaf.op !== 'defined';
}

/**
 * Whether OPA could tell more of what is left: it holds something that is not decided here, and which speaks of what is
 * known as well. Where all of it is unknown, OPA would leave it as it is; where nothing of it is, only OPA can tell it.
 */
export function isForOpa(condition: Condition, facts: Known): boolean {
  let found = false;
  walk(condition, (leaf) => {
    if (found || !isBeyondLeaf(leaf, facts)) return;
    const reads =
      'rego' in leaf ? leaf.reads : operandsOf(leaf).flatMap((operand) => allReads(operand, facts));
    found = !reads.every((read) => isUnknownWhole(read, facts.places));
  });
  return found || !readsLeft(condition).some((read) => facts.places.some((place) => touches(read, place)));
}

/** With what rules read. */
function allReads(operand: Operand, facts: Known): readonly ReadPath[] {
  const own = operandReads(operand);
  if ('call' in operand) return [...own, ...operand.args.flatMap((arg) => allReads(arg, facts))];
  return 'rule' in operand ? [...own, ...(facts.rules[operand.rule]?.reads ?? [[]])] : own;
}

/** Whether what is left of a condition speaks of anything that is not known; else only OPA works it out. */
export function isAboutUnknown(condition: Condition, facts: Known): boolean {
  let found = false;
  walk(condition, (leaf) => {
    const reads =
      'rego' in leaf ? leaf.reads : operandsOf(leaf).flatMap((operand) => allReads(operand, facts));
    found ||= facts.places.some((place) => reads.some((read) => touches(read, place)));
  });
  return found;
}

/** Whether the operand is worked out from any of these places. */
export function speaksOfAny(operand: Operand, places: readonly Path[], facts: Known): boolean {
  return places.some((place) => allReads(operand, facts).some((read) => touches(read, place)));
}
