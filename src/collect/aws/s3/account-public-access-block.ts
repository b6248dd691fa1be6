/** The account's own block of public access, which stands above those of its buckets. */
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { read, unreadOf } from '../../read.ts';
import type { AwsCollector } from '../run.ts';
import { blockValues } from './public-access.ts';

const TYPE = 'aws_s3_account_public_access_block';

/** API: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html */
export const accountPublicAccessBlock: AwsCollector = {
  id: 'aws/s3/account-public-access-block',
  per: 'account',
  types: [TYPE],
  permissions: ['s3:GetAccountPublicAccessBlock'],
  notFilled: {},
  async *collect(run) {
    const AccountId = run.account;
    const answer = await read(
      run.client(S3ControlClient).send(new GetPublicAccessBlockCommand({ AccountId })),
      'NoSuchPublicAccessBlockConfiguration',
    );
    const key = { id: AccountId, account_id: AccountId };
    if (answer.failure !== undefined) yield { type: TYPE, values: key, unread: unreadOf([answer, '*']) };
    const block = answer.value?.PublicAccessBlockConfiguration;
    if (block !== undefined) yield { type: TYPE, values: { ...key, ...blockValues(block) } };
  },
};
