import { describe, expect, it } from 'vitest';
import { policies } from '../../../../../src/collect/aws/iam/policies.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const ARN = 'arn:aws:iam::111122223333:policy/limits/p';
const DETAIL = {
  PolicyName: 'p',
  PolicyId: 'ANPA1',
  Arn: ARN,
  Path: '/limits/',
  DefaultVersionId: 'v2',
  AttachmentCount: 3,
  IsAttachable: true,
  Description: 'what "nobody" may exceed',
  PolicyVersionList: [
    { VersionId: 'v1', IsDefaultVersion: false, Document: '%7B%22Version%22%3A%22old%22%7D' },
    { VersionId: 'v2', IsDefaultVersion: true, Document: '%7B%22Version%22%3A%22new%22%7D' },
  ],
};
const VALUES = {
  id: ARN,
  arn: ARN,
  name: 'p',
  path: '/limits/',
  policy_id: 'ANPA1',
  description: 'what "nobody" may exceed',
  attachment_count: 3,
  policy: '{"Version":"new"}',
};
const DENIED = { reason: 'denied', api: 'iam:GetPolicy', message: 'AccessDenied' };

function run(details: readonly object[], GetPolicy: unknown) {
  return fakeRun({ GetAccountAuthorizationDetails: { Policies: details }, GetPolicy });
}

describe('policies', () => {
  it('holds the default version, and the tags of a second call', async () => {
    const fake = run([DETAIL], { Policy: { Tags: [{ Key: 'a', Value: 'b' }] } });
    expect((await collectedBy(policies, fake)).records).toEqual([
      { type: 'aws_iam_policy', values: { ...VALUES, tags: { a: 'b' }, tags_all: { a: 'b' } }, unread: [] },
    ]);
    expect(fake.calls).toEqual([
      ['GetAccountAuthorizationDetails', { Filter: ['LocalManagedPolicy'], MaxItems: 1000 }],
      ['GetPolicy', { PolicyArn: ARN }],
    ]);
  });

  it('takes from the second call what the details lack', async () => {
    const { Description: _, PolicyName: __, PolicyId: ___, ...detail } = DETAIL;
    const policy = { PolicyName: 'p', PolicyId: 'ANPA1', Description: 'what "nobody" may exceed' };
    const { records } = await collectedBy(policies, run([detail], { Policy: policy }));
    expect(records).toEqual([{ type: 'aws_iam_policy', values: VALUES, unread: [] }]);
  });

  it('a denied second call leaves exactly unread what only it tells', async () => {
    const denied = failing('iam:GetPolicy', 'AccessDenied');
    const { Description: _, PolicyName: __, PolicyId: ___, ...detail } = DETAIL;
    const { description: _description, policy_id: _id, ...values } = VALUES;
    const { records } = await collectedBy(policies, run([DETAIL, detail], denied));
    expect(records).toEqual([
      {
        type: 'aws_iam_policy',
        values: VALUES,
        unread: [{ attributes: ['tags', 'tags_all'], failure: DENIED }],
      },
      {
        type: 'aws_iam_policy',
        values,
        unread: [{ attributes: ['tags', 'tags_all', 'description', 'policy_id'], failure: DENIED }],
      },
    ]);
  });

  it('a document that is not there is unread, never absent', async () => {
    const detail = { ...DETAIL, PolicyVersionList: DETAIL.PolicyVersionList.slice(0, 1) };
    const { records } = await collectedBy(policies, run([detail], { Policy: {} }));
    expect(records.map(({ values, unread }) => [values.policy, unread])).toEqual([
      [
        undefined,
        [
          {
            attributes: ['policy'],
            failure: {
              reason: 'failed',
              api: 'iam:GetAccountAuthorizationDetails',
              message: 'the answer lacks the default version of a policy',
            },
          },
        ],
      ],
    ]);
  });

  it('leaves out a policy that is gone', async () => {
    const gone = failing('iam:GetPolicy', 'NoSuchEntity', 'failed');
    expect(await collectedBy(policies, run([DETAIL], gone))).toEqual({ records: [] });
  });
});
