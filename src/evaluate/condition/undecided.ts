/** What is left of conditions: the places that decide, and whether OPA could still tell more of them. */
import type { Condition, ConditionStep, Operand } from '../../finding/condition.ts';
import type { ReadPath } from '../../resource/read-path.ts';
import type { Path } from '../../resource/resource.ts';
import { isRuleKnown, type Known } from './operand-value.ts';
import { CALLS, OPERATIONS } from './operations.ts';
import { liesInAny, placeTree, touchesAny } from './place-tree.ts';

const leaves = new WeakMap<Condition, readonly Condition[]>();

/** The parts of a condition that hold no others, and those that go through members; a part that many share, once. */
export function leavesOf(condition: Condition): readonly Condition[] {
  const known = leaves.get(condition);
  if (known !== undefined) return known;
  const found = new Set<Condition>();
  collect(condition, found, new Set());
  const list = [...found];
  leaves.set(condition, list);
  return list;
}

function collect(condition: Condition, found: Set<Condition>, seen: Set<Condition>): void {
  if (seen.has(condition)) return;
  seen.add(condition);
  if ('all' in condition) for (const one of condition.all) collect(one, found, seen);
  else if ('any' in condition) for (const one of condition.any) collect(one, found, seen);
  else if ('not' in condition) collect(condition.not, found, seen);
  else if ('test' in condition && condition.as !== undefined) collect(condition.as, found, seen);
  else {
    found.add(condition);
    if ('some' in condition) collect(condition.where, found, seen);
  }
}

/** What a leaf speaks of. */
export function operandsOf(leaf: Condition): readonly Operand[] {
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

type Rules = Known['rules'];

/** Places of the input that what is left of a condition speaks of, also by what its rules read. */
export function readsLeft(condition: Condition, rules: Rules): readonly ReadPath[] {
  return leavesOf(condition).flatMap((leaf) => leafReads(leaf, rules));
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
  const tree = placeTree(facts.places);
  const isTouched = (read: ReadPath): boolean => touchesAny(read, tree);
  const isPartlyKnown = (leaf: Condition): boolean =>
    isBeyondLeaf(leaf, facts) && !leafReads(leaf, facts.rules).every((read) => liesInAny(read, tree));
  const leaves = leavesOf(condition);
  // A rule of which all that it reads is unknown may still be one of few values.
  return leaves.some(isPartlyKnown) || !leaves.some((leaf) => ownReads(leaf).some(isTouched));
}

function ownReads(leaf: Condition): readonly ReadPath[] {
  return 'rego' in leaf ? leaf.reads : operandsOf(leaf).flatMap(operandReads);
}

/** Places of the input that a leaf speaks of, also by what its rules read. */
export function leafReads(leaf: Condition, rules: Rules): readonly ReadPath[] {
  return 'rego' in leaf ? leaf.reads : operandsOf(leaf).flatMap((operand) => allReads(operand, rules));
}

/** With what rules read. */
function allReads(operand: Operand, rules: Rules): readonly ReadPath[] {
  const own = operandReads(operand);
  if ('call' in operand) return [...own, ...operand.args.flatMap((arg) => allReads(arg, rules))];
  return 'rule' in operand ? [...own, ...(rules[operand.rule]?.reads ?? [[]])] : own;
}

/** Whether what is left of a condition speaks of anything that is not known; else only OPA works it out. */
export function isAboutUnknown(condition: Condition, { places, rules }: Known): boolean {
  const tree = placeTree(places);
  return readsLeft(condition, rules).some((read) => touchesAny(read, tree));
}

/** Whether the operand is worked out from any of these places. */
export function speaksOfAny(operand: Operand, places: readonly Path[], { rules }: Known): boolean {
  const tree = placeTree(places);
  return allReads(operand, rules).some((read) => touchesAny(read, tree));
}
