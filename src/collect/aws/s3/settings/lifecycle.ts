/** When a bucket's objects move and go. */
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  type LifecycleRuleFilter,
  type NoncurrentVersionTransition,
  type Transition,
} from '@aws-sdk/client-s3';
import type { LiveValues } from '../../../collector.ts';
import { block } from '../block.ts';
import { bucketSetting, EXPECTED_OWNER } from '../bucket-setting.ts';
import { tagMap } from '../tag-map.ts';

export const lifecycle = bucketSetting({
  type: 'aws_s3_bucket_lifecycle_configuration',
  permission: 's3:GetLifecycleConfiguration',
  absent: ['NoSuchLifecycleConfiguration'],
  notFilled: EXPECTED_OWNER,
  ask: (client, Bucket) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  values: ({ Rules = [], TransitionDefaultMinimumObjectSize }) =>
    Rules.length === 0
      ? undefined
      : {
          rule: Rules.map(ruleValues),
          transition_default_minimum_object_size: TransitionDefaultMinimumObjectSize,
        },
});

function ruleValues(rule: LifecycleRule): LiveValues {
  return {
    id: rule.ID,
    status: rule.Status,
    prefix: rule.Prefix,
    filter: filterBlock(rule.Filter),
    expiration: block(rule.Expiration, ({ Date: date, Days, ExpiredObjectDeleteMarker }) => ({
      date: timeOf(date),
      days: Days,
      expired_object_delete_marker: ExpiredObjectDeleteMarker,
    })),
    transition: rule.Transitions?.map(transitionValues),
    noncurrent_version_expiration: block(
      rule.NoncurrentVersionExpiration,
      ({ NoncurrentDays, NewerNoncurrentVersions }) => ({
        noncurrent_days: NoncurrentDays,
        newer_noncurrent_versions: NewerNoncurrentVersions,
      }),
    ),
    noncurrent_version_transition: rule.NoncurrentVersionTransitions?.map(noncurrentTransitionValues),
    abort_incomplete_multipart_upload: block(
      rule.AbortIncompleteMultipartUpload,
      ({ DaysAfterInitiation }) => ({
        days_after_initiation: DaysAfterInitiation,
      }),
    ),
  };
}

/** The provider writes no block for a filter that has nothing in it. */
function filterBlock(filter: LifecycleRuleFilter | undefined) {
  if (filter === undefined || Object.values(filter).every((part) => part === undefined)) return undefined;
  const { Prefix, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan, And } = filter;
  return [
    {
      prefix: Prefix,
      object_size_greater_than: ObjectSizeGreaterThan,
      object_size_less_than: ObjectSizeLessThan,
      tag: block(Tag, ({ Key, Value }) => ({ key: Key, value: Value })),
      and: block(And, (both) => ({
        prefix: both.Prefix,
        tags: tagMap(both.Tags),
        object_size_greater_than: both.ObjectSizeGreaterThan,
        object_size_less_than: both.ObjectSizeLessThan,
      })),
    },
  ];
}

function transitionValues({ Date: date, Days, StorageClass }: Transition): LiveValues {
  return { date: timeOf(date), days: Days, storage_class: StorageClass };
}

function noncurrentTransitionValues(transition: NoncurrentVersionTransition): LiveValues {
  return {
    noncurrent_days: transition.NoncurrentDays,
    newer_noncurrent_versions: transition.NewerNoncurrentVersions,
    storage_class: transition.StorageClass,
  };
}

/** RFC 3339 to the second: S3 takes midnights only. */
function timeOf(date: Date | undefined): string | undefined {
  return date?.toISOString().replace(/\.\d+Z$/, 'Z');
}
