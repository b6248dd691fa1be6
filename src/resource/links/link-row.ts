/** The form of the link table: which attribute of which type names resources of which types. */

/** One link as policies write it: `input.refs.<attribute>`, `input.referrers.<type>.<attribute>`. */
export interface LinkRow {
  /** The last step of `path`, or all of it, dotted, where that step alone says too little. */
  readonly attribute: string;
  /** Place below `values`; lists on the way are gone through. */
  readonly path: readonly string[];
  /** Types that it may name; their identifying attributes stand in the identities. */
  readonly targets: readonly string[];
}

/** A cloud's links as data. */
export interface LinkTable {
  /** Type → attributes whose value names one resource of it. */
  readonly identities: Readonly<Record<string, readonly string[]>>;
  /**
   * Type → `path: targets`, paths dotted (no attribute name of the provider has a dot), targets split by spaces. The
   * first link of a type is its owner: what a record that was folded out of that owner belongs to.
   */
  readonly links: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Attribute → targets, for every type that has no row of its own for that attribute. */
  readonly generic: Readonly<Record<string, string>>;
  /** Another type of the same fact → the attribute that it uses in place of the carrier's. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Type → attributes that stand for what its owner link names: an alias's `arn` for its key. */
  readonly standIns: Readonly<Record<string, readonly string[]>>;
}
