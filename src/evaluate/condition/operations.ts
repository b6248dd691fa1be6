/** Built-ins of OPA on known values, as far as conditions are decided without it. */
import type { Json } from '../../resource/resource.ts';

/** A set whose members are JSON, which has none itself. */
export interface ConstantSet {
  readonly set: readonly Json[];
}

export type Argument = Json | ConstantSet;

/** What OPA says of a value: what it is, or the members of a set, or that JSON cannot say it; nothing where it has none. */
export interface Told {
  readonly value?: Json;
  readonly set?: readonly Json[];
  readonly other?: boolean;
}

/** True or false; undefined where this one is better left to OPA. */
type Operation = (...args: Argument[]) => boolean | undefined;

/** The result; `absent` where OPA has none, undefined where it is better left to OPA. */
type Call = (...args: Argument[]) => { readonly value: Json } | 'absent' | undefined;

export function isConstantSet(value: Argument): value is ConstantSet {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && SETS.has(value);
}

/** Sets are told from objects that have a key `set` by who made them. */
const SETS = new WeakSet<object>();

export function constantSet(members: readonly Json[]): ConstantSet {
  const made = { set: members };
  SETS.add(made);
  return made;
}

/** Equality of JSON values: objects whatever the order of their keys. */
export function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((element: Json, index) => isEqual(element, b[index] as Json));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      isEqual((a as Record<string, Json>)[key] as Json, (b as Record<string, Json>)[key] as Json),
  );
}

function equal(a: Argument, b: Argument): boolean {
  if (!isConstantSet(a) || !isConstantSet(b)) return !isConstantSet(a) && !isConstantSet(b) && isEqual(a, b);
  return a.set.length === b.set.length && a.set.every((each) => isMember(each, b));
}

/** Rego's order of types: https://www.openpolicyagent.org/docs/policy-reference#comparison */
const TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'];

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function compare(a: Argument, b: Argument): number | undefined {
  if (isConstantSet(a) || isConstantSet(b)) return undefined;
  const [left, right] = [typeOf(a), typeOf(b)];
  if (left !== right) return TYPES.indexOf(left) - TYPES.indexOf(right);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return a === null ? 0 : undefined;
}

function ordered(holds: (order: number) => boolean): Operation {
  return (a, b) => {
    const order = a === undefined || b === undefined ? undefined : compare(a, b);
    return order === undefined ? undefined : holds(order);
  };
}

/** A built-in over two texts; of anything else it is undefined in OPA, which is not true. */
function ofTexts(holds: (a: string, b: string) => boolean): Operation {
  return (a, b) => typeof a === 'string' && typeof b === 'string' && holds(a, b);
}

/** A set is a member of nothing that is JSON. */
export function isMember(member: Argument, all: Argument): boolean {
  if (isConstantSet(member)) return false;
  if (isConstantSet(all)) return all.set.some((each) => isEqual(each, member));
  if (typeof all !== 'object' || all === null) return false;
  return Object.values(all).some((each) => isEqual(each as Json, member));
}

function isOfType(type: string): Operation {
  return (value) => value !== undefined && !isConstantSet(value) && typeOf(value) === type;
}

/** By OPA's names; what is not here is left to OPA. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  equal: (a, b) => equal(a as Argument, b as Argument),
  neq: (a, b) => !equal(a as Argument, b as Argument),
  lt: ordered((order) => order < 0),
  lte: ordered((order) => order <= 0),
  gt: ordered((order) => order > 0),
  gte: ordered((order) => order >= 0),
  'internal.member_2': (a, b) => isMember(a as Argument, b as Argument),
  startswith: ofTexts((a, b) => a.startsWith(b)),
  endswith: ofTexts((a, b) => a.endsWith(b)),
  contains: ofTexts((a, b) => a.includes(b)),
  is_string: isOfType('string'),
  is_number: isOfType('number'),
  is_boolean: isOfType('boolean'),
  is_array: isOfType('array'),
  is_object: isOfType('object'),
  is_null: isOfType('null'),
  is_set: (value) => value !== undefined && isConstantSet(value),
  /** Ours: it has members. */
  collection: (value) => typeof value === 'object' && value !== null,
};

const ASCII = /^\p{ASCII}*$/u;

/** Go and JavaScript agree on the cases of ASCII; of all else OPA is asked. */
function ofAscii(result: (text: string) => string): Call {
  return (text) => {
    if (typeof text !== 'string') return 'absent';
    return ASCII.test(text) ? { value: result(text) } : undefined;
  };
}

function ofTwo(result: (a: string, b: string) => Json): Call {
  return (a, b) => (typeof a === 'string' && typeof b === 'string' ? { value: result(a, b) } : 'absent');
}

function count(value: Argument): ReturnType<Call> {
  if (typeof value === 'string') return { value: [...value].length };
  if (typeof value !== 'object' || value === null) return 'absent';
  return { value: isConstantSet(value) ? value.set.length : Object.keys(value).length };
}

/** Built-ins with a result, by OPA's names. */
export const CALLS: Readonly<Record<string, Call>> = {
  count: (value) => count(value as Argument),
  lower: ofAscii((text) => text.toLowerCase()),
  upper: ofAscii((text) => text.toUpperCase()),
  trim_space: ofAscii((text) => text.replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g, '')),
  trim_prefix: ofTwo((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trim_suffix: ofTwo((text, suffix) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
};
