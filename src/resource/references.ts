/** What a plan's configuration tells of a value that is not known yet: which resources it may come from. */

/** A resource block that an expression refers to. */
export interface ReferenceTarget {
  /** Block address without any instance key of the block itself; module keys kept where known: `module.a["x"].aws_s3_bucket.b`. */
  readonly block: string;
  /** Attribute named, when the reference goes that far: `id`. */
  readonly attribute?: string;
  /** Exactly one instance, where the reference says which (`b["x"]`, or `b[each.key]` settled by the own key). */
  readonly instance?: string;
  /** True where `instance` was settled by the own `each.key` or `count.index`, which is an assumption. */
  readonly byInstanceKey?: boolean;
  /**
   * True where the expression names other things beside it and not as its index: a condition, a part of a text, an
   * element of a list. The value is then not, or not only, what the reference names.
   * `text` where it stands in a text that says more, and that is never empty.
   */
  readonly beside?: boolean | 'text';
}

export interface References {
  readonly targets: readonly ReferenceTarget[];
  /** True where a local, a data source, another resource or an unresolved name is involved: any resource may be meant. */
  readonly open: boolean;
}

/** Answers for one plan. `attribute` is a top-level attribute, or a path into a block. */
export type ReferenceResolver = (address: string, attribute: readonly (string | number)[]) => References;
