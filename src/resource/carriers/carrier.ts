/** What a carrier is: the types and attributes whose fact another type carries, and the way there and back. */
import type { JsonObject, Path } from '../resource.ts';
import type { TreeObject } from './tree.ts';

/** A record on its way out of its parent. */
export interface Folded {
  readonly type: string;
  /** Place inside the parent, another one for each record of it: `['ingress', 0, 'cidr_blocks', 1]`. */
  readonly path: Path;
  readonly values: TreeObject;
  /** What the carrying type has no attribute for; known, not sensitive values only. */
  readonly rest?: JsonObject;
  /** The same as if nothing had been configured. */
  readonly isDefault?: boolean;
}

/** To add one: a file with one of these, and its line in the registry (index.ts). */
export interface Carrier {
  readonly parents: readonly string[];
  /** Attributes that leave the parent → the type that carries each (several types: those that may). */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** The parent is nothing but another spelling: no record of it remains. */
  readonly alias?: true;
  /** Nested blocks that the provider fills in from the cloud as well (a schema shows that for attributes only). */
  readonly echoedBlocks?: true;
  /** `fold` can place an attribute that is unknown as a whole; otherwise one record with everything unknown is made. */
  readonly takesUnknown?: true;
  /** The attribute of the carrying types that names the parent, from the parent's values. */
  link(parent: TreeObject): TreeObject;
  fold(parent: TreeObject, type: string): readonly Folded[];
  /** The parent's attributes (only those of `attributes`) from the records; the inverse of `fold`. */
  unfold(records: readonly Folded[], parent: TreeObject): TreeObject;
}
