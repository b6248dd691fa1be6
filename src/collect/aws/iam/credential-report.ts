/** IAM's credential report: for each user and the root user, which credentials there are and when they were used. */
import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { CallError } from '../../call-error.ts';
import type { Failure, LiveRecord } from '../../collector.ts';
import { pages } from '../../pages.ts';
import { read } from '../../read.ts';
import type { AwsCollector, AwsRun } from '../run.ts';
import { PAGE } from './authorization-details.ts';
import { entryRecord, GET, missingEntry } from './credential-report-entry.ts';
import { credentialReportRows, type ReportRow } from './credential-report-rows.ts';
import { nextMarker } from './next-marker.ts';

const ROOT = '<root_account>';
const GENERATE = 'iam:GenerateCredentialReport';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** Seconds for a few users; an account of thousands takes longer. */
const LONGEST_MS = 120_000;

/** API: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
export const credentialReport: AwsCollector = {
  id: 'aws/iam/credential-report',
  per: 'account',
  types: ['driftlock_aws_iam_credential_report_entry'],
  permissions: [GENERATE, GET, 'iam:ListUsers'],
  notFilled: {},
  async *collect(run) {
    const generated = await read(reportGenerated(run));
    const report = await read(run.client(IAMClient).send(new GetCredentialReportCommand({})));
    // A report of the last four hours is there even for those who may not have one made.
    if (report.failure !== undefined) throw callErrorOf(generated.failure ?? report.failure);
    const found = credentialReportRows(Buffer.from(report.value?.Content ?? []).toString('utf8'));
    if (found === undefined) throw failed('the answer is not a credential report');
    const users = await read(usersOf(run));
    yield* entryRecords(found.rows, users.value);
    if (found.unreadable.length > 0)
      throw failed(`lines of the report that cannot be read: ${found.unreadable.slice(0, 10).join(', ')}`);
    if (users.failure !== undefined) throw callErrorOf(users.failure);
  },
};

/** The users that there are now, by name, with their ARNs. */
async function usersOf(run: AwsRun): Promise<ReadonlyMap<string, string | undefined>> {
  const listed = pages(
    'iam:ListUsers',
    (Marker) => run.client(IAMClient).send(new ListUsersCommand({ Marker, MaxItems: PAGE })),
    ({ Users }) => Users,
    nextMarker('iam:ListUsers'),
  );
  const users = new Map<string, string | undefined>();
  for await (const { UserName, Arn } of listed) if (UserName !== undefined) users.set(UserName, Arn);
  return users;
}

/**
 * The report may be four hours old: a user who is gone is left out, and of one who is not in it yet all is unread.
 * `users` is undefined where they cannot be listed.
 */
function* entryRecords(
  rows: readonly ReportRow[],
  users: ReadonlyMap<string, string | undefined> | undefined,
): Generator<LiveRecord> {
  const reported = new Set<string | undefined>();
  for (const row of rows) {
    reported.add(row.user);
    if (users === undefined || row.user === ROOT || users.has(row.user ?? '')) yield entryRecord(row);
  }
  for (const [user, arn] of users ?? []) if (!reported.has(user)) yield missingEntry(user, arn);
}

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

function callErrorOf(failure: Failure): CallError {
  return new CallError(failure, 'CredentialReport', undefined);
}
