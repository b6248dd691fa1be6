/** A resource as a file has it, before the shape: nulls kept, unknown and sensitive places as Terraform's mirrors. */
import type { Json, JsonObject, Observed, Reason, Scope, Unknown } from './resource.ts';

export interface RawResource {
  readonly type: string;
  /** Full provider source address, `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  readonly mode: 'managed' | 'data';
  readonly schemaVersion?: number;
  readonly address: string;
  readonly deposed?: string;
  readonly previousAddress?: string;
  readonly scope: Scope;
  readonly values: JsonObject;
  /** Mirror of `values` with true at unknown places (`after_unknown`). */
  readonly unknown?: Json;
  /** Mirror of `values` with a reason at unknown places that are so for another one than after-apply. */
  readonly reasons?: Json;
  /** Attributes of which a plan says nothing and its configuration does. */
  readonly fromSource?: readonly string[];
  /** Why all values are unknown, where that is so (`unknown` is true); after-apply where it is left out. */
  readonly unknownReason?: Reason;
  /** Unknown places that no mirror tells, as paths into `values`: what calls to the cloud could not read. */
  readonly unread?: readonly Unknown[];
  /** Mirror of `values` with true at sensitive places (`after_sensitive`, `sensitive_values`). */
  readonly sensitive?: Json;
  /** Sensitive places as paths into `values`, where the file lists paths (tfstate v4). */
  readonly sensitivePaths?: readonly (readonly (string | number)[])[];
  readonly change?: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly beforeSensitive?: Json;
  };
  /** The provider configuration it belongs to, where the file tells (`aws`, `aws.west`); shape copies it to the resource. */
  readonly providerConfig?: string;
  /** `expressions` of the resource's block in the plan's configuration; undefined where there is none at hand. */
  readonly expressions?: JsonObject;
  /** The provider configuration adds no tags of its own; left out where it does or where that is not told. */
  readonly addsNoTags?: true;
  readonly observed: Observed;
}
