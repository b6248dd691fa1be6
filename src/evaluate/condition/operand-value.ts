/** What the operands of a condition stand for: a value, none, or one that is not known. */
import type { ConditionStep, Operand, RuleConditions } from '../../finding/condition.ts';
import type { Json, JsonObject, Path, PathSegment } from '../../resource/resource.ts';
import { type Argument, CALLS, constantSet, isConstantSet, isMember, type Told } from './operations.ts';
import { type PlaceTree, placesBelow, placeTree, touchesAny } from './place-tree.ts';

/** What is known when a condition is decided. */
export interface Known {
  readonly input: JsonObject;
  /** Places of the input that are not known; everything below them is not either. */
  readonly places: readonly Path[];
  readonly rules: Readonly<Record<string, RuleConditions>>;
  /** Values of the rules, of those that have one, on the input as it is. */
  readonly ruleValues: Readonly<Record<string, Told>>;
  /** Results of calls on known operands; undefined for one that nobody can tell here, or not yet. */
  readonly resultOf?: (name: string, args: readonly Json[]) => Told | undefined;
  /** Places that are not known but taken to be there and not empty; told each time that one of them decides. */
  readonly isSet?: (path: Path) => boolean;
}

/** Keys that variables stand for, by number; one that is missing may be any. Those of a set are its members. */
export type Variables = ReadonlyMap<number, Json>;

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
  const tree = placeTree(places);
  return reads !== undefined && !reads.some((read) => touchesAny(read, tree));
}

function ruleValue(name: string, facts: Known): Value {
  if (!isRuleKnown(name, facts)) return UNKNOWN;
  return valueTold((Object.hasOwn(facts.ruleValues, name) ? facts.ruleValues[name] : undefined) ?? {});
}

/** One that JSON cannot say is there and no more is known of it; nothing decides by that. */
function valueTold({ value, set, other }: Told): Value {
  if (other === true) return UNKNOWN;
  if (set !== undefined) return known(constantSet(set));
  return value === undefined ? ABSENT : known(value);
}

/** Whether there is a value, and not false: a set is one. */
export function isToldTrue({ value, set, other }: Told): boolean {
  return other === true || set !== undefined || (value !== undefined && value !== false);
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
  return told === undefined ? UNKNOWN : valueTold(told);
}

/** What the policy's module says of a call; undefined for one on sets, which JSON has none of. */
export function toldResult(name: string, args: readonly Argument[], facts: Known): Told | undefined {
  const plain = args.flatMap((arg) => (isConstantSet(arg) ? [] : [arg]));
  return plain.length < args.length ? undefined : facts.resultOf?.(name, plain);
}

/** The key that a step is; `any` for one that is not known, `none` for one that nothing has. */
function keyOf(
  step: ConditionStep,
  facts: Known,
  variables: Variables,
): 'any' | 'none' | { readonly key: Argument } {
  if (typeof step !== 'object') return { key: step };
  if ('var' in step) {
    const key = variables.get(step.var);
    return key === undefined ? 'any' : { key };
  }
  const value = operandValue(step.of, facts, variables);
  if (value.kind === 'absent') return 'none';
  return value.kind === 'unknown' || value.below.length > 0 ? 'any' : { key: value.value };
}

/** JSON has texts as keys of objects and numbers as those of lists. */
function segmentOf(key: Argument): PathSegment | undefined {
  return typeof key === 'string' || typeof key === 'number' ? key : undefined;
}

/** What lies under the key; in a set, the key itself. */
function child(value: Argument, key: Argument): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isConstantSet(value)) return !isConstantSet(key) && isMember(key, value) ? key : undefined;
  const segment = segmentOf(key);
  if (segment === undefined || Array.isArray(value) !== (typeof segment === 'number')) return undefined;
  return Object.hasOwn(value, segment) ? (value as Record<PathSegment, Json>)[segment] : undefined;
}

function along(from: Value, path: readonly ConditionStep[], facts: Known, variables: Variables): Value {
  let at = from;
  for (const step of path) {
    if (at.kind !== 'known') return at.kind === 'absent' ? ABSENT : UNKNOWN;
    const key = keyOf(step, facts, variables);
    if (key === 'none') return ABSENT;
    if (key === 'any') return typeof at.value === 'object' && at.value !== null ? UNKNOWN : ABSENT;
    const value = child(at.value, key.key);
    at = value === undefined ? ABSENT : known(value);
  }
  return at;
}

function inputAt(steps: readonly ConditionStep[], facts: Known, variables: Variables): Value {
  const path: PathSegment[] = [];
  let value: Json | undefined = facts.input;
  let open: PlaceTree | undefined = placeTree(facts.places);
  if (open.places.length > 0) return below(path, steps, facts, variables);
  for (const [depth, step] of steps.entries()) {
    const key = keyOf(step, facts, variables);
    if (key === 'none') return ABSENT;
    if (key === 'any') return undecided(value, open);
    const segment = segmentOf(key.key);
    if (segment === undefined) return ABSENT;
    path.push(segment);
    if (open !== undefined && isUnknown(segment, value, open))
      return below(path, steps.slice(depth + 1), facts, variables);
    open = open?.below.get(segment);
    value = value === undefined ? undefined : child(value, segment);
  }
  const inside = open === undefined ? NOWHERE : placesBelow(open, path.length);
  if (value === undefined) return inside.length === 0 ? ABSENT : UNKNOWN;
  return { kind: 'known', value, below: inside };
}

/** Something under a key that is not known: nothing, where nothing is there at all. */
function undecided(value: Json | undefined, open: PlaceTree | undefined): Value {
  const isThere = typeof value === 'object' && value !== null;
  return isThere || open !== undefined ? UNKNOWN : ABSENT;
}

/** A place after the last element of a list stands for as many more as there may be. */
function isUnknown(key: PathSegment, parent: Json | undefined, open: PlaceTree): boolean {
  if ((open.below.get(key)?.places.length ?? 0) > 0) return true;
  const known = Array.isArray(parent) ? parent.length : 0;
  return typeof key === 'number' && open.numbers.some((from) => known <= from && from < key);
}

/** What lies at or below an unknown place; where exactly, if all keys on the way are known. */
function below(place: Path, rest: readonly ConditionStep[], facts: Known, variables: Variables): Value {
  const path = [...place];
  for (const step of rest) {
    const key = keyOf(step, facts, variables);
    const segment = typeof key === 'object' ? segmentOf(key.key) : undefined;
    if (segment === undefined) return key === 'any' ? UNKNOWN : ABSENT;
    path.push(segment);
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
  if ('var' in step) {
    const key = variables.get(step.var);
    if (key === undefined) return step;
    return segmentOf(key) ?? { of: { value: key } };
  }
  return { of: instantiated(step.of, variables) };
}

/** The step with the key that it stands for, where that is known. */
export function instantiatedStep(step: ConditionStep, facts: Known, variables: Variables): ConditionStep {
  const key = keyOf(step, facts, variables);
  return (typeof key === 'object' ? segmentOf(key.key) : undefined) ?? stepWith(step, variables);
}
