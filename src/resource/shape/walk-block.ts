/** One walk over a block's values and its schema together: absence, unknown and sensitive places, documents. */
import type { Json, JsonObject, Path, Unknown } from '../resource.ts';
import { type BlockPlan, type NestedPlan, untypedAttribute } from './block-plan.ts';
import { anyMarked, below, eachMarked } from './mirror.ts';
import { type Expressions, isEmpty, type Place, put, reasonOfUnknown, type Walk } from './walk.ts';
import { walkAttribute } from './walk-attribute.ts';

/** The block's values in the one shape; what is not known of them goes to `walk.unknown`. */
export function walkBlock(walk: Walk, plan: BlockPlan, values: JsonObject, place: Place): JsonObject {
  const result: Record<string, Json> = {};
  for (const name in values) {
    const attribute = plan.attributes.get(name);
    if (attribute !== undefined) {
      walkAttribute(walk, attribute, values[name] as Json, place, result);
      continue;
    }
    const nested = plan.blocks.get(name);
    if (nested !== undefined) walkNested(walk, nested, name, values[name] as Json, place, result);
    else walkAttribute(walk, untypedAttribute(name), values[name] as Json, place, result);
  }
  if (typeof place.unknown === 'object' && place.unknown !== null) {
    walkMissing(walk, plan, values, place.unknown as JsonObject, place, result);
  }
  return result;
}

/** Terraform leaves what is unknown out of the values: it stands in the mirror alone. */
function walkMissing(
  walk: Walk,
  plan: BlockPlan,
  values: JsonObject,
  unknown: JsonObject,
  place: Place,
  result: Record<string, Json>,
): void {
  for (const name in unknown) {
    const mark = unknown[name];
    if (mark === false || Object.hasOwn(values, name) || !anyMarked(mark)) continue;
    const nested = plan.blocks.get(name);
    if (nested !== undefined) walkNested(walk, nested, name, null, place, result);
    else if (mark === true) {
      walkAttribute(walk, plan.attributes.get(name) ?? untypedAttribute(name), null, place, result);
    } else {
      eachMarked(mark, [...place.path, name], (path) => walk.unknown.push({ path, reason: 'after-apply' }));
    }
  }
}

function walkNested(
  walk: Walk,
  nested: NestedPlan,
  name: string,
  value: Json,
  place: Place,
  result: Record<string, Json>,
): void {
  const unknown = place.unknown === undefined ? undefined : below(place.unknown, name);
  if (isEmpty(value) && !anyMarked(unknown)) {
    // Most blocks that a type has are left out.
    if (misfits(nested, value)) walk.unknown.push({ path: [...place.path, name], reason: 'malformed' });
    else if (leftOut(walk, nested)) walk.unknown.push(nested.unset as Unknown);
    return;
  }
  const path = [...place.path, name];
  const sensitive = place.sensitive === undefined ? undefined : below(place.sensitive, name);
  if (unknown === true) {
    walk.unknown.push({ path, reason: reasonOfUnknown(walk, nested.filledIn, place.expressions, name) });
    if (sensitive === true) walk.sensitive.push(path);
    return;
  }
  if (isEmpty(value)) {
    eachMarked(unknown, path, (found) => walk.unknown.push({ path: found, reason: 'after-apply' }));
    return;
  }
  if (sensitive === true) {
    walk.sensitive.push(path);
    if (walk.redact) return;
  }
  if (misfits(nested, value)) {
    walk.unknown.push({ path, reason: 'malformed' });
    return;
  }
  const inner = placeBelow(place, unknown, sensitive === true ? undefined : sensitive, path);
  if (Array.isArray(value)) put(result, name, walkElements(walk, nested, name, value, inner));
  else walkSingle(walk, nested, name, value as JsonObject, inner, result);
}

/** Written out, since copying `place` takes longer and this is done for every block. */
function placeBelow(
  { before, expressions }: Place,
  unknown: Json | undefined,
  sensitive: Json | undefined,
  path: Path,
): Place {
  return { unknown, sensitive, before, expressions, path };
}

/** Whether the value is neither null nor of the form that the block's nesting gives it. */
function misfits(nested: NestedPlan, value: Json): boolean {
  return value !== null && (typeof value !== 'object' || Array.isArray(value) === nested.single);
}

/**
 * A plan shows a block that was left out as `[]`, and yet providers fill some in: recorded are `access_logs` of
 * aws_lb, `encryption_configuration` of aws_ecr_repository and `credit_specification` of aws_instance. Blocks inside
 * blocks are taken at their word: none was seen to appear, and every kind of statement of a rule is such a block.
 */
function leftOut(walk: Walk, nested: NestedPlan): boolean {
  return walk.nulls === 'create' && nested.unset !== undefined;
}

/** A block with nesting `single` is an object; nothing in it is as much as no block. */
function walkSingle(
  walk: Walk,
  nested: NestedPlan,
  name: string,
  value: JsonObject,
  place: Place,
  result: Record<string, Json>,
): void {
  const noted = walk.unknown.length;
  const block = walkBlock(walk, nested.block, value, {
    ...place,
    before: childBefore(place.before, name),
    expressions: childExpressions(place.expressions, name),
  });
  if (!isEmpty(block) || walk.unknown.length > noted) put(result, name, block);
}

function walkElements(
  walk: Walk,
  nested: NestedPlan,
  name: string,
  elements: readonly Json[],
  place: Place,
): Json {
  const before = childBefore(place.before, name);
  const shown = elementExpressions(place.expressions, name, nested, elements.length);
  return elements.map((element, index) => {
    const path: Path = [...place.path, index];
    const unknown = below(place.unknown, index);
    const sensitive = below(place.sensitive, index);
    if (unknown === true) {
      walk.unknown.push({ path, reason: 'after-apply' });
      return null;
    }
    if (sensitive === true) {
      walk.sensitive.push(path);
      if (walk.redact) return null;
    }
    if (typeof element !== 'object' || element === null || Array.isArray(element)) {
      walk.unknown.push({ path, reason: 'malformed' });
      return null;
    }
    return walkBlock(walk, nested.block, element as JsonObject, {
      unknown,
      sensitive: sensitive === true ? undefined : sensitive,
      before: elementBefore(before, index, element, nested.set),
      expressions: shown(index),
      path,
    });
  });
}

function childBefore(before: Json | undefined, name: string): Json | undefined {
  if (typeof before !== 'object' || before === null) return undefined;
  return Object.hasOwn(before, name) ? (before as JsonObject)[name] : undefined;
}

/** Places in a set mean nothing across two values: an element was there before only if an equal one was. */
function elementBefore(
  before: Json | undefined,
  index: number,
  element: Json,
  set: boolean,
): Json | undefined {
  if (!Array.isArray(before)) return undefined;
  if (!set) return before[index];
  const text = JSON.stringify(element);
  return before.find((item) => JSON.stringify(item) === text);
}

function childExpressions(expressions: Expressions, name: string): Expressions {
  if (typeof expressions !== 'object') return expressions;
  return asExpressions(Object.hasOwn(expressions, name) ? expressions[name] : undefined);
}

/** What is no object shows nothing. */
function asExpressions(shown: Json | undefined): Expressions {
  return typeof shown === 'object' && shown !== null && !Array.isArray(shown)
    ? (shown as JsonObject)
    : 'dynamic';
}

/**
 * The expressions of each element. Elements of a list stand in the order of the file unless a dynamic block made
 * some (then there are more of them than the file shows); in a set an attribute counts as written as soon as one
 * block of the file writes it.
 */
function elementExpressions(
  expressions: Expressions,
  name: string,
  nested: NestedPlan,
  count: number,
): (index: number) => Expressions {
  if (typeof expressions !== 'object') return () => expressions;
  const shown = Object.hasOwn(expressions, name) ? expressions[name] : undefined;
  if (!Array.isArray(shown) || shown.length !== count) return () => 'dynamic';
  if (!nested.set) return (index) => asExpressions(shown[index]);
  const each = shown.map(asExpressions);
  if (each.includes('dynamic')) return () => 'dynamic';
  const together = writtenByAny(each as readonly JsonObject[]);
  return () => together;
}

/** What several blocks write, it is not known which of them for which element: of that only the name is shown. */
function writtenByAny(blocks: readonly JsonObject[]): JsonObject {
  const together: Record<string, Json> = {};
  for (const block of blocks)
    for (const [name, shown] of Object.entries(block))
      put(together, name, Object.hasOwn(together, name) ? true : shown);
  return together;
}
