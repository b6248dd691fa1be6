/** What is left of a condition in plain words: "`values.kms_key_id` is not set or false". */
import type { Condition, ConditionStep, Operand } from '../../finding/condition.ts';
import { isObject } from '../../resource/json-kind.ts';
import type { Json } from '../../resource/resource.ts';
import { isEchoOf, isPresence } from './is-echo-of.ts';

/** Longer than this nobody reads on. */
const MOST = 400;
const MOST_TEXT = 120;
/** A function that asks for more than this is better told by its name. */
const MOST_ASKED = 2;

type Words = (negated: boolean) => string;

/** How a path of the input is printed, without quotes. */
export type PlaceText = (path: readonly ConditionStep[]) => string;

/** One line; `place` prints a path of the input. */
export function conditionWords(condition: Condition, place: PlaceText): string {
  const text = words(condition, place, false);
  return text.length <= MOST ? text : `${text.slice(0, MOST - 1)}…`;
}

function words(condition: Condition, place: PlaceText, negated: boolean): string {
  if ('not' in condition) return words(condition.not, place, !negated);
  if ('all' in condition)
    return joined(withoutEchoes(condition.all), place, negated, negated ? ' or ' : ' and ');
  if ('any' in condition) return joined(condition.any, place, negated, negated ? ' and ' : ' or ');
  if ('test' in condition) {
    const asked = shortTest(condition);
    if (asked !== undefined) return words(asked, place, negated);
    return says(callText(memberName(condition.test), condition.args, place), negated);
  }
  if ('some' in condition) {
    const which = `for ${negated ? 'no' : 'some'} member of ${operandText(condition.in, place)}`;
    const where = words(withoutPresence(condition.where, condition.some), place, false);
    if (where !== '') return `${which}, ${where}`;
    return `${operandText(condition.in, place)} has ${negated ? 'no' : 'a'} member`;
  }
  if ('op' in condition) return operationText(condition.op, condition.args, place)(negated);
  if ('rego' in condition) return says(shortened(condition.rego), negated);
  return says(memberName('rule' in condition ? condition.rule : condition.known), negated);
}

/** A rule or function by its package and name: `document.is_open`. */
function memberName(name: string): string {
  return name.split('/').slice(-2).join('.');
}

function says(text: string, negated: boolean): string {
  return `${negated ? 'not ' : ''}\`${text}\``;
}

function shortened(text: string): string {
  const plain = text
    .replaceAll(TEMPLATE, (_, parts: string) => templateText(parts))
    .replaceAll(/data\.(partial\d*\.)*(policies\.)?/g, '')
    .replaceAll('input.', '')
    // Names that the compiler makes.
    .replaceAll(/__[a-z]+\d[\d_]*__|\$\d+/g, '_');
  return plain.length <= MOST_TEXT ? plain : `${plain.slice(0, MOST_TEXT - 1)}…`;
}

/** A template string as OPA's compiler leaves it: its parts, and the variable that it is bound to. */
const TEMPLATE = /internal\.template_string\(\[((?:"(?:[^"\\]|\\.)*"|[^"\]])*)\], __local\d+__\)/g;

/** As it is written, but for the names that the compiler has given to what is put in. */
function templateText(parts: string): string {
  const texts = parts.match(/"(?:[^"\\]|\\.)*"|[^",][^,]*/g) ?? [];
  return `$"${texts.map((one) => (one.startsWith('"') ? one.slice(1, -1) : one.trim() === '' ? '' : '{…}')).join('')}"`;
}

function joined(
  conditions: readonly Condition[],
  place: PlaceText,
  negated: boolean,
  link: ' and ' | ' or ',
): string {
  const parts = new Set<string>();
  let length = 0;
  for (const one of conditions) {
    const text = words(one, place, negated);
    if (text === '' || parts.has(text) || parts.has(`(${text})`)) continue;
    parts.add(isMixed(one, negated, link) ? `(${text})` : text);
    length += text.length;
    // One that says more than is told may be one of thousands.
    if (length > MOST) break;
  }
  return [...parts].join(link);
}

/** What a function asks, where that is short enough to be told instead of its name. */
export function shortTest({ as }: Extract<Condition, { readonly test: string }>): Condition | undefined {
  return as !== undefined && literals(as) <= MOST_ASKED ? as : undefined;
}

/** Whether the words of the part hold the other of "and" and "or". */
function isMixed(condition: Condition, negated: boolean, link: ' and ' | ' or '): boolean {
  if ('not' in condition) return isMixed(condition.not, !negated, link);
  const asked = 'test' in condition ? shortTest(condition) : undefined;
  if (asked !== undefined) return isMixed(asked, negated, link);
  const own = 'all' in condition ? withoutEchoes(condition.all) : 'any' in condition ? condition.any : [];
  const [only] = own;
  if (own.length === 1 && only !== undefined) return isMixed(only, negated, link);
  const inner = 'all' in condition !== negated ? ' and ' : ' or ';
  return own.length > 1 && inner !== link;
}

/** That a place is there is said by whatever else is said of it, or of what lies below it. */
function withoutEchoes(conditions: readonly Condition[]): readonly Condition[] {
  if (!conditions.some(isPresence)) return conditions;
  const rest = conditions.filter((one) => !isPresence(one));
  return conditions.filter((one) => !isPresence(one) || !rest.some((other) => isEchoOf(one, other)));
}

/** A member that is gone through is there. */
export function withoutPresence(condition: Condition, variable: number): Condition {
  const isMember = (one: Condition): boolean => {
    if (!isPresence(one)) return false;
    const [operand] = one.args;
    const last = operand !== undefined && 'input' in operand ? operand.input.at(-1) : undefined;
    return typeof last === 'object' && 'var' in last && last.var === variable;
  };
  if (isMember(condition)) return { all: [] };
  return 'all' in condition ? { all: condition.all.filter((one) => !isMember(one)) } : condition;
}

/** How much a condition asks, which is counted only until it is too much to be told. */
function literals(condition: Condition): number {
  if ('all' in condition) {
    const more = sum(condition.all.filter((one) => !isPresence(one)));
    return more > MOST_ASKED ? more : sum(withoutEchoes(condition.all));
  }
  if ('any' in condition) return sum(condition.any);
  if ('not' in condition) return literals(condition.not);
  if ('test' in condition) return condition.as === undefined ? 1 : literals(condition.as);
  if (!('some' in condition)) return 1;
  return 1 + literals(withoutPresence(condition.where, condition.some));
}

function sum(conditions: readonly Condition[]): number {
  let total = 0;
  for (const one of conditions) {
    total += literals(one);
    if (total > MOST_ASKED) break;
  }
  return total;
}

const COMPARISONS: Readonly<Record<string, readonly [holds: string, not: string]>> = {
  equal: ['is', 'is not'],
  neq: ['is not', 'is'],
  lt: ['is less than', 'is not less than'],
  lte: ['is at most', 'is more than'],
  gt: ['is more than', 'is at most'],
  gte: ['is at least', 'is less than'],
  startswith: ['starts with', 'does not start with'],
  endswith: ['ends with', 'does not end with'],
  contains: ['contains', 'does not contain'],
};

/** Turned round, where the constant stands first. */
const TURNED: Readonly<Record<string, string>> = {
  equal: 'equal',
  neq: 'neq',
  lt: 'gt',
  gt: 'lt',
  lte: 'gte',
  gte: 'lte',
};

function operationText(name: string, args: readonly Operand[], place: PlaceText): Words {
  const [a, b] = args;
  const text = (operand: Operand | undefined): string =>
    operand === undefined ? '' : operandText(operand, place);
  const looked = name === 'true' ? lookedUp(a) : undefined;
  if (looked !== undefined) return memberText(text(looked.key), looked.among, text(looked.among));
  if (name === 'collection') return (negated) => `${text(a)} is ${negated ? 'no' : 'a'} list or object`;
  if (name === 'true')
    return (negated) => `${text(a)} is ${negated ? 'not set or false' : 'set and not false'}`;
  if (name === 'defined') return (negated) => `${text(a)} is ${negated ? 'not set' : 'set'}`;
  if (name === 'internal.member_2') return memberText(text(a), b, text(b));
  const turned = a !== undefined && isConstant(a) ? TURNED[name] : undefined;
  const compared = COMPARISONS[turned ?? name];
  if (compared === undefined || args.length !== 2)
    return (negated) => says(callText(name, args, place), negated);
  const [left, right] = turned === undefined ? [a, b] : [b, a];
  return (negated) => `${text(left)} ${compared[negated ? 1 : 0]} ${text(right)}`;
}

/** A key that is looked up in a constant object: one of those that have a value there. */
function lookedUp(
  operand: Operand | undefined,
): { readonly key: Operand; readonly among: Operand } | undefined {
  if (operand === undefined || !('value' in operand) || operand.path?.length !== 1) return undefined;
  const { value } = operand;
  const [step] = operand.path;
  if (typeof step !== 'object' || !('of' in step) || !isObject(value)) return undefined;
  return { key: step.of, among: { set: Object.keys(value).filter((key) => value[key] !== false) } };
}

function memberText(member: string, list: Operand | undefined, all: string): Words {
  if (list !== undefined && isConstant(list))
    return (negated) => `${member} is ${negated ? 'none' : 'one'} of ${all}`;
  return (negated) => `${all} ${negated ? 'does not contain' : 'contains'} ${member}`;
}

/** What of a constant is looked up by a value is none. */
function isConstant(operand: Operand): boolean {
  return 'set' in operand || ('value' in operand && (operand.path ?? []).length === 0);
}

/** An operand in a sentence: all but constants in quotes. */
export function operandText(operand: Operand, place: PlaceText): string {
  const text = plainText(operand, place);
  return isConstant(operand) || 'var' in operand ? text : `\`${text}\``;
}

function plainText(operand: Operand, place: PlaceText): string {
  if ('input' in operand) return place(operand.input);
  if ('value' in operand) return `${jsonText(operand.value)}${keysText(operand.path ?? [], place)}`;
  if ('set' in operand) return operand.set.map(jsonText).join(', ');
  if ('var' in operand) return 'its key';
  const path = pathText(operand.path ?? []);
  if ('call' in operand) return `${callText(operand.call, operand.args, place)}${path}`;
  return `${'rule' in operand ? memberName(operand.rule) : shortened(operand.rego)}${path}`;
}

/** What of a constant is meant: `[values.acl]`. */
function keysText(path: readonly ConditionStep[], place: PlaceText): string {
  return path
    .map((step) => {
      if (typeof step !== 'object') return `[${JSON.stringify(step)}]`;
      return 'of' in step ? `[${plainText(step.of, place)}]` : '[*]';
    })
    .join('');
}

function callText(name: string, args: readonly Operand[], place: PlaceText): string {
  return `${name}(${args.map((arg) => plainText(arg, place)).join(', ')})`;
}

function jsonText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT - 1)}…`;
}

/** As paths are printed everywhere: `values.ingress[0]["x.y"]`; `[*]` for any member. */
export function pathText(path: readonly ConditionStep[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'object') return '[*]';
      if (typeof step === 'number') return `[${step}]`;
      if (/^[A-Za-z_][\w-]*$/.test(step)) return index === 0 ? step : `.${step}`;
      return `[${JSON.stringify(step)}]`;
    })
    .join('');
}
