import { SummaryKeyType } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { accountSummary, summaryRecord } from '../../../../../src/collect/aws/iam/account-summary.ts';
import { typeSchema } from '../../../../../src/resource/type-schema.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TYPE = 'driftlock_aws_iam_account_summary';

describe('accountSummary', () => {
  it('is one record, zeros included', async () => {
    const SummaryMap = { AccountMFAEnabled: 0, MFADevicesInUse: 2, AccountAccessKeysPresent: 1, Users: 20 };
    expect(await collectedBy(accountSummary, fakeRun({ GetAccountSummary: { SummaryMap } }))).toEqual({
      records: [
        {
          type: TYPE,
          values: {
            account_mfa_enabled: 0,
            mfa_devices_in_use: 2,
            account_access_keys_present: 1,
            users: 20,
          },
        },
      ],
    });
  });

  it('every name that the API has is in the schema, and no other', () => {
    const given = Object.fromEntries(Object.keys(SummaryKeyType).map((name) => [name, 1]));
    const names = Object.keys(typeSchema('hashicorp/aws', TYPE)?.attributes ?? {});
    expect(Object.keys(summaryRecord(given).values).sort()).toEqual(names.sort());
  });

  it('denied is a gap', async () => {
    const run = fakeRun({ GetAccountSummary: failing('iam:GetAccountSummary', 'AccessDenied') });
    expect(await collectedBy(accountSummary, run)).toEqual({
      records: [],
      failure: { reason: 'denied', api: 'iam:GetAccountSummary', message: 'AccessDenied' },
    });
  });
});
