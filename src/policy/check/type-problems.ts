/** Values that can only be of another type than what they are held against or handed to. */
import { isDeepStrictEqual } from 'node:util';
import type { ReadPath } from '../../resource/read-path.ts';
import type { TracedCall, TracedCompare, TracedOperand } from '../../toolchain/rego-trace.ts';
import { findPlace, kindsAt } from '../input/find-place.ts';
import type { InputNode } from '../input/input-node.ts';
import { kindWords, readWords } from '../input/lack-words.ts';
import { type CheckProblem, problemAt } from './check-problem.ts';
import { byPlace, type JudgedTrace } from './judged-trace.ts';

/** One for each place in the source where no type of the policy can make it right. */
export function typeProblems(policy: JudgedTrace): CheckProblem[] {
  return [...compareProblems(policy), ...callProblems(policy)];
}

function compareProblems({ trace, inputs }: JudgedTrace): CheckProblem[] {
  return byPlace(trace.compares, ({ name }) => name).flatMap((compares) => {
    const [first] = compares;
    const messages = compares.map((compare) => compareWords(compare, inputs));
    const told = messages.includes(undefined) ? undefined : messages[0];
    return first === undefined || told === undefined ? [] : [problemAt('wrong-type', first, told)];
  });
}

/** Undefined where the two may be of one type. */
function compareWords(compare: TracedCompare, inputs: readonly InputNode[]): string | undefined {
  const left = kindsOf(compare.left, inputs);
  const right = kindsOf(compare.right, inputs);
  if (left === undefined || right === undefined || [...left].some((kind) => right.has(kind)))
    return undefined;
  if (left.size === 0 || right.size === 0) return undefined;
  const [place, other] =
    compare.left.paths.length > 0 ? [compare.left, compare.right] : [compare.right, compare.left];
  const [placeKinds, otherKinds] = place === compare.left ? [left, right] : [right, left];
  const read = `\`${readWords(place.paths[0] ?? [])}\` is ${kindWords(placeKinds)}`;
  return `${read}, ${otherWords(other)} ${kindWords(otherKinds)}: ${effect(compare.name)}${mend(placeKinds, other)}`;
}

function otherWords({ text = [], paths }: TracedOperand): string {
  if (paths[0] !== undefined) return `\`${readWords(paths[0])}\` is`;
  return text.length === 1 ? `${text[0]} is` : 'it is held against';
}

function effect(name: string): string {
  if (name === 'neq') return 'they always differ';
  return name === 'equal' || name === 'internal.member_2'
    ? 'they are never equal'
    : 'which is less depends on their types alone';
}

/** A constant that only has quotes too many or too few. */
function mend(kinds: ReadonlySet<string>, { text = [] }: TracedOperand): string {
  const [constant] = text;
  if (constant === undefined || text.length > 1) return '';
  const inside = constant.startsWith('"') ? (JSON.parse(constant) as string) : undefined;
  if (inside === undefined)
    return kinds.has('string') && /^(-?\d|true$|false$)/.test(constant) ? `; write "${constant}"` : '';
  const isNumber = kinds.has('number') && /^-?\d+(\.\d+)?$/.test(inside);
  const isBoolean = kinds.has('boolean') && /^(true|false)$/.test(inside);
  return isNumber || isBoolean ? `; write ${inside}` : '';
}

/** All kinds that the side may be of; undefined where it may be anything. */
function kindsOf(
  { paths, kinds, open }: TracedOperand,
  inputs: readonly InputNode[],
): ReadonlySet<string> | undefined {
  if (open) return undefined;
  const found = new Set(kinds);
  for (const path of paths) {
    const at = kindsOfPath(path, inputs);
    if (at === undefined) return undefined;
    for (const kind of at) found.add(kind);
  }
  return found;
}

function kindsOfPath(path: ReadPath, inputs: readonly InputNode[]): ReadonlySet<string> | undefined {
  const found = findPlace(inputs, path);
  return found.lack === undefined ? kindsAt(found.nodes) : undefined;
}

function callProblems({ trace, inputs }: JudgedTrace): CheckProblem[] {
  return byPlace(trace.calls, ({ name, index }) => `${name} ${index}`).flatMap((calls) => {
    const [first] = calls;
    const messages = calls.map((call) => callWords(call, inputs));
    const told = messages.includes(undefined) ? undefined : messages[0];
    return first === undefined || told === undefined ? [] : [problemAt('wrong-type', first, told)];
  });
}

/** Operands that may be something else as well are left alone. */
function callWords({ name, operand, needs }: TracedCall, inputs: readonly InputNode[]): string | undefined {
  const [only] = operand.paths;
  if (only === undefined || operand.paths.length > 1 || operand.open || operand.kinds.length > 0)
    return undefined;
  for (const { path, kinds } of needs) {
    const found = kindsOfPath(path, inputs);
    if (found === undefined || found.size === 0 || [...found].some((kind) => kinds.includes(kind))) continue;
    const isList = found.has('array') && isDeepStrictEqual(path, only);
    const advice = isList ? `; go through it with \`some … in ${readWords(path)}\`` : '';
    return `${name} takes ${kindWords(kinds)}, and \`${readWords(path)}\` is ${kindWords(found)}${advice}`;
  }
  return undefined;
}
