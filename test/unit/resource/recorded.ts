/** The lab's recordings as raw resources, and Terraform's state in the form that absence and documents give it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { documentsOf } from '../../../src/resource/documents/index.ts';
import type { RawResource } from '../../../src/resource/raw-resource.ts';
import type { Json, JsonObject } from '../../../src/resource/resource.ts';
import { type AttributeType, type BlockSchema, typeSchema } from '../../../src/resource/type-schema.ts';

const RECORDED = path.resolve(import.meta.dirname, '../../../../shared/lab/aws/recorded');
export const isRecorded = existsSync(RECORDED);
if (!isRecorded) console.warn(`SKIPPED: lab recordings: ${RECORDED} is absent`);

interface StateResource {
  readonly type: string;
  readonly provider_name: string;
  readonly mode: 'managed' | 'data';
  readonly address: string;
  readonly schema_version: number;
  readonly values: JsonObject;
  readonly sensitive_values: Json;
}
interface PlanResource extends Omit<StateResource, 'values'> {
  readonly change: {
    readonly actions: string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    readonly after_unknown: Json;
    readonly after_sensitive: Json;
    readonly before_sensitive: Json;
  };
}
interface Recording {
  readonly values: { readonly root_module: { readonly resources: StateResource[] } };
  readonly resource_changes: PlanResource[];
  readonly configuration: {
    readonly root_module: {
      readonly resources: { readonly address: string; readonly expressions?: JsonObject }[];
    };
  };
}

/** A file of the lab, or one of our own by its whole path. */
function recording(name: string): Recording {
  return JSON.parse(readFileSync(path.resolve(RECORDED, name), 'utf8')) as Recording;
}

export function stateResources(name: string): RawResource[] {
  return recording(name).values.root_module.resources.map((resource) => ({
    type: resource.type,
    provider: resource.provider_name,
    mode: resource.mode,
    schemaVersion: resource.schema_version,
    address: resource.address,
    scope: {},
    values: resource.values,
    sensitive: resource.sensitive_values,
    observed: { from: 'state' },
  }));
}

export function planResources(name: string): RawResource[] {
  const plan = recording(name);
  const blocks = new Map(plan.configuration.root_module.resources.map((block) => [block.address, block]));
  return plan.resource_changes.map(({ change, ...resource }) => {
    const expressions = blocks.get(resource.address)?.expressions;
    return {
      type: resource.type,
      provider: resource.provider_name,
      mode: resource.mode,
      address: resource.address,
      scope: {},
      values: change.after ?? change.before ?? {},
      unknown: change.after_unknown,
      sensitive: change.after_sensitive,
      change: { actions: change.actions, before: change.before, beforeSensitive: change.before_sensitive },
      ...(expressions !== undefined && { expressions }),
      observed: { from: 'plan' },
    };
  });
}

/** Written apart from the product's walk: absence and parsed documents only, IAM forms as `iam` makes them. */
export function normalised(resource: RawResource, iam: (document: Json) => Json): JsonObject {
  const schema = typeSchema(resource.provider, resource.type);
  if (schema === undefined) throw new Error(`no schema of ${resource.type}`);
  return block(resource.values, schema, [], resource.type, iam);
}

function block(
  values: JsonObject,
  schema: BlockSchema,
  at: string[],
  type: string,
  iam: (document: Json) => Json,
): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = schema.attributes[name];
    const nested = schema.blocks[name];
    const place = [...at, name];
    if (nested !== undefined && Array.isArray(value)) {
      if (value.length > 0)
        result[name] = value.map((item) => block(item as JsonObject, nested.block, place, type, iam));
    } else if (nested !== undefined && value !== null) {
      const inner = block(value as JsonObject, nested.block, place, type, iam);
      if (Object.keys(inner).length > 0) result[name] = inner;
    } else if (attribute !== undefined && value !== null && (attribute.required || !empty(value))) {
      const kind = documentsOf(type)?.get(place.join('.'));
      const parsed = kind === undefined ? inner(value, attribute.type) : (JSON.parse(String(value)) as Json);
      result[name] = kind === 'iam' ? iam(parsed) : parsed;
    }
  }
  return result;
}

function inner(value: Json, type: AttributeType): Json {
  if (typeof value !== 'object' || value === null || typeof type === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => inner(item, type[1] as AttributeType));
  const isObject = type[0] === 'object';
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== null && !(isObject && empty(item))),
  );
}

function empty(value: Json): boolean {
  return value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
