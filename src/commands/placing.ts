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
    // A folded record has its parent's address, and may be all that is left of it. Of what goes away the block may be gone.
    const name = remains(resource) ? rootBlock(resource.address ?? '') : undefined;
    if (name !== undefined) blocks.add(name);
    yield resource;
  }
}
