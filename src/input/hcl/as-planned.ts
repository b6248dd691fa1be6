/** A change as the source tells it, with what a plan shows besides: null where nothing is, blocks that nobody wrote. */
import { filledInBlocks } from '../../resource/carriers/index.ts';
import { isList, isObject } from '../../resource/json-kind.ts';
import type { Json, JsonObject } from '../../resource/resource.ts';
import { computedBlocks } from '../../resource/shape/computed-blocks.ts';
import { type BlockSchema, typeSchema } from '../../resource/type-schema.ts';
import type { EvaluatedChange } from '../../toolchain/hcl-types.ts';
import { providerAddress } from '../provider-address.ts';
import { putDocuments } from './put-documents.ts';

type Draft = Record<string, Json>;

export interface Planned {
  readonly element: JsonObject;
  /** A mirror with reasons, of places that are unknown. */
  readonly reasons?: Json;
}

/** The element of `resource_changes`, and why what is unknown in it is so. */
export function asPlanned({ change: element, reasons, documents }: EvaluatedChange): Planned {
  const change = element.change as JsonObject;
  const type = element.type as string;
  const after: Draft = { ...(change.after as JsonObject) };
  const unknown: Draft = { ...(change.after_unknown as JsonObject) };
  const why: Draft = isObject(reasons) ? { ...reasons } : {};
  const sensitive: Draft = { ...(change.after_sensitive as JsonObject) };
  putDocuments(type, documents, { after, unknown, sensitive, reasons: why });
  const schema = typeSchema(providerAddress(element.provider_name, type), type);
  if (schema !== undefined) {
    markFilledIn(type, after, unknown);
    fill(schema, after, unknown);
  }
  const planned = { ...change, after, after_unknown: unknown, after_sensitive: sensitive };
  return { element: { ...element, change: planned }, ...(Object.keys(why).length > 0 && { reasons: why }) };
}

/** Blocks that the provider fills in are unknown in a plan as long as nobody wrote them. */
function markFilledIn(type: string, after: JsonObject, unknown: Draft): void {
  for (const name of [...filledInBlocks(type), ...computedBlocks(type)]) {
    const value = after[name];
    if (unknown[name] === undefined && (value === undefined || (isList(value) && value.length === 0)))
      unknown[name] = true;
  }
}

function fill({ attributes, blocks }: BlockSchema, values: Draft, unknown: Json | undefined): void {
  const mirror = isObject(unknown) ? unknown : {};
  for (const name of Object.keys(attributes))
    if (values[name] === undefined && mirror[name] !== true) values[name] = null;
  for (const name of Object.keys(blocks)) {
    const nested = blocks[name];
    const value = values[name];
    if (nested === undefined || mirror[name] === true) continue;
    const isSeveral = nested.nesting === 'list' || nested.nesting === 'set';
    if (value === undefined) values[name] = isSeveral ? [] : null;
    else if (isObject(value)) values[name] = filled(nested.block, value, mirror[name]);
    else if (isList(value))
      values[name] = value.map((one, place) => {
        const marks = mirror[name];
        return isObject(one) ? filled(nested.block, one, isList(marks) ? marks[place] : undefined) : one;
      });
  }
}

function filled(schema: BlockSchema, value: JsonObject, unknown: Json | undefined): JsonObject {
  const copy: Draft = { ...value };
  fill(schema, copy, unknown);
  return copy;
}
