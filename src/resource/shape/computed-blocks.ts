/** Blocks that the provider fills in where the configuration has none: on a create they are unknown as a whole. */

/** What provider 5.100.0 plans for types with as little as each takes; of blocks its schema does not say it. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  aws_dynamodb_table: ['point_in_time_recovery'],
};

/** Names of the type's own blocks, of those that some policy reads. */
export function computedBlocks(type: string): readonly string[] {
  return Object.hasOwn(COMPUTED, type) ? (COMPUTED[type] ?? []) : [];
}
