import { describe, expect, it } from 'vitest';
import { lifecycle } from '../../../../../../src/collect/aws/s3/settings/lifecycle.ts';
import { recordOf } from './record-of.ts';

function ruleOf(rule: object) {
  return recordOf(lifecycle, { Rules: [rule] })?.values.rule;
}

describe('lifecycle', () => {
  it('a rule with everything in it', () => {
    const rule = {
      ID: 'all',
      Status: 'Enabled',
      Filter: {
        And: {
          Prefix: 'a/',
          Tags: [
            { Key: 'one', Value: '1' },
            { Key: 'aws:two', Value: '2' },
          ],
          ObjectSizeGreaterThan: 1,
          ObjectSizeLessThan: 5_000_000_000_000,
        },
      },
      Expiration: { Date: new Date(Date.UTC(2031, 2, 4)) },
      Transitions: [
        { Days: 30, StorageClass: 'STANDARD_IA' },
        { Date: new Date(Date.UTC(2030, 0, 1)), StorageClass: 'GLACIER' },
      ],
      NoncurrentVersionExpiration: { NoncurrentDays: 9, NewerNoncurrentVersions: 2 },
      NoncurrentVersionTransitions: [
        { NoncurrentDays: 3, NewerNoncurrentVersions: 1, StorageClass: 'GLACIER' },
      ],
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    };
    expect(
      recordOf(lifecycle, { Rules: [rule], TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' }),
    ).toEqual({
      values: {
        rule: [
          {
            id: 'all',
            status: 'Enabled',
            filter: [
              {
                and: [
                  {
                    prefix: 'a/',
                    tags: { one: '1' },
                    object_size_greater_than: 1,
                    object_size_less_than: 5_000_000_000_000,
                  },
                ],
              },
            ],
            expiration: [{ date: '2031-03-04T00:00:00Z' }],
            transition: [
              { days: 30, storage_class: 'STANDARD_IA' },
              { date: '2030-01-01T00:00:00Z', storage_class: 'GLACIER' },
            ],
            noncurrent_version_expiration: [{ noncurrent_days: 9, newer_noncurrent_versions: 2 }],
            noncurrent_version_transition: [
              { noncurrent_days: 3, newer_noncurrent_versions: 1, storage_class: 'GLACIER' },
            ],
            abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
          },
        ],
        transition_default_minimum_object_size: 'varies_by_storage_class',
      },
    });
  });

  it.each([
    ['a tag', { Tag: { Key: 'k', Value: '' } }, [{ tag: [{ key: 'k', value: '' }] }]],
    ['an empty prefix', { Prefix: '' }, [{ prefix: '' }]],
    ['a size', { ObjectSizeLessThan: 1 }, [{ object_size_less_than: 1 }]],
    ['nothing, which the provider leaves out', {}, undefined],
  ])('a filter by %s', (_, Filter, filter) => {
    expect(ruleOf({ ID: 'r', Status: 'Disabled', Filter })).toEqual([
      { id: 'r', status: 'Disabled', filter },
    ]);
  });

  it('a prefix of the older form, and markers', () => {
    const rule = {
      ID: 'old',
      Prefix: 'old/',
      Status: 'Enabled',
      Expiration: { ExpiredObjectDeleteMarker: true },
    };
    expect(ruleOf(rule)).toEqual([
      { id: 'old', prefix: 'old/', status: 'Enabled', expiration: [{ expired_object_delete_marker: true }] },
    ]);
  });

  it('no rule is none', () => {
    expect(
      recordOf(lifecycle, { TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' }),
    ).toBeUndefined();
  });
});
