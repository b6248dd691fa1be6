/** A collected record as a raw resource, which the shape takes like any that a file holds. */
import { toldAttributes } from '../resource/carriers/told-attributes.ts';
import type { RawResource } from '../resource/raw-resource.ts';
import type { Json, JsonObject, Path, Unknown } from '../resource/resource.ts';
import { type TypeSchema, typeSchema } from '../resource/type-schema.ts';
import type { LiveRecord, LiveValue, Unread } from './collector.ts';

export interface Place {
  /** Full provider source address. */
  readonly provider: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Throws for a type that neither the provider's schema nor our own have: a mapping that is wrong. */
export function toRawResource(record: LiveRecord, place: Place): RawResource {
  const { type, unread = [] } = record;
  const schema = typeSchema(place.provider, type);
  if (schema === undefined)
    throw new Error(`a collector yields ${type}, which neither the provider nor the tool has`);
  const values = present(record.values) as JsonObject;
  return {
    type,
    provider: place.provider,
    mode: 'managed',
    address: '',
    scope: { account: place.account, region: record.region ?? place.region },
    values,
    ...(unread.length > 0 && { unread: unread.flatMap((one) => places(type, one, values, schema)) }),
    observed: { from: 'live', at: place.at },
  };
}

function places(
  type: string,
  { attributes, failure }: Unread,
  values: JsonObject,
  schema: TypeSchema,
): Unknown[] {
  const names =
    attributes === '*'
      ? toldAttributes(type, schema).filter((name) => !Object.hasOwn(values, name))
      : attributes;
  return names.map((name) => ({ path: stepsOf(name), reason: failure.reason, api: failure.api }));
}

/** Numbers are places in a list: `root_block_device.0.encrypted`. */
function stepsOf(name: string): Path {
  return name.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function present(value: LiveValue): Json {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: LiveValue) => present(item));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(entries.map(([name, item]) => [name, present(item)]));
}
