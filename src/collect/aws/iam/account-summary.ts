/** What IAM counts of the account: whether the root user has access keys and a second factor, among others. */
import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import type { LiveRecord } from '../../collector.ts';
import type { AwsCollector } from '../run.ts';

/** API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const accountSummary: AwsCollector = {
  id: 'aws/iam/account-summary',
  per: 'account',
  types: ['driftlock_aws_iam_account_summary'],
  permissions: ['iam:GetAccountSummary'],
  notFilled: {},
  async *collect(run) {
    const { SummaryMap } = await run.client(IAMClient).send(new GetAccountSummaryCommand({}));
    if (SummaryMap !== undefined) yield summaryRecord(SummaryMap);
  },
};

/** `AccountMFAEnabled` → `account_mfa_enabled`; numbers as IAM gives them, also those that are 0 or 1. */
export function summaryRecord(summary: Readonly<Record<string, number | undefined>>): LiveRecord {
  const values = Object.fromEntries(
    Object.entries(summary).map(([name, value]) => [snakeCase(name), value] as const),
  );
  return { type: 'driftlock_aws_iam_account_summary', values };
}

function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
