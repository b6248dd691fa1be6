/** What the operands of a condition stand for: a value, none, or one that is not known. */
import type { ConditionStep, Operand, RuleConditions } from '../../finding/condition.ts';
import { touches } from '../../resource/read-path.ts';
import type { Json, JsonObject, Path, PathSegment } from '../../resource/resource.ts';
import { startsWith } from '../../resource/starts-with.ts';
import { type Argument, CALLS, constantSet, isConstantSet } from './operations.ts';

/** What is known when a condition is decided. */
export interface Known {
  readonly input: JsonObject;
  /** Places of the input that are not known; everything below them is not either. */
  readonly places: readonly Path[];
  readonly rules: Readonly<Record<string, RuleConditions>>;
  /** Values of the rules, of those that have one, on the input as it is. */
  readonly ruleValues: Readonly<Record<string, Json>>;
  /** Results of calls on known operands; undefined for one that nobody can tell here, or not yet. */
  readonly resultOf?: (name: string, args: readonly Json[]) => { readonly value?: Json } | undefined;
  /** Places that are not known but taken to be there and not empty; told each time that one of them decides. */
  readonly isSet?: (path: Path) => boolean;
}

/** Keys that variables stand for, by number; one that is missing may be any. */
export type Variables = ReadonlyMap<number, PathSegment>;

export type Value =
  | { readonly kind: 'known'; readonly value: Argument; readonly below: readonly Path[] }
  | { readonly kind: 'absent' }
  /** `path`: where in the input it lies, if that is known. */
  | { readonly kind: 'unknown'; readonly path?: Path };

const ABSENT: Value = { kind: 'absent' };
const UNKNOWN: Value = { kind: 'unknown' };
const NOWHERE: readonly Path[] = [];

function known(value: Argument): Value {
  return { kind: 'known', value, below: NOWHERE };
}

/** The value of an operand; `below` lists the places inside of it that are not known, relative to it. */
export function operandValue(operand: Operand, facts: Known, variables: Variables): Value {
  if ('input' in operand) return inputAt(operand.input, facts, variables);
  if ('var' in operand) {
    const key = variables.get(operand.var);
    return key === undefined ? UNKNOWN : known(key);
  }
  if ('set' in operand) return known(constantSet(operand.set));
  return along(rootOf(operand, facts, variables), operand.path ?? [], facts, variables);
}

type Rooted = Exclude<
  Operand,
  { readonly input: unknown } | { readonly var: number } | { readonly set: unknown }
>;

function rootOf(operand: Rooted, facts: Known, variables: Variables): Value {
  if ('value' in operand) return known(operand.value);
  if ('rule' in operand) return ruleValue(operand.rule, facts);
  if ('call' in operand) return resultOf(operand.call, operand.args, facts, variables);
  return UNKNOWN;
}

/** Whether nothing that the rule reads is unknown, so that its value is what it is. */
export function isRuleKnown(name: string, { rules, places }: Known): boolean {
  const reads = rules[name]?.reads;
  return reads !== undefined && !places.some((place) => reads.some((read) => touches(read, place)));
}

function ruleValue(name: string, facts: Known): Value {
  if (!isRuleKnown(name, facts)) return UNKNOWN;
  const value = Object.hasOwn(facts.ruleValues, name) ? facts.ruleValues[name] : undefined;
  return value === undefined ? ABSENT : known(value);
}

function resultOf(name: string, operands: readonly Operand[], facts: Known, variables: Variables): Value {
  const values = operands.map((operand) => operandValue(operand, facts, variables));
  if (values.some(({ kind }) => kind === 'absent')) return ABSENT;
  const args = values.flatMap((value) =>
    value.kind === 'known' && value.below.length === 0 ? [value.value] : [],
  );
  if (args.length < values.length) return UNKNOWN;
  const result = Object.hasOwn(CALLS, name) ? CALLS[name]?.(...args) : undefined;
  if (result === 'absent') return ABSENT;
  if (result !== undefined) return known(result.value);
  const told = toldResult(name, args, facts);
  if (told === undefined) return UNKNOWN;
  return told.value === undefined ? ABSENT : known(told.value);
}

/** What the policy's module says of a call; nothing of sets, which JSON has none of. */
export function toldResult(
  name: string,
  args: readonly Argument[],
  facts: Known,
): { readonly value?: Json } | undefined {
  const plain = args.flatMap((arg) => (isConstantSet(arg) ? [] : [arg]));
  return plain.length < args.length ? undefined : facts.resultOf?.(name, plain);
}

/** Steps as keys; `any` for one that is not known, `none` for one that nothing has. */
function keyOf(
  step: ConditionStep,
  facts: Known,
  variables: Variables,
): PathSegment | 'any' | 'none' | { key: PathSegment } {
  if (typeof step !== 'object') return { key: step };
  if ('var' in step) {
    const key = variables.get(step.var);
    return key === undefined ? 'any' : { key };
  }
  const value = operandValue(step.of, facts, variables);
  if (value.kind === 'absent') return 'none';
  if (value.kind === 'unknown') return 'any';
  return typeof value.value === 'string' || typeof value.value === 'number' ? { key: value.value } : 'none';
}

function child(value: Argument, key: PathSegment): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PathSegment, Json>)[key];
}

function along(from: Value, path: readonly ConditionStep[], facts: Known, variables: Variables): Value {
  let at = from;
  for (const step of path) {
    if (at.kind !== 'known') return at.kind === 'absent' ? ABSENT : UNKNOWN;
    const key = keyOf(step, facts, variables);
    if (key === 'none') return ABSENT;
    if (typeof key !== 'object') return typeof at.value === 'object' ? UNKNOWN : ABSENT;
    const value = child(at.value, key.key);
    at = value === undefined ? ABSENT : known(value);
  }
  return at;
}

function inputAt(steps: readonly ConditionStep[], facts: Known, variables: Variables): Value {
  const path: PathSegment[] = [];
  let value: Json | undefined = facts.input;
  for (const [depth, step] of steps.entries()) {
    const key = keyOf(step, facts, variables);
    if (key === 'none') return ABSENT;
    if (typeof key !== 'object') return undecided(value, path, facts);
    path.push(key.key);
    if (isUnknown(path, facts)) return below(path, steps.slice(depth + 1), facts, variables);
    value = value === undefined ? undefined : child(value, key.key);
  }
  const inside = facts.places.filter((place) => place.length > path.length && startsWith(place, path));
  if (value === undefined) return inside.length === 0 ? ABSENT : UNKNOWN;
  return { kind: 'known', value, below: inside.map((place) => place.slice(path.length)) };
}

/** Something under a key that is not known: nothing, where nothing is there at all. */
function undecided(value: Json | undefined, path: Path, { places }: Known): Value {
  const isThere = typeof value === 'object' && value !== null;
  return isThere || places.some((place) => startsWith(place, path)) ? UNKNOWN : ABSENT;
}

function isUnknown(path: Path, { places }: Known): boolean {
  return places.some((place) => place.length === path.length && startsWith(path, place));
}

/** What lies at or below an unknown place; where exactly, if all keys on the way are known. */
function below(place: Path, rest: readonly ConditionStep[], facts: Known, variables: Variables): Value {
  const path = [...place];
  for (const step of rest) {
    const key = keyOf(step, facts, variables);
    if (typeof key !== 'object') return UNKNOWN;
    path.push(key.key);
  }
  return { kind: 'unknown', path };
}

/** The operand with the keys that variables stand for. */
export function instantiated(operand: Operand, variables: Variables): Operand {
  if ('input' in operand) return { input: operand.input.map((step) => stepWith(step, variables)) };
  if ('var' in operand) {
    const key = variables.get(operand.var);
    return key === undefined ? operand : { value: key };
  }
  if ('set' in operand) return operand;
  const path =
    operand.path === undefined ? {} : { path: operand.path.map((step) => stepWith(step, variables)) };
  if (!('call' in operand)) return { ...operand, ...path };
  return { ...operand, args: operand.args.map((arg) => instantiated(arg, variables)), ...path };
}

function stepWith(step: ConditionStep, variables: Variables): ConditionStep {
  if (typeof step !== 'object') return step;
  if ('var' in step) return variables.get(step.var) ?? step;
  return { of: instantiated(step.of, variables) };
}
