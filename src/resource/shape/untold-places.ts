/** What a state says nothing of, since the provider that wrote it had no such attribute: nothing is to be read off its absence. */
import { isList, isObject } from '../json-kind.ts';
import type { Json, JsonObject, Path } from '../resource.ts';
import type { BlockSchema } from '../type-schema.ts';

interface Plan {
  /** Attributes that the provider fills in where the configuration has none. */
  readonly attributes: readonly string[];
  readonly blocks: readonly (readonly [name: string, plan: Plan, nesting: string])[];
}

const plans = new WeakMap<BlockSchema, Plan>();

/**
 * Places, from `values` down, that `schema` has and the values of a state lack. Terraform writes every attribute that the
 * provider's schema had, null where it has no value, and every block, if only as an empty list: a missing key is an
 * attribute of another version, and so is null in place of a list of blocks, which `terraform show -json` puts there.
 * Told are those that a newer provider would fill in by itself: computed attributes that may also be set, and blocks, of
 * which the schema does not say whether they are computed.
 */
export function untoldPlaces(values: JsonObject, schema: BlockSchema): readonly Path[] {
  const found: Path[] = [];
  gather(values, planOf(schema), ['values'], found);
  return found;
}

function gather(values: JsonObject, { attributes, blocks }: Plan, path: Path, found: Path[]): void {
  for (const name of attributes) if (!Object.hasOwn(values, name)) found.push([...path, name]);
  for (const [name, plan, nesting] of blocks) {
    const isNull = values[name] === null && nesting !== 'single';
    if (isNull || !Object.hasOwn(values, name)) found.push([...path, name]);
    else gatherBlocks(values[name], plan, [...path, name], found);
  }
}

function gatherBlocks(value: Json | undefined, plan: Plan, path: Path, found: Path[]): void {
  if (plan.attributes.length === 0 && plan.blocks.length === 0) return;
  if (isObject(value)) gather(value, plan, path, found);
  if (!isList(value)) return;
  for (const [place, element] of value.entries())
    if (isObject(element)) gather(element, plan, [...path, place], found);
}

function planOf(schema: BlockSchema): Plan {
  const known = plans.get(schema);
  if (known !== undefined) return known;
  const plan: Plan = {
    attributes: Object.entries(schema.attributes).flatMap(([name, { optional, computed }]) =>
      optional && computed ? [name] : [],
    ),
    blocks: Object.entries(schema.blocks).map(([name, { block, nesting }]) => [name, planOf(block), nesting]),
  };
  plans.set(schema, plan);
  return plan;
}
