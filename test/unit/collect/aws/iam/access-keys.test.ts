import { expect, it } from 'vitest';
import { accessKeys } from '../../../../../src/collect/aws/iam/access-keys.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

it('keys of each user; where they are denied, one record stands for what there may be', async () => {
  const run = fakeRun({
    ListUsers: {
      Users: [{ UserName: 'a' }, { UserName: 'none' }, { UserName: 'gone' }, { UserName: 'hidden' }],
    },
    ListAccessKeys: ({ UserName, Marker }: { UserName: string; Marker?: string }) => {
      if (UserName === 'gone') return failing('iam:ListAccessKeys', 'NoSuchEntity', 'failed')();
      if (UserName === 'hidden') return failing('iam:ListAccessKeys', 'AccessDenied')();
      if (UserName === 'none') return { AccessKeyMetadata: [] };
      const CreateDate = new Date('2026-01-02T03:04:05Z');
      return Marker === undefined
        ? {
            AccessKeyMetadata: [{ UserName, AccessKeyId: 'AKIA1', Status: 'Active', CreateDate }],
            IsTruncated: true,
            Marker: 'm',
          }
        : { AccessKeyMetadata: [{ UserName, AccessKeyId: 'AKIA2', Status: 'Inactive', CreateDate }] };
    },
  });
  const type = 'aws_iam_access_key';
  const create_date = '2026-01-02T03:04:05Z';
  expect(await collectedBy(accessKeys, run)).toEqual({
    records: [
      { type, values: { id: 'AKIA1', user: 'a', status: 'Active', create_date } },
      { type, values: { id: 'AKIA2', user: 'a', status: 'Inactive', create_date } },
      {
        type,
        values: { user: 'hidden' },
        unread: [
          {
            attributes: '*',
            failure: { reason: 'denied', api: 'iam:ListAccessKeys', message: 'AccessDenied' },
          },
        ],
      },
    ],
  });
});

it('users that cannot be listed are a gap', async () => {
  const run = fakeRun({ ListUsers: failing('iam:ListUsers', 'AccessDenied') });
  expect(await collectedBy(accessKeys, run)).toEqual({
    records: [],
    failure: { reason: 'denied', api: 'iam:ListUsers', message: 'AccessDenied' },
  });
});
