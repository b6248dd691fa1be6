import { describe, expect, it } from 'vitest';
import { replication } from '../../../../../../src/collect/aws/s3/settings/replication.ts';
import { recordOf } from './record-of.ts';

function ruleOf(rule: object) {
  return recordOf(replication, { ReplicationConfiguration: { Role: 'r', Rules: [rule] } })?.values.rule;
}

describe('replication', () => {
  it('a rule with everything in it', () => {
    const rule = {
      ID: 'all',
      Priority: 2,
      Status: 'Enabled',
      DeleteMarkerReplication: { Status: 'Disabled' },
      ExistingObjectReplication: { Status: 'Enabled' },
      Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
      SourceSelectionCriteria: {
        ReplicaModifications: { Status: 'Enabled' },
        SseKmsEncryptedObjects: { Status: 'Disabled' },
      },
      Destination: {
        Account: '444455556666',
        Bucket: 'arn:aws:s3:::there',
        StorageClass: 'GLACIER',
        AccessControlTranslation: { Owner: 'Destination' },
        EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:::key/1' },
        Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
      },
    };
    expect(recordOf(replication, { ReplicationConfiguration: { Role: 'arn:role', Rules: [rule] } })).toEqual({
      values: {
        role: 'arn:role',
        rule: [
          {
            id: 'all',
            priority: 2,
            status: 'Enabled',
            delete_marker_replication: [{ status: 'Disabled' }],
            existing_object_replication: [{ status: 'Enabled' }],
            filter: [{ and: [{ prefix: 'a/', tags: { k: 'v' } }] }],
            source_selection_criteria: [
              {
                replica_modifications: [{ status: 'Enabled' }],
                sse_kms_encrypted_objects: [{ status: 'Disabled' }],
              },
            ],
            destination: [
              {
                account: '444455556666',
                bucket: 'arn:aws:s3:::there',
                storage_class: 'GLACIER',
                access_control_translation: [{ owner: 'Destination' }],
                encryption_configuration: [{ replica_kms_key_id: 'arn:aws:kms:::key/1' }],
                metrics: [{ status: 'Enabled', event_threshold: [{ minutes: 15 }] }],
                replication_time: [{ status: 'Enabled', time: [{ minutes: 15 }] }],
              },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['everything', {}, [{}]],
    ['a prefix', { Prefix: 'p' }, [{ prefix: 'p' }]],
    ['a tag', { Tag: { Key: 'k', Value: 'v' } }, [{ tag: [{ key: 'k', value: 'v' }] }]],
    ['an older form', undefined, undefined],
  ])('a filter by %s', (_, Filter, filter) => {
    expect(ruleOf({ Status: 'Enabled', Prefix: 'old', Filter })).toEqual([
      { status: 'Enabled', prefix: 'old', filter },
    ]);
  });

  it('an empty answer is none', () => {
    expect(recordOf(replication, {})).toBeUndefined();
  });
});
