/** A row of IAM's credential report as a record: flags, times and texts, and nothing where the user has none. */
import type { LiveRecord, LiveValue, Unread } from '../../collector.ts';
import { timeText } from '../time-text.ts';
import type { ReportRow } from './credential-report-rows.ts';

export const GET = 'iam:GetCredentialReport';
const TYPE = 'driftlock_aws_iam_credential_report_entry';
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
  return { type: TYPE, values, unread };
}

/** In place of the row of a user whom the report does not tell of yet. */
export function missingEntry(user: string, arn: string | undefined): LiveRecord {
  const failure = { reason: 'failed' as const, api: GET, message: 'the user is not in the report' };
  return { type: TYPE, values: { user, arn }, unread: [{ attributes: '*', failure }] };
}

function cellValue(column: string, text: string): string | boolean | undefined {
  if (FLAG.test(column)) return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
  if (!TIME.test(column)) return text;
  return ISO_TIME.test(text) ? timeText(new Date(text)) : undefined;
}
