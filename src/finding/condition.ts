/** The bodies of a policy's rules as data: conditions over places of its input, that can be decided without OPA. */
import type { ReadPath } from '../resource/read-path.ts';
import type { Json } from '../resource/resource.ts';

/** A step of a path: a key, an index, the key that a variable stands for, or the value of an operand. */
export type ConditionStep = string | number | { readonly var: number } | { readonly of: Operand };

/** What a condition speaks of. A `rule` is one of the policy's own; `rego` is what only OPA can work out. */
export type Operand =
  | { readonly input: readonly ConditionStep[] }
  | { readonly rule: string; readonly path?: readonly ConditionStep[] }
  | { readonly value: Json; readonly path?: readonly ConditionStep[] }
  | { readonly set: readonly Json[] }
  | { readonly var: number }
  | { readonly call: string; readonly args: readonly Operand[]; readonly path?: readonly ConditionStep[] }
  | {
      readonly rego: string;
      readonly reads: readonly ReadPath[];
      readonly path?: readonly ConditionStep[];
    };

/** `op` is `true` (there and not false), `defined`, `collection` (it has members), `equal`, or one of OPA's built-ins. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly some: number; readonly in: Operand; readonly where: Condition }
  | { readonly op: string; readonly args: readonly Operand[] }
  /** A function of the policies holds: `as` is what it asks, where that can be said. */
  | { readonly test: string; readonly args: readonly Operand[]; readonly as?: Condition }
  /** The rule is true. */
  | { readonly rule: string }
  /** Where all that the rule reads is known, `then` by its value; else `else`. */
  | { readonly known: string; readonly then: Condition; readonly else: Condition }
  | { readonly rego: string; readonly reads: readonly ReadPath[] };

export interface RuleConditions {
  readonly reads: readonly ReadPath[];
  /** When the rule is true; only of rules that are asked that. */
  readonly condition?: Condition;
}

/** Under which conditions a policy applies and each deny body holds, in source order. */
export interface PolicyConditions {
  readonly applies: Condition;
  readonly denies: readonly Condition[];
  readonly rules?: Readonly<Record<string, RuleConditions>>;
  /** Functions and built-ins whose results on known operands the policy's module tells, with their number of operands. */
  readonly calls?: Readonly<Record<string, number>>;
}
