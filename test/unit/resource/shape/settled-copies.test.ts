/** What the provider computes from another attribute says nothing of its own where a plan sets that one. */
import { describe, expect, it } from 'vitest';
import type { RawResource } from '../../../../src/resource/raw-resource.ts';
import { created, shaped, state, unknowns } from '../raw.ts';

const everyone = { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' };
const grants = [{ grant: [{ permission: 'READ', grantee: [everyone] }] }];
const written = { expressions: { bucket: {}, acl: {} } };
const before = { bucket: 'b', acl: 'public-read', access_control_policy: grants };

function updated(acl: string | null, more: Partial<RawResource> = {}): RawResource {
  return state(
    'aws_s3_bucket_acl',
    { ...before, acl },
    { ...written, observed: { from: 'plan' }, unknown: {}, change: { actions: ['update'], before }, ...more },
  );
}

function told(raw: RawResource) {
  const [record] = shaped(raw);
  const places = unknowns(record).filter((place) => /acl|access_control/.test(place));
  return [record?.values.acl, record?.values.access_control_policy, places];
}

describe('the grants of a canned ACL', () => {
  it('are not those before where the ACL turns', () => {
    expect(told(updated('private'))).toEqual(['private', undefined, []]);
  });

  it('are as unknown as the ACL', () => {
    expect(told(updated(null, { unknown: { acl: true } }))).toEqual([
      undefined,
      undefined,
      ['values.acl after-apply', 'values.access_control_policy after-apply'],
    ]);
  });

  it('are what the ACL of a new bucket says', () => {
    const unknown = { access_control_policy: true };
    const values = { bucket: 'b', acl: 'private' };
    expect(told(created('aws_s3_bucket_acl', values, { ...written, unknown }))).toEqual([
      'private',
      undefined,
      [],
    ]);
  });

  it('stay where the plan leaves the ACL alone, where they are written, and in a state', () => {
    const kept = ['public-read', grants, []];
    const noop = { change: { actions: ['no-op'], before } };
    expect(told(updated('public-read'))).toEqual(kept);
    expect(told(updated('public-read', noop))).toEqual(kept);
    expect(told(state('aws_s3_bucket_acl', before))).toEqual(kept);
    const { expressions: _, ...untold } = updated('private');
    expect(told(untold)[1]).toEqual(grants);
    const own = { expressions: { ...written.expressions, access_control_policy: [{}] } };
    expect(told(updated('private', own))[1]).toEqual(grants);
  });

  it('stand inside of a bucket as well', () => {
    const was = { bucket: 'b', acl: 'public-read', grant: [{ ...everyone, permissions: ['READ'] }] };
    const bucket = state(
      'aws_s3_bucket',
      { ...was, acl: 'private' },
      {
        ...written,
        observed: { from: 'plan' },
        unknown: {},
        change: { actions: ['update'], before: was },
      },
    );
    const acl = shaped(bucket).find(({ type }) => type === 'aws_s3_bucket_acl');
    expect([acl?.values.acl, acl?.values.access_control_policy]).toEqual(['private', undefined]);
  });
});
