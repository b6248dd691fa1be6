/** Of which kinds a place of a policy's input can be, as far as the provider's schema settles it. */
import { AWS_PROVIDER } from '../resource/aws-provider.ts';
import { documentsOf } from '../resource/documents/index.ts';
import type { ReadPath } from '../resource/read-path.ts';
import { type AttributeType, type BlockSchema, typeSchema } from '../resource/type-schema.ts';

/** `string`, `number`, `boolean`, `array` or `object`, as Rego calls them. */
export type PlaceKind = 'string' | 'number' | 'boolean' | 'array' | 'object';

const SCALARS: Readonly<Record<string, PlaceKind>> = { string: 'string', number: 'number', bool: 'boolean' };
const LISTS = new Set(['list', 'set', 'tuple']);

/**
 * The kind of whatever lies there for a managed resource of that type, as long as its provider is the one whose schema is
 * at hand: the shape makes a value of another kind an unknown place. Undefined where nothing says so: documents, other
 * providers, elements of lists, and values behind a link, which may be another provider's.
 */
export function schemaKind(type: string, path: ReadPath): PlaceKind | undefined {
  const [first, ...rest] = path;
  if (first === 'now') return rest.length === 0 ? 'number' : undefined;
  if (first === 'refs') return linkKind(rest.slice(1), rest.length);
  if (first === 'referrers') return linkKind(rest.slice(2), rest.length - 1);
  return anyRecordKind(path) ?? recordKind(type, path);
}

/** `below` begins with the place in the list of links; `names` is 1 or more where the list is named in full. */
function linkKind(below: ReadPath, names: number): PlaceKind | undefined {
  if (names < 1) return undefined;
  const [, ...inside] = below;
  if (below.length === 0) return 'array';
  return inside.length === 0 ? 'object' : anyRecordKind(inside);
}

/** What holds whatever the type and the provider. */
function anyRecordKind([first, ...rest]: ReadPath): PlaceKind | undefined {
  if (first === 'scope') return ['object' as const, 'string' as const][rest.length];
  if (rest.length > 0) return undefined;
  if (first === 'values' || first === 'tags') return 'object';
  return first === 'type' || first === 'mode' || first === 'address' || first === 'key'
    ? 'string'
    : undefined;
}

function recordKind(type: string, [first, ...rest]: ReadPath): PlaceKind | undefined {
  const schema = typeSchema(AWS_PROVIDER, type);
  if (schema === undefined) return undefined;
  if (first === 'tags') return blockKind(schema, ['tags_all', ...rest], undefined, '');
  return first === 'values' ? blockKind(schema, rest, documentsOf(type), '') : undefined;
}

function blockKind(
  block: BlockSchema,
  [name, ...rest]: ReadPath,
  documents: ReadonlyMap<string, unknown> | undefined,
  prefix: string,
): PlaceKind | undefined {
  if (typeof name !== 'string') return undefined;
  const attribute = block.attributes[name];
  if (attribute !== undefined)
    return documents?.has(`${prefix}${name}`) ? undefined : attributeKind(attribute.type, rest);
  const nested = block.blocks[name];
  if (nested === undefined) return undefined;
  if (nested.nesting !== 'list' && nested.nesting !== 'set') return undefined;
  if (rest.length === 0) return 'array';
  // An unknown element keeps its place as null.
  return rest.length === 1 || typeof rest[0] === 'string'
    ? undefined
    : blockKind(nested.block, rest.slice(1), documents, `${prefix}${name}.`);
}

function attributeKind(type: AttributeType, [step, ...rest]: ReadPath): PlaceKind | undefined {
  if (typeof type === 'string') return step === undefined ? SCALARS[type] : undefined;
  const [container, inner] = type;
  if (step === undefined) return LISTS.has(container) ? 'array' : 'object';
  // Entries of maps go when they are null; elements of lists keep their places.
  if (container !== 'map') return undefined;
  return attributeKind(inner as AttributeType, rest);
}
