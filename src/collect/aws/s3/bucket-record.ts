/** The record of a bucket itself: what is not a setting with a type of its own. */
import {
  GetBucketTaggingCommand,
  type GetObjectLockConfigurationCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Failure, LiveRecord } from '../../collector.ts';
import { type Read, read, unreadOf } from '../../read.ts';
import { tagsFrom } from '../tags-from.ts';
import { orGone } from './bucket-gone.ts';
import type { Place } from './bucket-setting.ts';
import { bucketDomain, regionalDomain } from './domains.ts';
import { HOSTED_ZONES } from './hosted-zones.ts';

export const BUCKET = 'aws_s3_bucket';

const SETTING = 'has a type of its own';

/** Settings that the schema of `aws_s3_bucket` repeats are in their own records (see `resource/carriers`). */
export const BUCKET_NOT_FILLED = {
  bucket_prefix: 'an argument of the creation, of which S3 keeps the name that it led to',
  force_destroy: 'an argument of the deletion',
  website_domain: `${SETTING}: aws_s3_bucket_website_configuration`,
  website_endpoint: `${SETTING}: aws_s3_bucket_website_configuration`,
};

/** `lock` is the answer for the bucket's object lock, which is asked for once only. Throws BucketGone. */
export async function bucketRecord(
  client: S3Client,
  place: Place,
  lock: Promise<Read<GetObjectLockConfigurationCommandOutput>>,
): Promise<LiveRecord> {
  const Bucket = place.bucket;
  const [tags, locked] = await Promise.all([
    read(orGone(client.send(new GetBucketTaggingCommand({ Bucket }))), 'NoSuchTagSet'),
    lock,
  ]);
  return {
    type: BUCKET,
    region: place.region,
    values: {
      ...bucketValues(place),
      object_lock_enabled:
        locked.failure === undefined
          ? locked.value?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled'
          : undefined,
      ...(tags.failure === undefined && tagsFrom(tags.value?.TagSet ?? [])),
    },
    unread: unreadOf([tags, ['tags', 'tags_all']], [locked, ['object_lock_enabled']]),
  };
}

/** A bucket that cannot be asked, since its region is not known. */
export function unplacedBucket({ bucket, partition }: Omit<Place, 'region'>, failure: Failure): LiveRecord {
  const attributes = [
    'region',
    'bucket_regional_domain_name',
    'hosted_zone_id',
    'object_lock_enabled',
    'tags',
    'tags_all',
  ];
  return { type: BUCKET, values: namedValues(bucket, partition), unread: [{ attributes, failure }] };
}

function namedValues(bucket: string, partition: string) {
  return {
    id: bucket,
    bucket,
    arn: `arn:${partition}:s3:::${bucket}`,
    bucket_domain_name: bucketDomain(bucket, partition),
  };
}

function bucketValues(place: Place) {
  const { bucket, region, partition } = place;
  return {
    ...namedValues(bucket, partition),
    region,
    bucket_regional_domain_name: regionalDomain(place),
    hosted_zone_id: HOSTED_ZONES.get(region),
  };
}
