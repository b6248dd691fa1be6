import { expect, it } from 'vitest';
import { all } from '../../../../../src/collect/all.ts';
import { accountPublicAccessBlock } from '../../../../../src/collect/aws/s3/account-public-access-block.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const KEY = { id: '111122223333', account_id: '111122223333' };
const TYPE = 'aws_s3_account_public_access_block';

it("the account's block, asked for by account", async () => {
  const run = fakeRun({
    GetPublicAccessBlock: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
  });
  expect(await all(accountPublicAccessBlock.collect(run))).toEqual([
    {
      type: TYPE,
      values: {
        ...KEY,
        block_public_acls: true,
        ignore_public_acls: false,
        block_public_policy: false,
        restrict_public_buckets: false,
      },
    },
  ]);
  expect(run.calls).toEqual([['GetPublicAccessBlock', { AccountId: '111122223333' }]]);
});

it('no block is no record', async () => {
  const none = failing('s3:GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', 'failed');
  expect(await all(accountPublicAccessBlock.collect(fakeRun({ GetPublicAccessBlock: none })))).toEqual([]);
});

it('a denied call is an unread record, never no block', async () => {
  const denied = failing('s3:GetPublicAccessBlock', 'AccessDenied');
  expect(await all(accountPublicAccessBlock.collect(fakeRun({ GetPublicAccessBlock: denied })))).toEqual([
    {
      type: TYPE,
      values: KEY,
      unread: [
        {
          attributes: '*',
          failure: { reason: 'denied', api: 's3:GetPublicAccessBlock', message: 'AccessDenied' },
        },
      ],
    },
  ]);
});
