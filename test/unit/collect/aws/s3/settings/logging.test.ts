import { describe, expect, it } from 'vitest';
import { logging } from '../../../../../../src/collect/aws/s3/settings/logging.ts';
import { recordOf } from './record-of.ts';

describe('logging', () => {
  it('with grants and a format of keys', () => {
    const target = {
      TargetBucket: 'logs',
      TargetPrefix: '',
      TargetGrants: [{ Permission: 'READ', Grantee: { Type: 'Group', URI: 'urn:x' } }],
      TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } },
    };
    expect(recordOf(logging, { LoggingEnabled: target })).toEqual({
      values: {
        target_bucket: 'logs',
        target_prefix: '',
        target_grant: [{ permission: 'READ', grantee: [{ type: 'Group', uri: 'urn:x' }] }],
        target_object_key_format: [{ partitioned_prefix: [{ partition_date_source: 'EventTime' }] }],
      },
    });
  });

  it('a simple prefix is a block with nothing in it', () => {
    const target = { TargetBucket: 'logs', TargetPrefix: 'a/', TargetObjectKeyFormat: { SimplePrefix: {} } };
    expect(recordOf(logging, { LoggingEnabled: target })).toEqual({
      values: {
        target_bucket: 'logs',
        target_prefix: 'a/',
        target_object_key_format: [{ simple_prefix: [{}] }],
      },
    });
  });

  it('is none where it is off', () => {
    expect(recordOf(logging, {})).toBeUndefined();
  });
});
