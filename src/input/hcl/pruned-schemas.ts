/** Schemas of the types that a configuration has, as far as it speaks of them: some types nest fourteen levels deep. */
import type { BlockSchema } from '../../resource/type-schema.ts';
import { typeSchema } from '../../resource/type-schema.ts';
import type { HclAttribute, HclBlock } from '../../toolchain/hcl-types.ts';
import { type PlannedDefaults, plannedDefaults } from './planned-defaults.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

/** By type; types without a schema are left out. `names` are the blocks and attributes that the source names. */
export function prunedSchemas(
  types: Iterable<string>,
  names: ReadonlySet<string>,
): Readonly<Record<string, HclBlock>> {
  const schemas: Record<string, HclBlock> = {};
  for (const type of types) {
    const schema = type.startsWith('aws_') ? typeSchema(AWS, type) : undefined;
    if (schema !== undefined) schemas[type] = pruned(schema, names, plannedDefaults(type));
  }
  return schemas;
}

function pruned(
  { attributes, blocks }: BlockSchema,
  names: ReadonlySet<string>,
  defaults: PlannedDefaults | undefined,
): HclBlock {
  const kept: HclBlock = { attributes: {}, blocks: {} };
  const into = kept.attributes as Record<string, HclAttribute>;
  for (const [name, { type, computed }] of Object.entries(attributes)) {
    const standard = defaults?.values[name];
    into[name] = standard === undefined ? [type, computed] : [type, computed, standard];
  }
  for (const name of Object.keys(blocks)) {
    const nested = blocks[name];
    if (nested === undefined || !(names.has(name) || names.has('*'))) continue;
    (kept.blocks as Record<string, object>)[name] = {
      nesting: nested.nesting,
      block: pruned(nested.block, names, defaults?.blocks[name]),
    };
  }
  return kept;
}
