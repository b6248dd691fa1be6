/** What the walk over a block's values needs of its schema, worked out once per type. */
import { filledInBlocks } from '../carriers/index.ts';
import { type DocumentKind, documentsOf } from '../documents/index.ts';
import type { Path, Unknown } from '../resource.ts';
import type { AttributeSchema, AttributeType, BlockSchema, TypeSchema } from '../type-schema.ts';
import { computedBlocks } from './computed-blocks.ts';
import { type Kind, kindOf } from './fit.ts';

export interface AttributePlan {
  readonly name: string;
  /** A document may stand there decoded as well: `dynamic`. */
  readonly type: AttributeType;
  readonly kind: Kind;
  /** No object, tuple or dynamic value inside: the value can be taken over as it is. */
  readonly simple: boolean;
  readonly required: boolean;
  readonly optional: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly document?: DocumentKind;
  /** Ready-made entries for the top level, shared by all resources. */
  readonly top: { readonly path: Path; readonly unset: Unknown; readonly afterApply: Unknown };
}

export interface NestedPlan {
  readonly set: boolean;
  /** One object, not a list of them. */
  readonly single: boolean;
  /** Made once for the top level: the entry of a block that was left out; undefined where none is due. */
  readonly unset?: Unknown;
  /** The provider fills it in where it was left out: unknown as a whole says nothing of a dynamic block. */
  readonly filledIn: boolean;
  readonly block: BlockPlan;
}

export interface BlockPlan {
  readonly attributes: ReadonlyMap<string, AttributePlan>;
  readonly blocks: ReadonlyMap<string, NestedPlan>;
}

/** Optional in the provider's schema only for how its SDK is built: no configuration sets them. */
const ASSIGNED = new Set(['id', 'tags_all']);

const plans = new WeakMap<TypeSchema, BlockPlan>();
const untyped = new Map<string, AttributePlan>();
const NO_PLAN: BlockPlan = { attributes: new Map(), blocks: new Map() };

/** Without a schema every attribute is an optional one of any type. */
export function blockPlan(schema: TypeSchema | undefined): BlockPlan {
  if (schema === undefined) return NO_PLAN;
  let plan = plans.get(schema);
  if (plan === undefined) {
    const filledIn = new Set([...filledInBlocks(schema.type), ...computedBlocks(schema.type)]);
    plan = compile(schema, documentsOf(schema.type) ?? new Map(), filledIn, '');
    plans.set(schema, plan);
  }
  return plan;
}

/** The plan of an attribute that the schema does not have: another provider, or a newer major of this one. */
export function untypedAttribute(name: string): AttributePlan {
  let plan = untyped.get(name);
  if (plan === undefined) {
    plan = attributePlan(name, {
      type: 'dynamic',
      required: false,
      optional: true,
      sensitive: false,
      writeOnly: false,
    });
    if (untyped.size < 10_000) untyped.set(name, plan);
  }
  return plan;
}

function compile(
  block: BlockSchema,
  documents: ReadonlyMap<string, DocumentKind>,
  filledIn: ReadonlySet<string>,
  prefix: string,
): BlockPlan {
  const attributes = new Map<string, AttributePlan>();
  for (const [name, schema] of Object.entries(block.attributes)) {
    const given =
      prefix === '' && ASSIGNED.has(name) && schema.computed ? { ...schema, optional: false } : schema;
    attributes.set(name, attributePlan(name, given, documents.get(prefix + name)));
  }
  const blocks = new Map<string, NestedPlan>();
  for (const [name, nested] of Object.entries(block.blocks)) {
    let plan: BlockPlan | undefined;
    blocks.set(name, {
      set: nested.nesting === 'set',
      single: nested.nesting !== 'set' && nested.nesting !== 'list',
      ...(prefix === '' &&
        nested.min === 0 &&
        name !== 'timeouts' && {
          unset: { path: ['values', name], reason: 'unset' as const },
        }),
      filledIn: filledIn.has(prefix + name),
      get block() {
        plan ??= compile(nested.block, documents, filledIn, `${prefix}${name}.`);
        return plan;
      },
    });
  }
  return { attributes, blocks };
}

type Flags = Pick<AttributeSchema, 'type' | 'required' | 'optional' | 'sensitive' | 'writeOnly'>;

function attributePlan(name: string, schema: Flags, document?: DocumentKind): AttributePlan {
  const path = ['values', name];
  const type = document === undefined ? schema.type : 'dynamic';
  return {
    name,
    type,
    kind: kindOf(type),
    simple: isSimple(type),
    required: schema.required,
    optional: schema.optional,
    sensitive: schema.sensitive,
    writeOnly: schema.writeOnly,
    ...(document !== undefined && { document }),
    top: { path, unset: { path, reason: 'unset' }, afterApply: { path, reason: 'after-apply' } },
  };
}

function isSimple(type: AttributeType): boolean {
  if (typeof type === 'string') return type !== 'dynamic';
  if (type[0] === 'object' || type[0] === 'tuple') return false;
  return isSimple(type[1] as AttributeType);
}
