/** `input.values` of a resource type: the provider's attributes and blocks, without those that other types carry. */
import { AWS_PROVIDER } from '../../resource/aws-provider.ts';
import { carriedAttributes, carriersOf } from '../../resource/carriers/index.ts';
import { type DocumentKind, documentsOf } from '../../resource/documents/index.ts';
import { ownerLink } from '../../resource/links/link-table.ts';
import {
  type AttributeType,
  type BlockSchema,
  type NestedBlock,
  typeSchema,
} from '../../resource/type-schema.ts';
import { documentNode } from './document-node.ts';
import { ANYTHING, type InputNode, listOf, mapOf, type NamedNode, NUMBER, TEXT } from './input-node.ts';

const SCALARS: Readonly<Record<string, InputNode>> = {
  string: TEXT,
  number: NUMBER,
  bool: { kind: 'boolean' },
};
const NO_DOCUMENTS: ReadonlyMap<string, DocumentKind> = new Map();
const kept = new Map<string, InputNode>();

/** Anything for a type whose provider has no schema here. */
export function valuesNode(type: string): InputNode {
  const known = kept.get(type);
  if (known !== undefined) return known;
  const schema = typeSchema(AWS_PROVIDER, type);
  const node =
    schema === undefined
      ? ANYTHING
      : blockNode(schema, { type, prefix: '', carried: carriedAttributes(type) });
  kept.set(type, node);
  return node;
}

interface BlockPlace {
  readonly type: string;
  /** Dotted, with a dot at its end, as the table of documents has it. */
  readonly prefix: string;
  readonly carried: ReadonlySet<string>;
}

function blockNode(block: BlockSchema, { type, prefix, carried }: BlockPlace): NamedNode {
  const documents = documentsOf(type) ?? NO_DOCUMENTS;
  function child(name: string): InputNode | undefined {
    if (carried.has(name)) return undefined;
    const attribute = Object.hasOwn(block.attributes, name) ? block.attributes[name] : undefined;
    if (attribute !== undefined) {
      const document = documents.get(`${prefix}${name}`);
      if (attribute.writeOnly) return undefined;
      return document === undefined ? attributeNode(attribute.type, name) : documentNode(document);
    }
    const nested = Object.hasOwn(block.blocks, name) ? block.blocks[name] : undefined;
    return nested && nestedNode(nested, { type, prefix: `${prefix}${name}.`, carried: new Set() });
  }
  return {
    kind: 'object',
    what: prefix === '' ? type : `the block ${prefix.slice(0, -1)} of ${type}`,
    noun: 'attribute',
    names: () =>
      [...Object.keys(block.attributes), ...Object.keys(block.blocks)].filter(
        (name) => !carried.has(name) && block.attributes[name]?.writeOnly !== true,
      ),
    child,
    always: (name) => block.attributes[name]?.required === true || (block.blocks[name]?.min ?? 0) > 0,
    instead: (name) => {
      if (carried.has(name)) return carriedWords(type, name);
      if (Object.hasOwn(block.attributes, name) && block.attributes[name]?.writeOnly === true)
        return `\`${name}\` is write-only: no plan, state or account ever shows it`;
      return undefined;
    },
  };
}

function nestedNode({ nesting, block }: NestedBlock, place: BlockPlace): InputNode {
  const inside = () => blockNode(block, place);
  if (nesting === 'list' || nesting === 'set') return listOf(inside);
  return nesting === 'map' ? mapOf(inside) : inside();
}

function attributeNode(type: AttributeType, name: string): InputNode {
  if (typeof type === 'string') return SCALARS[type] ?? ANYTHING;
  const [container, inner] = type;
  if (container === 'object') return objectNode(inner as Readonly<Record<string, AttributeType>>, name);
  if (container === 'map') return mapOf(() => attributeNode(inner as AttributeType, name));
  return container === 'tuple'
    ? listOf(() => ANYTHING)
    : listOf(() => attributeNode(inner as AttributeType, name));
}

function objectNode(members: Readonly<Record<string, AttributeType>>, name: string): InputNode {
  return {
    kind: 'object',
    what: `an object of ${name}`,
    noun: 'attribute',
    names: () => Object.keys(members),
    child: (member) =>
      Object.hasOwn(members, member) ? attributeNode(members[member] ?? 'dynamic', member) : undefined,
    always: () => false,
  };
}

/** Where the records are that an attribute of the parent was taken out as. */
function carriedWords(type: string, name: string): string {
  const types = (carriersOf(type) ?? []).flatMap(({ attributes }) =>
    Object.hasOwn(attributes, name) ? (attributes[name] ?? []) : [],
  );
  const places = [...new Set(types)].map((carrying) => {
    const owner = ownerLink(carrying);
    return owner?.targets.includes(type) === true
      ? `\`input.referrers.${carrying}.${owner.attribute}\``
      : `resources of type ${carrying}`;
  });
  return `\`${name}\` of ${type} is judged as resources of its own: read ${places.join(' or ')}, or write a policy for ${[...new Set(types)].join(', ')}`;
}
