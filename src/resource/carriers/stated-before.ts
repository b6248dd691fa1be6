/** Which facts a resource states on its own until the plan changes or deletes it. */
import type { JsonObject, Resource } from '../resource.ts';
import type { TypeSchema } from '../type-schema.ts';
import { foldCarriers } from './fold.ts';
import { statesFacts } from './index.ts';
import { explicitKeys } from './without-echoes.ts';

/**
 * The fact keys of what `record` was before its change; empty where the change leaves it as it was or to itself, where
 * it is new, and for types whose facts no other type repeats. `record` is the resource before it is folded.
 */
export function statedBefore(record: Resource, schema: TypeSchema | undefined): readonly string[] {
  const { change, type } = record;
  if (change?.before === undefined || record.deposed !== undefined || !statesFacts(type)) return [];
  if (!change.actions.some((action) => action === 'update' || action === 'delete')) return [];
  return foldCarriers(asBefore(record, change.before), schema, undefined).flatMap(explicitKeys);
}

function asBefore(record: Resource, values: JsonObject): Resource {
  const { change: _, ...rest } = record;
  return { ...rest, values, unknown: [], sensitive: [] };
}
