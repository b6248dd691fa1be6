import { describe, expect, it } from 'vitest';
import { objectLock } from '../../../../../../src/collect/aws/s3/settings/object-lock.ts';
import { recordOf } from './record-of.ts';

describe('object lock', () => {
  it('with a rule', () => {
    const configuration = {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 2 } },
    };
    expect(recordOf(objectLock, { ObjectLockConfiguration: configuration })).toEqual({
      values: {
        object_lock_enabled: 'Enabled',
        rule: [{ default_retention: [{ mode: 'COMPLIANCE', years: 2 }] }],
      },
    });
  });

  it('without one it is what a bucket made for it has', () => {
    expect(recordOf(objectLock, { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } })).toEqual({
      values: { object_lock_enabled: 'Enabled' },
      origin: 'default',
    });
  });

  it('an empty answer is none', () => {
    expect(recordOf(objectLock, {})).toBeUndefined();
    expect(recordOf(objectLock, { ObjectLockConfiguration: {} })).toBeUndefined();
  });
});
