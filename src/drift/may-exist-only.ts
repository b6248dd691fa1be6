/** Records of which nothing could be read but whom they would belong to. */
import { carriedAttributes } from '../resource/carriers/index.ts';
import type { Resource } from '../resource/resource.ts';
import { typeSchema } from '../resource/type-schema.ts';

/** Ids are given by those who find the record, never by the call that failed. */
const IDENTIFYING = new Set(['id', 'arn']);

/** True where not even its existence is known: all that the type has is unknown, save what names it. */
export function mayExistOnly({ provider, type, values, unknown }: Resource): boolean {
  const schema = typeSchema(provider, type);
  if (schema === undefined || unknown.length === 0) return false;
  const open = new Set(
    unknown.filter(({ path }) => path.length === 2 && path[0] === 'values').map(({ path }) => path[1]),
  );
  const carried = carriedAttributes(type);
  const names = [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)];
  return (
    names.every(
      (name) => open.has(name) || Object.hasOwn(values, name) || IDENTIFYING.has(name) || carried.has(name),
    ) && open.size > 0
  );
}
