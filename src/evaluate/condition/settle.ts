/** Three-valued logic over conditions: what holds, what does not, and what is left of those that the unknown decides. */
import type { Condition, Operand } from '../../finding/condition.ts';
import type { Json, Path, PathSegment } from '../../resource/resource.ts';
import { asksForKey } from './asks-for-key.ts';
import {
  instantiated,
  instantiatedStep,
  isRuleKnown,
  isToldTrue,
  type Known,
  operandValue,
  toldResult,
  type Value,
  type Variables,
} from './operand-value.ts';
import { type Argument, isConstantSet, isEqual, OPERATIONS } from './operations.ts';

export const TRUE: Condition = { all: [] };
export const FALSE: Condition = { any: [] };

export function isTrue(condition: Condition): boolean {
  return 'all' in condition && condition.all.length === 0;
}

export function isFalse(condition: Condition): boolean {
  return 'any' in condition && condition.any.length === 0;
}

/** Members of a list that are gone through one by one; of more, what holds for one of them is left open. */
const MOST_MEMBERS = 10_000;

/**
 * What is left of a condition when all that is known has been put in: `TRUE`, `FALSE`, or the part that decides, with
 * the keys that its variables stand for. Whatever the unknown places hold, the condition is then as what is left.
 */
export function settle(condition: Condition, facts: Known, variables: Variables = new Map()): Condition {
  if ('all' in condition) return settleAll(condition.all, facts, variables);
  if ('any' in condition) return settleAny(condition.any, (one) => settle(one, facts, variables));
  if ('not' in condition) return negated(settle(condition.not, facts, variables));
  if ('some' in condition) return settleSome(condition, facts, variables);
  if ('op' in condition) return settleOperation(condition.op, condition.args, facts, variables);
  if ('rule' in condition) return settleRule(condition.rule, facts);
  if ('known' in condition)
    return settle(isRuleKnown(condition.known, facts) ? condition.then : condition.else, facts, variables);
  if ('test' in condition) return settleTest(condition, facts, variables);
  return condition;
}

export function negated(condition: Condition): Condition {
  if (isTrue(condition)) return FALSE;
  if (isFalse(condition)) return TRUE;
  return 'not' in condition ? condition.not : { not: condition };
}

function settleAll(conditions: readonly Condition[], facts: Known, variables: Variables): Condition {
  const left: Condition[] = [];
  for (const condition of conditions) {
    const settled = settle(condition, facts, variables);
    if (isFalse(settled)) return FALSE;
    if ('all' in settled) left.push(...settled.all);
    else left.push(settled);
  }
  return left.length === 1 && left[0] !== undefined ? left[0] : { all: left };
}

/** One of the conditions, which are worked out one after the other until one holds. */
function settleAny<T>(from: readonly T[], settled: (one: T) => Condition): Condition {
  const left: Condition[] = [];
  for (const each of from) {
    const one = settled(each);
    if (isTrue(one)) return TRUE;
    if ('any' in one) left.push(...one.any);
    else left.push(one);
  }
  return left.length === 1 && left[0] !== undefined ? left[0] : { any: left };
}

/** Rules have no variables of their caller: each is settled once for the same facts. */
const settledRules = new WeakMap<Known, Map<string, Condition>>();

function settleRule(name: string, facts: Known): Condition {
  if (isRuleKnown(name, facts)) {
    const value = Object.hasOwn(facts.ruleValues, name) ? facts.ruleValues[name] : undefined;
    return isToldTrue(value ?? {}) ? TRUE : FALSE;
  }
  const rule = facts.rules[name];
  if (rule?.condition === undefined) return { rego: name, reads: rule?.reads ?? [[]] };
  const known = settledRules.get(facts) ?? new Map<string, Condition>();
  settledRules.set(facts, known);
  const settled = known.get(name) ?? settle(rule.condition, facts);
  known.set(name, settled);
  return settled;
}

/** A function: by its operands where all of them are known, else by what it asks. */
function settleTest(
  { test, args, as }: Extract<Condition, { readonly test: string }>,
  facts: Known,
  variables: Variables,
): Condition {
  const values = args.map((arg) => operandValue(arg, facts, variables));
  if (values.some(({ kind }) => kind === 'absent')) return FALSE;
  const known = knownArguments(values);
  const result = known === undefined ? undefined : toldResult(test, known, facts);
  if (result !== undefined) return isToldTrue(result) ? TRUE : FALSE;
  const left = as === undefined ? undefined : settle(as, facts, variables);
  if (left !== undefined && (isTrue(left) || isFalse(left))) return left;
  const instance = { test, args: args.map((arg, at) => told(arg, values[at], facts, variables)) };
  return left === undefined ? instance : { ...instance, as: left };
}

/** The operand as it is to be told: places by their names, all else by its value where that is known. */
function told(operand: Operand, value: Value | undefined, facts: Known, variables: Variables): Operand {
  if ('input' in operand)
    return { input: operand.input.map((step) => instantiatedStep(step, facts, variables)) };
  if (value?.kind !== 'known' || value.below.length > 0) return instantiated(operand, variables);
  return isConstantSet(value.value) ? value.value : { value: value.value };
}

/** The values of operands of which nothing is unknown. */
function knownArguments(values: readonly Value[]): Argument[] | undefined {
  const args = values.flatMap((value) =>
    value.kind === 'known' && value.below.length === 0 ? [value.value] : [],
  );
  return args.length < values.length ? undefined : args;
}

function settleSome(
  condition: Extract<Condition, { readonly some: number }>,
  facts: Known,
  variables: Variables,
): Condition {
  const from = operandValue(condition.in, facts, variables);
  if (from.kind === 'absent') return FALSE;
  const keys = from.kind === 'known' ? keysOf(from) : undefined;
  if (from.kind === 'known' && keys !== undefined && keys.length <= MOST_MEMBERS) {
    const unsure = perhapsAbsent(from);
    return settleAny(keys, (key) => {
      const where = unsure.has(key) ? present(condition) : condition.where;
      const settled = settle(where, facts, new Map(variables).set(condition.some, key));
      if (!isFalse(settled) || !standsForMore(key, from) || !asksForKey(condition)) return settled;
      return isThere(condition.in, key, facts, variables);
    });
  }
  const where = settle(condition.where, facts, variables);
  return isFalse(where) ? FALSE : { ...condition, in: instantiated(condition.in, variables), where };
}

type KnownValue = Extract<Value, { readonly kind: 'known' }>;

/** The keys of what is there, and of what may be there; of a set, its members. */
export function keysOf({ value, below }: KnownValue): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isConstantSet(value)) return value.set;
  const keys: PathSegment[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const unseen = below.flatMap(([key]) => (key === undefined || Object.hasOwn(value, key) ? [] : [key]));
  return [...new Set([...keys, ...unseen])];
}

/** The keys of members that are not known: these may turn out not to be there. */
function perhapsAbsent({ value, below }: KnownValue): ReadonlySet<Json> {
  const absent = new Set<Json>();
  if (typeof value !== 'object' || value === null) return absent;
  for (const path of below) {
    const [key] = path;
    if (key !== undefined && (path.length === 1 || !Object.hasOwn(value, key))) absent.add(key);
  }
  return absent;
}

/** The unknown member behind the last one of a list stands for as many more as there may be, with keys of their own. */
function standsForMore(key: Json, { value }: KnownValue): boolean {
  return Array.isArray(value) && typeof key === 'number' && key >= value.length;
}

/** That the list, which lies in the input since parts of it are not known, has the member. */
function isThere(list: Operand, key: Json, facts: Known, variables: Variables): Condition {
  const told = instantiated(list, variables);
  if (!('input' in told) || typeof key !== 'number') return { rego: 'input', reads: [[]] };
  const steps = told.input.map((step) => instantiatedStep(step, facts, variables));
  return { op: 'defined', args: [{ input: [...steps, key] }] };
}

/** What is asked of a member, and that it is there. */
function present({ some, in: from, where }: Extract<Condition, { readonly some: number }>): Condition {
  if (!('input' in from)) return where;
  return { all: [{ op: 'defined', args: [{ input: [...from.input, { var: some }] }] }, where] };
}

function settleOperation(
  name: string,
  operands: readonly Operand[],
  facts: Known,
  variables: Variables,
): Condition {
  const values = operands.map((operand) => operandValue(operand, facts, variables));
  if (values.some(({ kind }) => kind === 'absent')) return FALSE;
  const holds = decided(name, values, facts);
  if (holds !== undefined) return holds ? TRUE : FALSE;
  return { op: name, args: operands.map((operand, at) => told(operand, values[at], facts, variables)) };
}

/** Whether a call holds; undefined where that depends on what is not known, or only OPA can tell. */
function decided(name: string, values: readonly Value[], facts: Known): boolean | undefined {
  const [first, second] = values;
  if (first === undefined) return undefined;
  if (name === 'defined') return first.kind === 'known' || takenToBeSet(first, facts) || undefined;
  if (name === 'true') {
    if (first.kind === 'known') return first.value !== false;
    return takenToBeSet(first, facts) || undefined;
  }
  // What something is does not depend on what lies in it.
  if (first.kind === 'known' && (name === 'collection' || name.startsWith('is_')))
    return OPERATIONS[name]?.(first.value);
  if (name === 'internal.member_2' && second?.kind === 'known' && second.below.length > 0)
    return isSurelyMember(first, second.value, second.below);
  const assumed = againstNothing(name, values, facts);
  if (assumed !== undefined) return assumed;
  const args = knownArguments(values);
  if (args === undefined) return undefined;
  const holds = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name]?.(...args) : undefined;
  if (holds !== undefined) return holds;
  const result = toldResult(name, args, facts);
  return result === undefined ? undefined : isToldTrue(result);
}

function takenToBeSet(value: Value, { isSet }: Known): boolean {
  return value.kind === 'unknown' && value.path !== undefined && isSet?.(value.path) === true;
}

/** A member that is known makes it sure; that none is leaves those that are not known. */
function isSurelyMember(member: Value, list: Argument, below: readonly Path[]): true | undefined {
  if (member.kind !== 'known' || member.below.length > 0 || typeof list !== 'object' || list === null)
    return undefined;
  const isWhole = (key: string): boolean => !below.some(([step]) => String(step) === key);
  const found = Object.entries(list).some(
    ([key, each]) => isWhole(key) && !isConstantSet(member.value) && isEqual(each as Json, member.value),
  );
  return found || undefined;
}

/** What is taken to be there and not empty, held against what is empty. */
function againstNothing(name: string, values: readonly Value[], facts: Known): boolean | undefined {
  if (name !== 'equal' && name !== 'neq') return undefined;
  const [a, b] = values;
  if (a === undefined || b === undefined) return undefined;
  const [set, other] = a.kind === 'unknown' ? [a, b] : [b, a];
  const isNothing =
    other.kind === 'known' && (other.value === '' || other.value === null || other.value === false);
  if (!isNothing || !takenToBeSet(set, facts)) return undefined;
  return name === 'neq';
}
