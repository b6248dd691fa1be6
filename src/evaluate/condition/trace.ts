/** A condition as a tree of answers: what decides it, down to the values, in words and no longer than people read. */
import type { Condition } from '../../finding/condition.ts';
import type { Answer, Trace } from '../../finding/explanation.ts';
import { conditionWords, operandText, shortTest, withoutPresence } from './condition-words.ts';
import { instantiatedCondition, type Naming, named } from './instantiated-condition.ts';
import type { Variables } from './operand-value.ts';
import { isFalse, isTrue, settle } from './settle.ts';
import { type Member, membersOf } from './traced-members.ts';
import { chosen, partsOf, toldOf } from './traced-parts.ts';
import { type Telling, tracedValues } from './traced-values.ts';
import { isAboutUnknown } from './undecided.ts';

/** Conditions below one, and members of a list, that are told. */
const MOST_BELOW = 8;
const MOST_MEMBERS = 3;
/** Rules and functions inside each other that are taken apart, the inner ones only where that takes few lines. */
const MOST_NAMED = 3;
const FEW_LINES = 8;
/** Characters of a line on members that nobody has seen. */
const MOST_OPEN_WORDS = 120;

interface At {
  readonly variables: Variables;
  /** The words say the opposite. */
  readonly negated: boolean;
  /** The answer of the condition itself, where it is told by what it is part of. */
  readonly told: boolean | undefined;
  readonly named: number;
  /** In a list of which nothing is known: what is asked of its members is told in one line each. */
  readonly isOpen?: boolean;
}

/** `told` is the answer that is known of the whole from elsewhere, if any: OPA's own. */
export function traceCondition(condition: Condition, telling: Telling, told: boolean | undefined): Trace {
  const asks = 'rule' in condition ? telling.facts.rules[condition.rule]?.condition : undefined;
  const at = { variables: new Map(), negated: false, named: 0 };
  return trace(asks ?? condition, telling, { ...at, told: holds(condition, telling, { ...at, told }) });
}

function trace(condition: Condition, telling: Telling, at: At): Trace {
  if ('not' in condition) return trace(condition.not, telling, opposite(at));
  if ('known' in condition) return trace(chosen(condition, telling.facts), telling, at);
  const asked = 'test' in condition ? shortTest(condition) : undefined;
  if (asked !== undefined) return trace(asked, telling, at);
  if ('all' in condition || 'any' in condition) return traceParts(condition, telling, at);
  if ('test' in condition || 'rule' in condition) return traceNamed(condition, telling, at);
  if ('some' in condition && isTakenApart(condition, telling, at))
    return traceMembers(condition, telling, at);
  return leaf(condition, telling, at);
}

/** In a list that nobody knows only what is decided all the same: something else is the reason. */
function isTakenApart(condition: Condition, telling: Telling, at: At): boolean {
  return at.isOpen !== true || holds(condition, telling, at) !== undefined;
}

function opposite(at: At): At {
  return { ...at, negated: !at.negated, told: at.told === undefined ? undefined : !at.told };
}

/** Of the condition itself, whatever its words say. */
function holds(condition: Condition, { facts }: Telling, { variables, told }: At): boolean | undefined {
  if (told !== undefined) return told;
  const left = settle(condition, facts, variables);
  return isTrue(left) ? true : isFalse(left) ? false : undefined;
}

/** Of what the words say. */
function answerOf(condition: Condition, telling: Telling, at: At): Answer {
  const answer = holds(condition, telling, at);
  if (answer !== undefined) return answer !== at.negated ? 'yes' : 'no';
  const left = settle(condition, telling.facts, at.variables);
  return isAboutUnknown(left, telling.facts) ? 'unknown' : 'untold';
}

function naming({ facts, sensitive }: Telling, variables: Variables): Naming {
  return { facts, sensitive, variables };
}

/** As one line, without what lies below. */
function leaf(condition: Condition, telling: Telling, at: At): Trace {
  const names = naming(telling, at.variables);
  const instance = instantiatedCondition(condition, names);
  const operands = 'op' in instance || 'test' in instance ? instance.args : [];
  const values = at.isOpen === true ? [] : tracedValues(operands, telling);
  const words = conditionWords(at.negated ? { not: instance } : instance, telling.place);
  return {
    kind: 'is',
    answer: answerOf(condition, telling, at),
    words: at.isOpen === true ? shortened(words) : words,
    ...(values.length === 0 ? {} : { values }),
  };
}

function shortened(words: string): string {
  return words.length <= MOST_OPEN_WORDS ? words : `${words.slice(0, MOST_OPEN_WORDS - 1)}…`;
}

function traceParts(
  condition: Extract<Condition, { readonly all: unknown } | { readonly any: unknown }>,
  telling: Telling,
  at: At,
): Trace {
  const isAll = 'all' in condition;
  const alone = { ...at, told: undefined };
  const parts = partsOf(condition, telling.facts, (part) => holds(part, telling, alone));
  const told = toldOf(
    parts.map((part) => holds(part, telling, alone)),
    isAll,
    at.told,
  );
  const kind = isAll !== at.negated ? 'all' : 'any';
  const answer = answerOf(condition, telling, at);
  if (parts.length === 0) return { kind, answer, words: kind === 'all' ? 'always' : 'never' };
  const each = parts.map((part, index) => {
    const where = { ...at, told: told[index] };
    return { part, where, isDeciding: decides(answerOf(part, telling, where), answer, kind) };
  });
  // Of alternatives, those that do not matter are not worth a line.
  const worth = kind === 'all' ? each : each.filter(({ isDeciding }) => isDeciding);
  const [first, second] = worth;
  if (first !== undefined && second === undefined) return trace(first.part, telling, first.where);
  const { shown, more } = mostTelling(worth, MOST_BELOW, ({ isDeciding }) => isDeciding);
  const oneIsEnough = answer === (kind === 'all' ? 'no' : 'yes');
  const words = kind === 'all' ? 'all of these' : 'any of these';
  return {
    kind,
    answer,
    words,
    below: takenApart(shown, oneIsEnough, telling),
    ...(more === 0 ? {} : { more }),
  };
}

interface Part {
  readonly part: Condition;
  readonly where: At;
  readonly isDeciding: boolean;
}

/** Those that decide with what lies below them; where one of them is enough, the one that takes the fewest lines. */
function takenApart(parts: readonly Part[], oneIsEnough: boolean, telling: Telling): readonly Trace[] {
  const lines = parts.map(({ part, where }) => leaf(part, telling, where));
  const whole = parts.map(({ part, where, isDeciding }) =>
    isDeciding ? trace(part, telling, where) : undefined,
  );
  const sizes = whole.map((one) => (one === undefined ? Number.POSITIVE_INFINITY : linesOf([one])));
  const shortest = sizes.indexOf(Math.min(...sizes));
  return whole.map((one, index) => {
    const isWanted = !oneIsEnough || index === shortest;
    return (isWanted ? one : undefined) ?? (lines[index] as Trace);
  });
}

/** Whether the answer of a part is why the whole has its own. */
function decides(part: Answer, whole: Answer, kind: 'all' | 'any'): boolean {
  if (whole === 'unknown' || whole === 'untold') return part === 'unknown' || part === 'untold';
  return part === whole || whole === (kind === 'all' ? 'yes' : 'no');
}

/** In their order, those that decide before others where there are too many. */
function mostTelling<T>(
  all: readonly T[],
  most: number,
  isTelling: (one: T) => boolean,
): { readonly shown: readonly T[]; readonly more: number } {
  if (all.length <= most + 1) return { shown: all, more: 0 };
  const picked = new Set([...all.filter(isTelling), ...all.filter((one) => !isTelling(one))].slice(0, most));
  return { shown: all.filter((one) => picked.has(one)), more: all.length - most };
}

type Some = Extract<Condition, { readonly some: number }>;

function traceMembers(condition: Some, telling: Telling, at: At): Trace {
  const list = named(condition.in, naming(telling, at.variables));
  const members = membersOf(list, telling, at.variables);
  const [only] = members ?? [];
  // A list that the policy itself writes out needs no line.
  if (only !== undefined && members?.length === 1 && !('input' in list))
    return trace(condition.where, telling, { ...at, variables: withKey(at, condition, only) });
  const text = operandText(list, telling.place);
  const where = withoutPresence(condition.where, condition.some);
  const asksPresence = members?.length === 0 || ('all' in where && where.all.length === 0);
  const kind = at.negated ? 'none' : 'some';
  const about = { kind, answer: answerOf(condition, telling, at) } as const;
  if (asksPresence) {
    const values = members === undefined ? tracedValues([list], telling) : [];
    const words = `${text} has ${at.negated ? 'no' : 'a'} member`;
    return { ...about, words, ...(values.length === 0 ? {} : { values }) };
  }
  if (members === undefined) {
    const values = tracedValues([list], telling);
    const open = { ...at, negated: false, told: undefined, isOpen: true };
    const words = `for ${at.negated ? 'no' : 'some'} member of ${text}`;
    const below = flat(trace(where, telling, open));
    return { ...about, words, ...(values.length === 0 ? {} : { values }), below };
  }
  const which = only !== undefined && members.length === 1 ? 'the one' : at.negated ? 'no' : 'some';
  const words = `${which === 'the one' && at.negated ? 'not ' : ''}for ${which} member of ${text}`;
  return { ...about, words, ...belowMembers(condition, where, members, telling, at) };
}

/** The members that decide, or the first of all; the only one without a line of its own. */
function belowMembers(
  condition: Some,
  where: Condition,
  members: readonly Member[],
  telling: Telling,
  at: At,
): Pick<Trace, 'below' | 'more'> {
  const inside = (member: Member, told: boolean | undefined): At => {
    return { ...at, negated: false, told, variables: withKey(at, condition, member) };
  };
  const answers = members.map((one) => holds(condition.where, telling, inside(one, undefined)));
  const told = toldOf(answers, false, at.told);
  const [only, second] = members;
  if (only !== undefined && second === undefined)
    return { below: flat(trace(where, telling, inside(only, told[0]))) };
  const each = members.map((member, index) => ({ member, told: told[index] }));
  const whole = told.includes(true) ? true : told.includes(undefined) ? undefined : false;
  const deciding = each.filter((one) => one.told === whole);
  const shown = deciding.slice(0, MOST_MEMBERS);
  const more = members.length - shown.length;
  return {
    below: shown.map((one) => traceMember(one.member, where, telling, inside(one.member, one.told))),
    ...(more === 0 ? {} : { more }),
  };
}

function withKey({ variables }: At, { some }: Some, { key }: Member): Variables {
  return new Map(variables).set(some, key);
}

function traceMember({ name, values }: Member, where: Condition, telling: Telling, at: At): Trace {
  return {
    kind: 'member',
    answer: answerOf(where, telling, at),
    words: name,
    ...(values.length === 0 ? {} : { values }),
    below: flat(trace(where, telling, at)),
  };
}

/** What has to hold together needs no line that says so. */
function flat(whole: Trace): readonly Trace[] {
  return whole.kind === 'all' && whole.more === undefined ? (whole.below ?? []) : [whole];
}

function traceNamed(
  condition: Extract<Condition, { readonly test: string } | { readonly rule: string }>,
  telling: Telling,
  at: At,
): Trace {
  const asks = 'rule' in condition ? telling.facts.rules[condition.rule]?.condition : condition.as;
  const line = leaf(condition, telling, at);
  if (asks === undefined || at.named >= MOST_NAMED) return line;
  const variables: Variables = 'rule' in condition ? new Map() : at.variables;
  const told = holds(condition, telling, at);
  const inner = {
    ...at,
    variables,
    negated: false,
    told,
    named: at.isOpen === true ? MOST_NAMED : at.named + 1,
  };
  const below = flat(trace(asks, telling, inner));
  if ((at.named > 0 || at.isOpen === true) && linesOf(below) > FEW_LINES) return line;
  const { values: _, ...about } = line;
  return { ...about, kind: 'named', below };
}

function linesOf(traces: readonly Trace[]): number {
  return traces.reduce((sum, { below = [] }) => sum + 1 + linesOf(below), 0);
}
