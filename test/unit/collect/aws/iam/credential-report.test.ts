import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentialReport } from '../../../../../src/collect/aws/iam/credential-report.ts';
import { entryRecord } from '../../../../../src/collect/aws/iam/credential-report-entry.ts';
import { typeSchema } from '../../../../../src/resource/type-schema.ts';
import { collectedBy } from '../../collected-by.ts';
import { failing, fakeRun } from '../../fake-run.ts';

const TYPE = 'driftlock_aws_iam_credential_report_entry';
/** Header as the user guide has it. */
const HEADER =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,' +
  'mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,' +
  'access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,' +
  'access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,' +
  'cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
const ROOT_ARN = 'arn:aws:iam::111122223333:root';
const ROOT = `<root_account>,${ROOT_ARN},2016-05-16T18:13:11+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
const USER_ARN = 'arn:aws:iam::111122223333:user/ann';
const USER = `ann,${USER_ARN},2016-10-06T18:11:27+02:00,TRUE,2016-11-15T18:45:21+00:00,2016-10-07T18:13:43+00:00,2017-01-05T18:13:43+00:00,true,true,2016-11-15T18:46:51+00:00,2016-11-15T21:36:00+00:00,us-east-1,s3,false,N/A,N/A,N/A,N/A,true,2016-11-15T18:46:51+00:00,false,N/A`;

const LISTED = { Users: [{ UserName: 'ann', Arn: USER_ARN }], IsTruncated: false };

const ENTRIES = [
  {
    type: TYPE,
    values: {
      user: '<root_account>',
      arn: ROOT_ARN,
      user_creation_time: '2016-05-16T18:13:11Z',
      mfa_active: true,
      access_key_1_active: false,
      access_key_2_active: false,
      cert_1_active: false,
      cert_2_active: false,
    },
    unread: [],
  },
  {
    type: TYPE,
    values: {
      user: 'ann',
      arn: USER_ARN,
      user_creation_time: '2016-10-06T16:11:27Z',
      password_enabled: true,
      password_last_used: '2016-11-15T18:45:21Z',
      password_last_changed: '2016-10-07T18:13:43Z',
      password_next_rotation: '2017-01-05T18:13:43Z',
      mfa_active: true,
      access_key_1_active: true,
      access_key_1_last_rotated: '2016-11-15T18:46:51Z',
      access_key_1_last_used_date: '2016-11-15T21:36:00Z',
      access_key_1_last_used_region: 'us-east-1',
      access_key_1_last_used_service: 's3',
      access_key_2_active: false,
      cert_1_active: true,
      cert_1_last_rotated: '2016-11-15T18:46:51Z',
      cert_2_active: false,
    },
    unread: [],
  },
];

function report(...lines: readonly string[]) {
  return { Content: Buffer.from([HEADER, ...lines].join('\n')), ReportFormat: 'text/csv' };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function collect(run: ReturnType<typeof fakeRun>) {
  const collected = collectedBy(credentialReport, run);
  await vi.runAllTimersAsync();
  return collected;
}

describe('credentialReport', () => {
  it('waits for the report, then one record for each row', async () => {
    const states = ['STARTED', 'INPROGRESS', 'COMPLETE'];
    const run = fakeRun({
      GenerateCredentialReport: () => ({ State: states.shift() }),
      GetCredentialReport: report(ROOT, USER),
      ListUsers: LISTED,
    });
    expect(await collect(run)).toEqual({ records: ENTRIES });
    expect(run.calls.map(([name]) => name)).toEqual([
      'GenerateCredentialReport',
      'GenerateCredentialReport',
      'GenerateCredentialReport',
      'GetCredentialReport',
      'ListUsers',
    ]);
  });

  it('leaves out who is gone, and says of whom the report does not tell yet', async () => {
    const run = fakeRun({
      GenerateCredentialReport: { State: 'COMPLETE' },
      GetCredentialReport: report(ROOT, USER),
      ListUsers: ({ Marker }: { Marker?: string }) =>
        Marker === undefined
          ? { Users: [], IsTruncated: true, Marker: 'm' }
          : { Users: [{ UserName: 'new', Arn: 'arn:aws:iam::111122223333:user/new' }] },
    });
    const failure = {
      reason: 'failed',
      api: 'iam:GetCredentialReport',
      message: 'the user is not in the report',
    };
    expect(await collect(run)).toEqual({
      records: [
        ENTRIES[0],
        {
          type: TYPE,
          values: { user: 'new', arn: 'arn:aws:iam::111122223333:user/new' },
          unread: [{ attributes: '*', failure }],
        },
      ],
    });
  });

  it('gives all rows, and a failure, where users cannot be listed', async () => {
    const run = fakeRun({
      GenerateCredentialReport: { State: 'COMPLETE' },
      GetCredentialReport: report(ROOT, USER),
      ListUsers: failing('iam:ListUsers', 'AccessDenied'),
    });
    expect(await collect(run)).toEqual({
      records: ENTRIES,
      failure: { reason: 'denied', api: 'iam:ListUsers', message: 'AccessDenied' },
    });
  });

  it('does not wait for ever', async () => {
    const run = fakeRun({
      GenerateCredentialReport: { State: 'INPROGRESS' },
      GetCredentialReport: failing('iam:GetCredentialReport', 'ReportInProgress', 'failed'),
    });
    expect(await collect(run)).toEqual({
      records: [],
      failure: {
        reason: 'failed',
        api: 'iam:GenerateCredentialReport',
        message: 'the report is not ready after 120 seconds',
      },
    });
    expect(run.calls.length).toBeLessThan(25);
  });

  it('takes the report that there is where none may be made', async () => {
    const run = fakeRun({
      GenerateCredentialReport: failing('iam:GenerateCredentialReport', 'AccessDenied'),
      GetCredentialReport: report(ROOT),
      ListUsers: { Users: [] },
    });
    expect(await collect(run)).toEqual({ records: ENTRIES.slice(0, 1) });
  });

  it.each([
    ['both', { GenerateCredentialReport: failing('iam:GenerateCredentialReport', 'AccessDenied') }],
    ['the second', { GenerateCredentialReport: { State: 'COMPLETE' } }],
  ])('%s denied: a gap that names the call', async (which, generate) => {
    const run = fakeRun({
      ...generate,
      GetCredentialReport: failing('iam:GetCredentialReport', 'AccessDenied'),
    });
    const api = which === 'both' ? 'iam:GenerateCredentialReport' : 'iam:GetCredentialReport';
    expect(await collect(run)).toEqual({
      records: [],
      failure: { reason: 'denied', api, message: 'AccessDenied' },
    });
  });

  it('rows that can be read come before the failure of one that cannot', async () => {
    const run = fakeRun({
      GenerateCredentialReport: { State: 'COMPLETE' },
      GetCredentialReport: report(ROOT, 'broken', USER),
      ListUsers: LISTED,
    });
    expect(await collect(run)).toEqual({
      records: ENTRIES,
      failure: {
        reason: 'failed',
        api: 'iam:GetCredentialReport',
        message: 'lines of the report that cannot be read: 3',
      },
    });
  });

  it.each([{}, { Content: Buffer.from('<html>') }])(
    'an answer without a report is a failure',
    async (answer) => {
      const run = fakeRun({ GenerateCredentialReport: { State: 'COMPLETE' }, GetCredentialReport: answer });
      expect((await collect(run)).failure?.message).toBe('the answer is not a credential report');
    },
  );
});

describe('entryRecord', () => {
  it('leaves unread what is not of its column', () => {
    const row = { user: 'a', mfa_active: 'perhaps', password_last_used: '2016-11-15T18:45:21', future: 'x' };
    const failure = { reason: 'failed', api: 'iam:GetCredentialReport' };
    expect(entryRecord(row)).toEqual({
      type: TYPE,
      values: { user: 'a', future: 'x' },
      unread: [
        { attributes: ['mfa_active'], failure: { ...failure, message: 'mfa_active holds "perhaps"' } },
        {
          attributes: ['password_last_used'],
          failure: { ...failure, message: 'password_last_used holds "2016-11-15T18:45:21"' },
        },
      ],
    });
  });

  it('the schema has every column, and no other, with its type', () => {
    const columns = HEADER.split(',');
    const attributes = typeSchema('hashicorp/aws', TYPE)?.attributes ?? {};
    expect(Object.keys(attributes).sort()).toEqual(columns.sort());
    for (const name of columns) {
      const { values } = entryRecord({ [name]: 'true' });
      expect(attributes[name]?.type, name).toBe(values[name] === true ? 'bool' : 'string');
    }
  });
});
