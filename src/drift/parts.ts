/** Resources that the cloud lists on their own though a state has them as parts of another resource. */
import { isList, isObject } from '../resource/json-kind.ts';
import type { Json, Resource } from '../resource/resource.ts';

/** By the type of the part: where the whole names it (`type`, block, attribute). */
const PARTS: Readonly<
  Record<string, readonly (readonly [type: string, block: string, attribute: string])[]>
> = {
  // A volume that an instance was launched with.
  aws_ebs_volume: [
    ['aws_instance', 'root_block_device', 'volume_id'],
    ['aws_instance', 'ebs_block_device', 'volume_id'],
  ],
  // A replica of a table, which is a table of its own in its region.
  aws_dynamodb_table: [['aws_dynamodb_table', 'replica', 'arn']],
};

/** Tells whether some resource of the state has this one as its part. */
export function partsOf(state: Iterable<Resource>): (live: Resource) => boolean {
  const named = new Map<string, Set<string>>();
  const wholes = new Map<string, readonly (readonly [part: string, block: string, attribute: string])[]>();
  for (const [part, places] of Object.entries(PARTS))
    for (const [type, block, attribute] of places)
      wholes.set(type, [...(wholes.get(type) ?? []), [part, block, attribute]]);
  for (const { type, values } of state) {
    for (const [part, block, attribute] of wholes.get(type) ?? []) {
      const names = named.get(part) ?? new Set();
      named.set(part, names);
      for (const name of namesIn(values[block], attribute)) names.add(name);
    }
  }
  return ({ type, values: { id, arn } }) => {
    const names = named.get(type);
    return names !== undefined && [id, arn].some((name) => typeof name === 'string' && names.has(name));
  };
}

function namesIn(blocks: Json | undefined, attribute: string): readonly string[] {
  if (!isList(blocks)) return [];
  return blocks.flatMap((one) => {
    const name = isObject(one) ? one[attribute] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
