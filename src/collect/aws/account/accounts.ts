/** The account itself, as the one record that policies on what an account lacks report on. */
import type { AwsCollector } from '../run.ts';

export const accounts: AwsCollector = {
  id: 'aws/account/accounts',
  per: 'account',
  types: ['driftlock_aws_account'],
  permissions: [],
  notFilled: {},
  async *collect({ account }) {
    yield { type: 'driftlock_aws_account', region: 'global', values: { id: account, account_id: account } };
  },
};
