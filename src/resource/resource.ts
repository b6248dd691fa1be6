/** The one shape: what every reader and collector yields and every policy, report and drift comparison sees. */

/** One step into a value: an object key or a list index. */
export type PathSegment = string | number;

/** Where a value lies in a resource, from `values`, `tags` or `scope` down; never a dotted string. */
export type Path = readonly PathSegment[];

/** Why a value is not known; the first group is reported, the second also makes the evidence incomplete. */
export const REASONS = [
  'after-apply',
  'unset',
  'variable',
  'data-source',
  'module-missing',
  'unsupported',
  'malformed',
  'link-open',
  'contradiction',
  'redacted',
  'denied',
  'throttled',
  'failed',
  'stale',
] as const;
export type Reason = (typeof REASONS)[number];

/** A place whose value is not known; everything below it is unknown too. */
export interface Unknown {
  readonly path: Path;
  readonly reason: Reason;
  /** The call that would have told, where one failed: `s3:GetBucketPolicy`. */
  readonly api?: string;
}

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Account, subscription or project, and region; `region` is 'global' where there is none; a key is left out when unknown. */
export interface Scope {
  readonly account?: string;
  readonly region?: string;
}

/** What a plan does to a resource: Terraform's own action names and the values before, in this shape. */
export interface Change {
  readonly actions: readonly string[];
  readonly before?: JsonObject;
}

/**
 * Where a record that was folded out of another one stands in the configuration:
 * `inline` a block of the parent, `echo` a computed copy in the parent, `alias` another type of the same fact.
 */
export interface Declared {
  readonly type: string;
  readonly address?: string;
  readonly path: Path;
  readonly as: 'inline' | 'echo' | 'alias';
  /** What that spelling says beyond the carrying type's attributes; unfolding puts it back. */
  readonly rest?: JsonObject;
}

export interface Observed {
  readonly from: 'plan' | 'state' | 'prior-state' | 'live' | 'hcl';
  readonly api?: string;
  readonly at?: string;
}

/** A sensitive value that was taken out: a keyed hash of it, which only tells whether two are equal. */
export interface Redacted {
  readonly path: Path;
  /** HMAC-SHA-256, hexadecimal. */
  readonly hash: string;
}

/** A resource in the provider's types and attribute names; absence is a missing key (DESIGN §5, docs/architecture.md). */
export interface Resource {
  readonly type: string;
  /** Full source address, `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  readonly mode: 'managed' | 'data';
  readonly schema: { readonly provider: string; readonly version?: number };
  /** Terraform address, whole: `module.a["x.y"].aws_ebs_volume.d[0]`; of a folded record its parent's. */
  readonly address?: string;
  /** Account, region and the type's natural key in one string: what joins and fingerprints use; left out when unknown. */
  readonly key?: string;
  /** The provider's id; only shown. */
  readonly id?: string;
  readonly scope: Scope;
  readonly values: JsonObject;
  readonly tags: JsonObject;
  readonly unknown: readonly Unknown[];
  readonly sensitive: readonly Path[];
  readonly change?: Change;
  readonly deposed?: string;
  readonly previousAddress?: string;
  readonly declared?: Declared;
  readonly origin?: 'default';
  /** Of a snapshot: what stood at the places that are unknown as `redacted`. */
  readonly redacted?: readonly Redacted[];
  /** The provider configuration it belongs to (the first of those that share credentials); internal: tells accounts apart that have no id yet. */
  readonly providerConfig?: string;
  /** Fact keys that it states until the plan changes or deletes it; internal: a copy in a parent may still show them. */
  readonly statedBefore?: readonly string[];
  readonly observed: Observed;
  /** Of a plan: places, `['values', …]`, that are taken from the configuration at hand. */
  readonly fromSource?: readonly Path[];
  /** Of a state: places that the provider which wrote it had no attribute for; absence there says nothing. */
  readonly untold?: readonly Path[];
}

/** Where a linked record comes from: what assumptions are made of it by; policies see nothing of this. */
export interface LinkSource {
  readonly type: string;
  /** The number of its input. */
  readonly input: number;
  /** What its plan does to it; none in a state. */
  readonly actions: readonly string[];
  readonly declared?: Declared;
}

/** A resource as seen through a link: what a policy reads below `input.refs` and `input.referrers`. */
export interface LinkedResource {
  readonly address?: string;
  readonly key?: string;
  readonly scope: Scope;
  readonly tags: JsonObject;
  readonly values: JsonObject;
  readonly unknown: readonly Unknown[];
  readonly sensitive: readonly Path[];
  readonly fromSource?: readonly Path[];
  /** Left out where a policy's test made the record. */
  readonly source?: LinkSource;
  /** Only along the paths that a policy declares in `custom.related`. */
  readonly links?: Links;
}

/** The linked resources of one resource, with the link records that cannot be settled. */
export interface Links {
  readonly refs: Readonly<Record<string, readonly LinkedResource[]>>;
  readonly referrers: Readonly<Record<string, Readonly<Record<string, readonly LinkedResource[]>>>>;
  /** Paths from `refs` or `referrers` down that are open, and lifted unknown places of linked records. */
  readonly unknown: readonly Unknown[];
  /** Links settled by something weaker than an equal value, in words for `assumes`. */
  readonly assumes: readonly Assumption[];
  /** Empty lists that can have no member, or that the cloud was asked for whole, from `referrers` down: nothing is assumed of them. */
  readonly settled?: readonly Path[];
}

/** What a verdict leans on beside known values. */
export interface Assumption {
  readonly kind:
    | 'reference-set'
    | 'source'
    | 'bare-reference'
    | 'documented-default'
    | 'nothing-elsewhere'
    | 'instance-key'
    | 'one-account';
  /** The read that leans on it, from the policy's input down. */
  readonly path: Path;
  readonly detail?: string;
}
