/** The account's password policy, where one is set. */
import { GetAccountPasswordPolicyCommand, IAMClient, type PasswordPolicy } from '@aws-sdk/client-iam';
import { CallError } from '../../call-error.ts';
import type { LiveRecord } from '../../collector.ts';
import type { AwsCollector } from '../run.ts';
import { GONE } from './gone.ts';

/** API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html */
export const passwordPolicy: AwsCollector = {
  id: 'aws/iam/password-policy',
  per: 'account',
  types: ['aws_iam_account_password_policy'],
  permissions: ['iam:GetAccountPasswordPolicy'],
  notFilled: {},
  async *collect(run) {
    try {
      const answer = await run.client(IAMClient).send(new GetAccountPasswordPolicyCommand({}));
      if (answer.PasswordPolicy !== undefined) yield passwordPolicyRecord(answer.PasswordPolicy);
    } catch (error) {
      if (!(error instanceof CallError) || !GONE.some((code) => code === error.code)) throw error;
    }
  },
};

export function passwordPolicyRecord(policy: PasswordPolicy): LiveRecord {
  return {
    type: 'aws_iam_account_password_policy',
    values: {
      id: 'iam-account-password-policy',
      allow_users_to_change_password: policy.AllowUsersToChangePassword,
      expire_passwords: policy.ExpirePasswords,
      hard_expiry: policy.HardExpiry,
      max_password_age: policy.MaxPasswordAge,
      minimum_password_length: policy.MinimumPasswordLength,
      password_reuse_prevention: policy.PasswordReusePrevention,
      require_lowercase_characters: policy.RequireLowercaseCharacters,
      require_numbers: policy.RequireNumbers,
      require_symbols: policy.RequireSymbols,
      require_uppercase_characters: policy.RequireUppercaseCharacters,
    },
  };
}
