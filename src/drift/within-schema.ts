/** Attributes of a state that a newer provider wrote and the schema at hand does not have: nobody collects them. */
import { isList, isObject } from '../resource/json-kind.ts';
import type { Json, JsonObject } from '../resource/resource.ts';
import type { BlockSchema } from '../resource/type-schema.ts';

/** Where the resource lies (provider 6): its scope, which joins it. */
const PLACE = 'region';

/** The values without them; as they are where there is no schema. */
export function withinSchema(values: JsonObject, schema: BlockSchema | undefined): JsonObject {
  return schema === undefined ? values : within(values, schema, '', []);
}

/** Their names, dotted into blocks; what says where the resource lies is not among them. */
export function beyondSchema(values: JsonObject, schema: BlockSchema | undefined): readonly string[] {
  const found: string[] = [];
  if (schema !== undefined) within(values, schema, '', found);
  return [...new Set(found)].filter((name) => name !== PLACE);
}

function within(values: JsonObject, schema: BlockSchema, at: string, beyond: string[]): JsonObject {
  const kept: [string, Json][] = [];
  for (const [name, value] of Object.entries(values)) {
    const nested = schema.blocks[name]?.block;
    if (nested !== undefined) kept.push([name, inBlocks(value, nested, `${at}${name}.`, beyond)]);
    else if (schema.attributes[name] !== undefined) kept.push([name, value]);
    else beyond.push(`${at}${name}`);
  }
  return Object.fromEntries(kept);
}

function inBlocks(value: Json, schema: BlockSchema, at: string, beyond: string[]): Json {
  if (isList(value)) return value.map((item) => inBlocks(item, schema, at, beyond));
  return isObject(value) ? within(value, schema, at, beyond) : value;
}
