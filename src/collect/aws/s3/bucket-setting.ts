/** A setting of a bucket: the call that answers it, and the record that it gives. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Failure, LiveRecord, LiveValues } from '../../collector.ts';
import { type Read, read } from '../../read.ts';
import { orGone } from './bucket-gone.ts';

/** Where a bucket is found. */
export interface Place {
  readonly bucket: string;
  readonly region: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
}

/** What a file of `settings/` declares. */
export interface SettingSpec<Output> {
  readonly type: string;
  /** IAM action that the call needs. */
  readonly permission: string;
  /** Error codes that mean that the bucket has no such setting, or that its region does not know it. */
  readonly absent: readonly string[];
  /** Attributes that no API returns, and why. */
  readonly notFilled?: Readonly<Record<string, string>>;
  ask(client: S3Client, bucket: string): Promise<Output>;
  /** Attributes but `id` and `bucket`; undefined where the answer is that there is none. */
  values(output: Output, place: Place): LiveValues | undefined;
  /** Whether this is what S3 gives a bucket of which nobody has said anything. */
  isDefault?(output: Output): boolean;
}

export interface BucketSetting<Output = unknown> {
  readonly type: string;
  readonly permission: string;
  readonly notFilled: Readonly<Record<string, string>>;
  /** Throws BucketGone where the bucket is there no more. */
  ask(client: S3Client, place: Place): Promise<Read<Output>>;
  /** The record of the setting; none where there is none, one that is unread as a whole where the call failed. */
  records(place: Place, answer: Read<Output>): readonly LiveRecord[];
}

/** What the provider sends along with each call, and no API keeps. */
export const EXPECTED_OWNER = { expected_bucket_owner: 'an argument of the calls, which S3 does not keep' };

/** A setting of which the API has one answer per bucket. */
export function bucketSetting<Output>(spec: SettingSpec<Output>): BucketSetting<Output> {
  const { type, permission, absent, notFilled = {} } = spec;
  return {
    type,
    permission,
    notFilled,
    ask: (client, { bucket }) => read(orGone(spec.ask(client, bucket)), ...absent),
    records(place, answer) {
      const { bucket, region } = place;
      const key = { id: bucket, bucket };
      if (answer.failure !== undefined) return [unreadSetting(type, bucket, region, answer.failure)];
      const values = answer.value === undefined ? undefined : spec.values(answer.value, place);
      if (answer.value === undefined || values === undefined) return [];
      const origin = spec.isDefault?.(answer.value) === true ? ('default' as const) : undefined;
      return [{ type, region, values: { ...key, ...values }, origin }];
    },
  };
}

/** A setting of which not even its existence is known. `region` is that of the bucket, where it is known. */
export function unreadSetting(
  type: string,
  bucket: string,
  region: string | undefined,
  failure: Failure,
): LiveRecord {
  return { type, region, values: { id: bucket, bucket }, unread: [{ attributes: '*', failure }] };
}
