/** The reference lists of a plan's `expressions`: found by path, with each reference's own parents taken out. */
import { isObject } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';

/** What the configuration has at a place: its references, or `missing` where it shows no expression there. */
export interface FoundExpression {
  readonly references: readonly string[];
  readonly missing: boolean;
  /** The references are those of several expressions: one beside the other says nothing. */
  readonly several?: true;
  /** The source shows that what is referred to is not the value itself. */
  readonly compound?: true | 'text';
}

function isExpression(value: JsonObject): boolean {
  return Array.isArray(value.references) || 'constant_value' in value;
}

/**
 * The references of the expression at, above or below `path` in `expressions`. Blocks of one kind are taken together,
 * because the order of a set in the values is not that of the configuration. An expression that is neither constant
 * nor refers to anything (`{}`, a function call) has no references and is not missing.
 */
export function expressionAt(
  expressions: Json | undefined,
  path: readonly (string | number)[],
): FoundExpression {
  if (expressions === undefined || expressions === null) return { references: [], missing: true };
  if (Array.isArray(expressions)) {
    const rest = typeof path[0] === 'number' ? path.slice(1) : path;
    return join(expressions.map((block: Json) => expressionAt(block, rest)));
  }
  if (!isObject(expressions)) return { references: [], missing: true };
  const [step, ...rest] = path;
  if (isExpression(expressions) || (Object.keys(expressions).length === 0 && step === undefined))
    return {
      references: referencesOf(expressions),
      missing: false,
      ...compoundOf(expressions.compound),
    };
  if (step === undefined) return join(Object.values(expressions).map((value) => expressionAt(value, [])));
  if (typeof step === 'number') return expressionAt(expressions, rest);
  return expressionAt(expressions[step], rest);
}

function join(parts: readonly FoundExpression[]): FoundExpression {
  const several = parts.filter(({ references }) => references.length > 0).length > 1;
  return {
    references: parts.flatMap(({ references }) => references),
    missing: parts.every(({ missing }) => missing),
    ...((several || parts.some((part) => part.several)) && { several: true }),
    ...compoundOf([true, 'text'].find((kind) => parts.some(({ compound }) => compound === kind))),
  };
}

function compoundOf(value: Json | undefined): Pick<FoundExpression, 'compound'> {
  return value === true || value === 'text' ? { compound: value } : {};
}

function referencesOf(expression: JsonObject): string[] {
  const { references } = expression;
  if (!Array.isArray(references)) return [];
  return references.filter((reference: Json): reference is string => typeof reference === 'string');
}

/**
 * The references without the parents that Terraform lists after each (`x.y.id`, then `x.y`): an entry is a parent when
 * it is a proper beginning of the entry before it. A later `x.y` that stands for itself is kept.
 */
export function withoutParents(references: readonly string[]): string[] {
  return references.filter((reference, place) => !isParent(reference, references[place - 1]));
}

function isParent(reference: string, before: string | undefined): boolean {
  if (before === undefined || !before.startsWith(reference)) return false;
  const next = before[reference.length];
  return next === '.' || next === '[';
}
