/** The provider's own schema of a resource type, loaded type by type from the packed files beside this one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isOwnType, OWN_TYPES } from './own-types.ts';

/** Terraform's type as in `terraform providers schema -json`: `"string"`, `["list", "string"]`, `["object", {…}]`. */
export type AttributeType =
  | string
  | readonly [string, AttributeType | Readonly<Record<string, AttributeType>>];

export interface AttributeSchema {
  readonly type: AttributeType;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
}

export interface NestedBlock {
  readonly nesting: string;
  /** 0 where there is no limit. */
  readonly min: number;
  readonly max: number;
  readonly block: BlockSchema;
}

export interface BlockSchema {
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

export interface TypeSchema extends BlockSchema {
  readonly type: string;
}

type PlaceOfBlock = readonly [start: number, length: number];
type PackedBlock = readonly [
  Readonly<Record<string, number>>,
  Readonly<
    Record<string, readonly [start: number, length: number, nesting: string, min: number, max: number]>
  >,
];
interface Packed {
  readonly descriptions: readonly AttributeSchema[];
  readonly types: ReadonlyMap<string, PlaceOfBlock>;
  readonly bytes: Buffer;
  readonly blocks: Map<number, BlockSchema>;
  readonly loaded: Map<string, TypeSchema>;
}

const PACKED_PROVIDERS: ReadonlyMap<string, string> = new Map([['hashicorp/aws', 'aws']]);
const opened = new Map<string, Packed>();
const bySource = new Map<string, Packed | undefined>();
const ownSchemas: ReadonlyMap<string, TypeSchema> = new Map(
  Object.keys(OWN_TYPES).map((type) => [type, ownSchema(type)]),
);

/**
 * The schema of a managed resource type, the tool's own ones included; undefined for a type or provider that no packed
 * schema holds.
 * `provider` is a full source address (`registry.terraform.io/hashicorp/aws`); the registry host does not matter.
 * Cached; the first call reads two files, each further type parses its own slice only. Throws when a file is missing.
 */
export function typeSchema(provider: string, type: string): TypeSchema | undefined {
  const packed = packedSchema(provider);
  if (packed === undefined) return undefined;
  if (isOwnType(type)) return ownSchemas.get(type);
  const known = packed.loaded.get(type);
  if (known !== undefined) return known;
  const place = packed.types.get(type);
  if (place === undefined) return undefined;
  const block = blockAt(packed, place[0], place[1]);
  const schema = { type, attributes: block.attributes, blocks: block.blocks };
  packed.loaded.set(type, schema);
  return schema;
}

/** Whether `typeSchema` has the type, without loading it. */
export function hasTypeSchema(provider: string, type: string): boolean {
  const packed = packedSchema(provider);
  if (packed === undefined) return false;
  return isOwnType(type) ? ownSchemas.has(type) : packed.types.has(type);
}

/** Every type of a provider, and the tool's own, with the names of its top-level attributes (blocks left out), in order of name. */
export function schemaTypes(
  provider: string,
): { readonly type: string; readonly attributes: readonly string[] }[] {
  const packed = packedSchema(provider);
  const names = packed === undefined ? [] : [...packed.types.keys(), ...ownSchemas.keys()];
  return names.map((type) => ({
    type,
    attributes: Object.keys(typeSchema(provider, type)?.attributes ?? {}),
  }));
}

function ownSchema(type: string): TypeSchema {
  const attributes: Record<string, AttributeSchema> = Object.create(null);
  for (const [kind, names] of Object.entries(OWN_TYPES[type] ?? {}))
    for (const name of names.split(' ')) attributes[name] = attributeSchema(kind, 4);
  return { type, attributes, blocks: Object.create(null) };
}

function packedSchema(provider: string): Packed | undefined {
  if (!bySource.has(provider)) bySource.set(provider, findPacked(provider));
  return bySource.get(provider);
}

function findPacked(provider: string): Packed | undefined {
  const name = PACKED_PROVIDERS.get(provider.split('/').slice(-2).join('/'));
  if (name === undefined) return undefined;
  let packed = opened.get(name);
  if (packed === undefined) {
    packed = open(name);
    opened.set(name, packed);
  }
  return packed;
}

function open(name: string): Packed {
  const index = JSON.parse(readFileSync(dataFile(`${name}.index.json`), 'latin1')) as {
    readonly descriptions: readonly (readonly [AttributeType, number])[];
    readonly types: Readonly<Record<string, PlaceOfBlock>>;
  };
  return {
    descriptions: index.descriptions.map(([type, flags]) => attributeSchema(type, flags)),
    types: new Map(Object.entries(index.types)),
    bytes: readFileSync(dataFile(`${name}.blocks.ndjson`)),
    blocks: new Map(),
    loaded: new Map(),
  };
}

/** In the sources the data lies in `src/resource/schemas/`, in the built package in `dist/schemas/` beside the bundle. */
function dataFile(file: string): string {
  return fileURLToPath(new URL(`./schemas/${file}`, import.meta.url));
}

/** The order of the flags is that of scripts/build-schemas.mjs. */
function attributeSchema(type: AttributeType, flags: number): AttributeSchema {
  return {
    type,
    required: (flags & 1) !== 0,
    optional: (flags & 2) !== 0,
    computed: (flags & 4) !== 0,
    sensitive: (flags & 8) !== 0,
    writeOnly: (flags & 16) !== 0,
    deprecated: (flags & 32) !== 0,
  };
}

function blockAt(packed: Packed, start: number, length: number): BlockSchema {
  const known = packed.blocks.get(start);
  if (known !== undefined) return known;
  const [names, nested] = JSON.parse(packed.bytes.toString('latin1', start, start + length)) as PackedBlock;
  const attributes: Record<string, AttributeSchema> = Object.create(null);
  for (const name in names) {
    const description = packed.descriptions[names[name] ?? -1];
    if (description === undefined) throw new Error(`packed schema: attribute ${name} has no description`);
    attributes[name] = description;
  }
  const blocks: Record<string, NestedBlock> = Object.create(null);
  for (const name in nested) {
    const [at, size, nesting, min, max] = nested[name] ?? [0, 0, '', 0, 0];
    // Parsed when asked for: a dashboard type nests fourteen levels deep and few plans reach one.
    blocks[name] = {
      nesting,
      min,
      max,
      get block() {
        return blockAt(packed, at, size);
      },
    };
  }
  const block = { attributes, blocks };
  packed.blocks.set(start, block);
  return block;
}
