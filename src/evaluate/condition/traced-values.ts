/** What stands at the places that a condition speaks of, for people: sensitive values left out. */
import type { ConditionStep, Operand } from '../../finding/condition.ts';
import type { TracedValue } from '../../finding/explanation.ts';
import { touches } from '../../resource/read-path.ts';
import type { Path, Reason, Unknown } from '../../resource/resource.ts';
import { startsWith } from '../../resource/starts-with.ts';
import { valueAt } from '../../resource/value-at.ts';
import { cutAtSensitive, isSensitive } from '../sensitive.ts';
import { operandText, type PlaceText } from './condition-words.ts';
import { type Known, operandValue } from './operand-value.ts';

export interface Telling {
  readonly facts: Known;
  readonly place: PlaceText;
  readonly sensitive: readonly Path[];
  readonly unknown: readonly Unknown[];
  /** Places whose value, or that there is one, is assumed. */
  readonly assumed: readonly Path[];
}

/** One for each place and rule; constants are told by the words already. */
export function tracedValues(operands: readonly Operand[], telling: Telling): TracedValue[] {
  const found = operands.flatMap((operand) => valuesOf(operand, telling));
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

function valuesOf(operand: Operand, telling: Telling): TracedValue[] {
  if ('call' in operand) return operand.args.flatMap((arg) => valuesOf(arg, telling));
  if ('rule' in operand)
    return groundPath(operand.path ?? []) === undefined ? [] : [ruleValue(operand, telling)];
  if ('value' in operand)
    return (operand.path ?? []).flatMap((step) =>
      typeof step === 'object' && 'of' in step ? valuesOf(step.of, telling) : [],
    );
  if (!('input' in operand)) return [];
  const path = groundPath(operand.input);
  return path === undefined ? [] : [placeValue(path, telling)];
}

/** The path where all of its keys are known. */
export function groundPath(steps: readonly ConditionStep[]): Path | undefined {
  const path = steps.flatMap((step) => (typeof step === 'object' ? [] : [step]));
  return path.length < steps.length ? undefined : path;
}

/** Why nothing is known there. */
function reasonAt(path: Path, unknown: readonly Unknown[]): Reason | undefined {
  return unknown.find((place) => startsWith(path, place.path))?.reason;
}

function placeValue(path: Path, { facts, place, sensitive, unknown, assumed }: Telling): TracedValue {
  const shown = cutAtSensitive(path, sensitive);
  const about = { name: place(shown), path: shown };
  const taken = assumed.some((one) => startsWith(path, one)) ? { assumed: true as const } : {};
  if (isSensitive(shown, sensitive)) return { ...about, sensitive: true, ...taken };
  const isOpen = facts.places.some((one) => startsWith(path, one));
  const reason = isOpen ? (reasonAt(path, unknown) ?? 'link-open') : undefined;
  if (reason !== undefined) return { ...about, reason, ...taken };
  const value = valueAt(facts.input, path);
  return { ...about, ...(value === undefined ? {} : { value }), ...taken };
}

function ruleValue(operand: Extract<Operand, { readonly rule: string }>, telling: Telling): TracedValue {
  const { facts, place, sensitive, unknown } = telling;
  const name = operandText(operand, place).replaceAll('`', '');
  const reads = facts.rules[operand.rule]?.reads ?? [[]];
  if (sensitive.some((one) => reads.some((read) => touches(read, one)))) return { name, sensitive: true };
  const found = operandValue(operand, facts, new Map());
  if (found.kind === 'unknown') {
    const open = unknown.find((one) => reads.some((read) => touches(read, one.path)));
    return { name, reason: open?.reason ?? 'unsupported' };
  }
  // A rule's value is JSON: sets of constants are operands of their own.
  return found.kind === 'absent' ? { name } : { name, value: found.value };
}
