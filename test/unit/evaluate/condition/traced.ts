/** Conditions taken apart as `explain` does it, with what a test says of their input. */
import { pathText } from '../../../../src/evaluate/condition/condition-words.ts';
import type { Told } from '../../../../src/evaluate/condition/operations.ts';
import { traceCondition } from '../../../../src/evaluate/condition/trace.ts';
import type { Telling } from '../../../../src/evaluate/condition/traced-values.ts';
import type { Condition, ConditionStep, RuleConditions } from '../../../../src/finding/condition.ts';
import type { Trace } from '../../../../src/finding/explanation.ts';
import type { Json, JsonObject, Path } from '../../../../src/resource/resource.ts';

export interface Made {
  readonly places?: readonly Path[];
  readonly sensitive?: readonly Path[];
  readonly assumed?: readonly Path[];
  readonly rules?: Readonly<Record<string, RuleConditions>>;
  readonly ruleValues?: JsonObject;
}

export function telling(input: JsonObject, made: Made = {}): Telling {
  const { places = [], sensitive = [], assumed = [], rules = {}, ruleValues = {} } = made;
  return {
    facts: { input, places, rules, ruleValues: toldOf(ruleValues) },
    place: pathText,
    sensitive,
    unknown: places.map((path) => ({ path, reason: 'after-apply' as const })),
    assumed,
  };
}

/** As OPA's module tells them. */
function toldOf(values: JsonObject): Readonly<Record<string, Told>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

export function op(name: string, path: readonly ConditionStep[], value?: Json): Condition {
  return { op: name, args: [{ input: path }, ...(value === undefined ? [] : [{ value }])] };
}

export function traced(condition: Condition, input: JsonObject, made?: Made, told?: boolean): Trace {
  return traceCondition(condition, telling(input, made), told);
}

export const ENCRYPTED = op('true', ['values', 'encrypted']);
export const SIZE = op('gt', ['values', 'size'], 10);
