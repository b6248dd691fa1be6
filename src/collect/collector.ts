/** A collector: what one file of `collect/<cloud>/<service>/` declares, and the records that it yields. */
import type { Reason } from '../resource/resource.ts';

/** Why a part of the cloud could not be read. */
export interface Failure {
  readonly reason: Extract<Reason, 'denied' | 'throttled' | 'failed'>;
  /** Service and operation as the API calls them: `s3:GetBucketVersioning`. */
  readonly api: string;
  /** The service's error code and what it says of it, one line. */
  readonly message: string;
}

/** Attributes of a record that a failed call would have filled. */
export interface Unread {
  /**
   * Names of attributes and blocks of the type, down to `root_block_device.0.encrypted`; `'*'` for all that the record
   * does not hold.
   */
  readonly attributes: readonly string[] | '*';
  readonly failure: Failure;
}

/** What collectors put in `values`: JSON as the provider writes it, and undefined for what is absent. */
export type LiveValue = undefined | null | boolean | number | string | readonly LiveValue[] | LiveValues;
export interface LiveValues {
  readonly [name: string]: LiveValue;
}

/** A resource as found: attributes in the provider's names and types, as its state has them. */
export interface LiveRecord {
  readonly type: string;
  readonly values: LiveValues;
  /** Where it lies, if not in the region that was asked. */
  readonly region?: string | undefined;
  readonly unread?: readonly Unread[];
  /** There because the cloud makes it so: nobody has declared it. */
  readonly origin?: 'default' | undefined;
}

/** What a collector cannot fill, by type and attribute (`root_block_device.delete_on_termination`), and why. */
export type NotFilled = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Whether a run asks for records of a type. */
export type Wants = (type: string) => boolean;

/** What collectors stand on where nothing says which types are wanted. */
export function wantsAll(): boolean {
  return true;
}

/** One per file, and one line in the cloud's registry. */
export interface Collector<Run> {
  /** The path of its file below `collect/`: `aws/s3/buckets`. */
  readonly id: string;
  /** `account`: run once, for the whole account; `region`: run in each region. */
  readonly per: 'account' | 'region';
  /** Types of the records that it yields; each belongs to one collector. */
  readonly types: readonly string[];
  /** The permissions that it needs, in the cloud's own names (`s3:GetBucketVersioning`). */
  readonly permissions: readonly string[];
  readonly notFilled: NotFilled;
  /**
   * Yields records as they come. A listing that fails throws CallError, and is a gap for its types; a call about one
   * resource that fails is `unread` on the record that it would have filled. Calls that serve only types which `wants`
   * (all by default) does not ask for may be left out; records of such types are not taken.
   */
  collect(run: Run, wants?: Wants): AsyncIterable<LiveRecord>;
}
