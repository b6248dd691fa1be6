import { describe, expect, it } from 'vitest';
import { passwordPolicy } from '../../../../../src/collect/aws/iam/password-policy.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

describe('passwordPolicy', () => {
  it('is one record', async () => {
    const run = fakeRun({
      GetAccountPasswordPolicy: {
        PasswordPolicy: {
          MinimumPasswordLength: 14,
          RequireSymbols: true,
          RequireNumbers: false,
          RequireUppercaseCharacters: true,
          RequireLowercaseCharacters: false,
          AllowUsersToChangePassword: true,
          ExpirePasswords: true,
          MaxPasswordAge: 90,
          PasswordReusePrevention: 24,
          HardExpiry: false,
        },
      },
    });
    expect(await collectedBy(passwordPolicy, run)).toEqual({
      records: [
        {
          type: 'aws_iam_account_password_policy',
          values: {
            id: 'iam-account-password-policy',
            allow_users_to_change_password: true,
            expire_passwords: true,
            hard_expiry: false,
            max_password_age: 90,
            minimum_password_length: 14,
            password_reuse_prevention: 24,
            require_lowercase_characters: false,
            require_numbers: false,
            require_symbols: true,
            require_uppercase_characters: true,
          },
        },
      ],
    });
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('%s: there is none', async (code) => {
    const run = fakeRun({
      GetAccountPasswordPolicy: failing('iam:GetAccountPasswordPolicy', code, 'failed'),
    });
    expect(await collectedBy(passwordPolicy, run)).toEqual({ records: [] });
  });

  it('denied is a gap', async () => {
    const run = fakeRun({
      GetAccountPasswordPolicy: failing('iam:GetAccountPasswordPolicy', 'AccessDenied'),
    });
    expect(await collectedBy(passwordPolicy, run)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'iam:GetAccountPasswordPolicy', message: 'AccessDenied' },
    });
  });
});
