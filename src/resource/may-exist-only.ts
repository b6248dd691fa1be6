/** Records of which nothing could be read but whom they would belong to. */
import { toldAttributes } from './carriers/told-attributes.ts';
import type { Resource } from './resource.ts';
import { typeSchema } from './type-schema.ts';

/** True where not even its existence is known: all that the type has is unknown, save what names it. */
export function mayExistOnly({ provider, type, values, unknown }: Resource): boolean {
  const schema = typeSchema(provider, type);
  if (schema === undefined || unknown.length === 0) return false;
  const open = new Set(
    unknown.filter(({ path }) => path.length === 2 && path[0] === 'values').map(({ path }) => path[1]),
  );
  const names = toldAttributes(type, schema);
  return open.size > 0 && names.every((name) => open.has(name) || Object.hasOwn(values, name));
}
