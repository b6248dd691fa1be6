/** The parts of a condition that are told, and the answers that come of the whole. */
import type { Condition } from '../../finding/condition.ts';
import { isEchoOf } from './is-echo-of.ts';
import { isRuleKnown, type Known } from './operand-value.ts';

type Parts = Extract<Condition, { readonly all: unknown } | { readonly any: unknown }>;

/**
 * The parts without nesting of the same kind. That a place is there is left out where more is said of it; where nothing is
 * there, it is all that is said.
 */
export function partsOf(
  condition: Parts,
  facts: Known,
  holds: (part: Condition) => boolean | undefined,
): readonly Condition[] {
  if ('any' in condition) return distinct(flattened('any', condition.any, facts));
  const all = distinct(flattened('all', condition.all, facts)).filter((one) => !isIntermediate(one));
  const missing = all.filter((one) => holds(one) === false);
  return all.filter((one) => {
    if (missing.includes(one)) return !missing.some((other) => isEchoOf(other, one));
    return !all.some((other) => isEchoOf(one, other));
  });
}

/** What OPA works out of constants alone tells nobody anything. */
function isIntermediate(condition: Condition): boolean {
  return 'rego' in condition && condition.reads.length === 0;
}

function flattened(
  kind: 'all' | 'any',
  conditions: readonly Condition[],
  facts: Known,
): readonly Condition[] {
  return conditions.flatMap((one): readonly Condition[] => {
    const asked = chosen(one, facts);
    if (kind === 'all' && 'all' in asked) return flattened(kind, asked.all, facts);
    return kind === 'any' && 'any' in asked ? flattened(kind, asked.any, facts) : [asked];
  });
}

/** What is asked, by whether the rule is known. */
export function chosen(condition: Condition, facts: Known): Condition {
  if (!('known' in condition)) return condition;
  return chosen(isRuleKnown(condition.known, facts) ? condition.then : condition.else, facts);
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  return [...new Map(conditions.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * The answers of the parts, with those that come of the whole: where all of them hold, each does; where they do not and
 * only one is open, it is that one.
 */
export function toldOf(
  answers: readonly (boolean | undefined)[],
  isAll: boolean,
  whole: boolean | undefined,
): readonly (boolean | undefined)[] {
  if (whole === undefined) return answers;
  if (whole === isAll) return answers.map(() => whole);
  const open = answers.filter((one) => one === undefined);
  if (open.length !== 1 || answers.includes(whole)) return answers;
  return answers.map((one) => one ?? whole);
}
