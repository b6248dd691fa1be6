/** What is gathered while inputs are judged, so that findings can be put on the lines of their configurations. */
import { remains } from '../evaluate/select.ts';
import type { Finding } from '../finding/finding.ts';
import type { Input } from '../input/input.ts';
import { rootBlock } from '../resource/address.ts';
import type { Resource } from '../resource/resource.ts';
import type { SourcePlace } from '../source/source-places.ts';

export interface Placing {
  /** By input, the blocks that the root module of its configuration has for what stays: `aws_vpc.a`, `module.b`. */
  readonly blocks: Map<Input, Set<string>>;
  readonly placed: Map<Finding, readonly SourcePlace[]>;
}

export function emptyPlacing(): Placing {
  return { blocks: new Map(), placed: new Map() };
}

export function blocksOf({ blocks }: Placing, input: Input): Set<string> {
  const known = blocks.get(input) ?? new Set<string>();
  blocks.set(input, known);
  return known;
}

/** The resources as they are; the names of their blocks are added to `blocks`. */
export function* blocksSeen(resources: Iterable<Resource>, blocks: Set<string>): Generator<Resource> {
  for (const resource of resources) {
    const name = stays(resource) ? rootBlock(resource.address ?? '') : undefined;
    if (name !== undefined) blocks.add(name);
    yield resource;
  }
}

/** Of what is deleted or forgotten the block may be gone. */
function stays(resource: Resource): boolean {
  return resource.declared === undefined && remains(resource);
}
