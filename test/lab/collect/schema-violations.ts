/** Names in a collected record that the provider's schema does not have. */
import type { LiveRecord, LiveValue } from '../../../src/collect/collector.ts';
import { type BlockSchema, typeSchema } from '../../../src/resource/type-schema.ts';
import { AWS } from './collected.ts';

/** Dotted names; none for types of our own. */
export function schemaViolations({ type, values, unread = [] }: LiveRecord): string[] {
  if (type.startsWith('driftlock_')) return [];
  const schema = typeSchema(AWS, type);
  if (schema === undefined) return [type];
  const named = unread.flatMap(({ attributes }) => (attributes === '*' ? [] : attributes));
  return [
    ...strange(values, schema, type),
    ...named
      .filter(
        (name) =>
          !has(
            schema,
            name.split('.').filter((step) => !/^\d+$/.test(step)),
          ),
      )
      .map((name) => `${type}.${name} (unread)`),
  ];
}

function strange(value: LiveValue, schema: BlockSchema, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item: LiveValue) => strange(item, schema, path));
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [`${path} is no block`];
  return Object.entries(value as Readonly<Record<string, LiveValue>>).flatMap(([name, inner]) => {
    const nested = schema.blocks[name];
    if (nested !== undefined)
      return inner === undefined ? [] : strange(inner, nested.block, `${path}.${name}`);
    return Object.hasOwn(schema.attributes, name) ? [] : [`${path}.${name}`];
  });
}

function has(schema: BlockSchema, [first = '', ...rest]: readonly string[]): boolean {
  const nested = schema.blocks[first];
  if (rest.length === 0) return nested !== undefined || Object.hasOwn(schema.attributes, first);
  return nested !== undefined && has(nested.block, rest);
}
