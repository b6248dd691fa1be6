/** Where a bucket's objects are copied to. */
import {
  type Destination,
  GetBucketReplicationCommand,
  type ReplicationRule,
  type ReplicationRuleFilter,
  type ReplicationTimeValue,
} from '@aws-sdk/client-s3';
import type { LiveValues } from '../../../collector.ts';
import { block } from '../block.ts';
import { bucketSetting } from '../bucket-setting.ts';
import { tagMap } from '../tag-map.ts';

export const replication = bucketSetting({
  type: 'aws_s3_bucket_replication_configuration',
  permission: 's3:GetReplicationConfiguration',
  absent: ['ReplicationConfigurationNotFoundError'],
  notFilled: { token: 'an argument of the change, to start on buckets with Object Lock' },
  ask: (client, Bucket) => client.send(new GetBucketReplicationCommand({ Bucket })),
  values: ({ ReplicationConfiguration: configuration }) =>
    configuration === undefined
      ? undefined
      : { role: configuration.Role, rule: configuration.Rules?.map(ruleValues) },
});

function ruleValues(rule: ReplicationRule): LiveValues {
  return {
    id: rule.ID,
    priority: rule.Priority,
    prefix: rule.Prefix,
    status: rule.Status,
    delete_marker_replication: block(rule.DeleteMarkerReplication, statusOf),
    existing_object_replication: block(rule.ExistingObjectReplication, statusOf),
    destination: block(rule.Destination, destinationValues),
    filter: block(rule.Filter, filterValues),
    source_selection_criteria: block(
      rule.SourceSelectionCriteria,
      ({ ReplicaModifications, SseKmsEncryptedObjects }) => ({
        replica_modifications: block(ReplicaModifications, statusOf),
        sse_kms_encrypted_objects: block(SseKmsEncryptedObjects, statusOf),
      }),
    ),
  };
}

function destinationValues(destination: Destination): LiveValues {
  return {
    account: destination.Account,
    bucket: destination.Bucket,
    storage_class: destination.StorageClass,
    access_control_translation: block(destination.AccessControlTranslation, ({ Owner }) => ({
      owner: Owner,
    })),
    encryption_configuration: block(destination.EncryptionConfiguration, ({ ReplicaKmsKeyID }) => ({
      replica_kms_key_id: ReplicaKmsKeyID,
    })),
    metrics: block(destination.Metrics, ({ Status, EventThreshold }) => ({
      status: Status,
      event_threshold: block(EventThreshold, minutesOf),
    })),
    replication_time: block(destination.ReplicationTime, ({ Status, Time }) => ({
      status: Status,
      time: block(Time, minutesOf),
    })),
  };
}

function filterValues({ Prefix, Tag, And }: ReplicationRuleFilter): LiveValues {
  return {
    prefix: Prefix,
    tag: block(Tag, ({ Key, Value }) => ({ key: Key, value: Value })),
    and: block(And, (both) => ({ prefix: both.Prefix, tags: tagMap(both.Tags) })),
  };
}

function statusOf({ Status }: { readonly Status?: string | undefined }): LiveValues {
  return { status: Status };
}

function minutesOf({ Minutes }: ReplicationTimeValue): LiveValues {
  return { minutes: Minutes };
}
