/** IAM's credential report: for each user and the root user, which credentials there are and when they were used. */
import { GenerateCredentialReportCommand, GetCredentialReportCommand, IAMClient } from '@aws-sdk/client-iam';
import { CallError } from '../../call-error.ts';
import type { LiveRecord, LiveValue, Unread } from '../../collector.ts';
import { type Read, read } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { timeText } from '../time-text.ts';
import { credentialReportRows, type ReportRow } from './credential-report-rows.ts';

const GENERATE = 'iam:GenerateCredentialReport';
const GET = 'iam:GetCredentialReport';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** Seconds for a few users; an account of thousands takes longer. */
const LONGEST_MS = 120_000;

/** API: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
export const credentialReport: AwsCollector = {
  id: 'aws/iam/credential-report',
  per: 'account',
  types: ['driftlock_aws_iam_credential_report_entry'],
  permissions: [GENERATE, GET],
  notFilled: {},
  async *collect(run) {
    const generated = await read(reportGenerated(run));
    const report = await read(run.client(IAMClient).send(new GetCredentialReportCommand({})));
    // A report of the last four hours is there even for those who may not have one made.
    if (report.failure !== undefined) throw callErrorOf(generated.failure ?? report.failure);
    const found = credentialReportRows(Buffer.from(report.value?.Content ?? []).toString('utf8'));
    if (found === undefined) throw failed('the answer is not a credential report');
    for (const row of found.rows) yield entryRecord(row);
    if (found.unreadable.length > 0)
      throw failed(`lines of the report that cannot be read: ${found.unreadable.slice(0, 10).join(', ')}`);
  },
};

/** Asks for a report until it is made. Throws CallError where it is not in time. */
async function reportGenerated(run: AwsRun): Promise<void> {
  let waited = 0;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const { State } = await run.client(IAMClient).send(new GenerateCredentialReportCommand({}));
    if (State === 'COMPLETE') return;
    if (waited >= LONGEST_MS) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
    waited += wait;
  }
  const message = `the report is not ready after ${LONGEST_MS / 1000} seconds`;
  throw callErrorOf({ reason: 'failed', api: GENERATE, message });
}

function failed(message: string): CallError {
  return callErrorOf({ reason: 'failed', api: GET, message });
}

function callErrorOf(failure: NonNullable<Read<never>['failure']>): CallError {
  return new CallError(failure, 'CredentialReport', undefined);
}

const FLAG = /_(enabled|active)$/;
const TIME = /_(time|date|used|changed|rotated|rotation)$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Of what the user has none, of what the report does not know, and of what was not used since it is noted (2014). */
const NONE: ReadonlySet<string> = new Set(['', 'N/A', 'not_supported', 'no_information']);

/** Columns that AWS adds are taken as text; a value that is not of its column's kind is unread. */
export function entryRecord(row: ReportRow): LiveRecord {
  const values: Record<string, LiveValue> = {};
  const unread: Unread[] = [];
  for (const [column, text] of Object.entries(row)) {
    if (NONE.has(text)) continue;
    const value = cellValue(column, text);
    if (value !== undefined) values[column] = value;
    else {
      const message = `${column} holds ${JSON.stringify(text.slice(0, 40))}`;
      unread.push({ attributes: [column], failure: { reason: 'failed', api: GET, message } });
    }
  }
  return { type: 'driftlock_aws_iam_credential_report_entry', values, unread };
}

function cellValue(column: string, text: string): string | boolean | undefined {
  if (FLAG.test(column)) return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
  if (!TIME.test(column)) return text;
  return ISO_TIME.test(text) ? timeText(new Date(text)) : undefined;
}
