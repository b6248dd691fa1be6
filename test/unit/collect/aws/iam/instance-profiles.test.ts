import { describe, expect, it } from 'vitest';
import { instanceProfiles } from '../../../../../src/collect/aws/iam/instance-profiles.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:iam::111122223333:instance-profile/machines/p';
const PROFILE = {
  Path: '/machines/',
  InstanceProfileName: 'p',
  InstanceProfileId: 'AIPA1',
  Arn: ARN,
  CreateDate: new Date('2026-01-02T03:04:05Z'),
  Roles: [{ RoleName: 'app' }],
};
const VALUES = {
  id: 'p',
  name: 'p',
  arn: ARN,
  path: '/machines/',
  unique_id: 'AIPA1',
  create_date: '2026-01-02T03:04:05Z',
  role: 'app',
};

function run(profiles: readonly object[], GetInstanceProfile: unknown) {
  return fakeRun({ ListInstanceProfiles: { InstanceProfiles: profiles }, GetInstanceProfile });
}

describe('instanceProfiles', () => {
  it('adds the tags, which the listing lacks', async () => {
    const fake = run([PROFILE], { InstanceProfile: { ...PROFILE, Tags: [{ Key: 'a', Value: 'b' }] } });
    expect((await collectedBy(instanceProfiles, fake)).records).toEqual([
      {
        type: 'aws_iam_instance_profile',
        values: { ...VALUES, tags: { a: 'b' }, tags_all: { a: 'b' } },
        unread: [],
      },
    ]);
    expect(fake.calls).toEqual([
      ['ListInstanceProfiles', { MaxItems: 1000 }],
      ['GetInstanceProfile', { InstanceProfileName: 'p' }],
    ]);
  });

  it('a profile may hold no role', async () => {
    const { role: _, ...values } = VALUES;
    const bare = { ...PROFILE, Roles: [] };
    const { records } = await collectedBy(instanceProfiles, run([bare], { InstanceProfile: bare }));
    expect(records).toEqual([{ type: 'aws_iam_instance_profile', values, unread: [] }]);
  });

  it('a denied second call leaves the tags unread', async () => {
    const denied = failing('iam:GetInstanceProfile', 'AccessDenied');
    const failure = { reason: 'denied', api: 'iam:GetInstanceProfile', message: 'AccessDenied' };
    expect((await collectedBy(instanceProfiles, run([PROFILE], denied))).records).toEqual([
      {
        type: 'aws_iam_instance_profile',
        values: VALUES,
        unread: [{ attributes: ['tags', 'tags_all'], failure }],
      },
    ]);
  });

  it('leaves out a profile that is gone', async () => {
    const gone = failing('iam:GetInstanceProfile', 'NoSuchEntity', 'failed');
    expect(await collectedBy(instanceProfiles, run([PROFILE], gone))).toEqual({ records: [] });
  });
});
