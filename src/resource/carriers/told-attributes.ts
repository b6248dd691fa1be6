/** What calls about a resource tell of it: all that its type has, save what names it and what other types carry. */
import type { BlockSchema } from '../type-schema.ts';
import { carriedAttributes } from './index.ts';

/** Ids are given by those who find the record, never by a call about it. */
const IDENTIFYING = new Set(['id', 'arn']);

/** A schema belongs to one type, and is loaded once in a run. */
const told = new WeakMap<BlockSchema, readonly string[]>();

/** Names of attributes and blocks. */
export function toldAttributes(type: string, schema: BlockSchema): readonly string[] {
  const known = told.get(schema) ?? namesOf(type, schema);
  told.set(schema, known);
  return known;
}

function namesOf(type: string, schema: BlockSchema): string[] {
  const carried = carriedAttributes(type);
  const names = [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)];
  return names.filter((name) => !IDENTIFYING.has(name) && !carried.has(name));
}
