/** Accepted gaps on the command line: a snapshot that was not read whole, and what is accepted of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CoverageEntry } from '../../src/finding/coverage.ts';
import type { Report } from '../../src/finding/report.ts';
import { bucketSnapshot } from './bucket-snapshot.ts';
import { runCli, temporaryFolder } from './run-cli.ts';
import { findings } from './with-config.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = 'aws.s3.bucket_logging';
const DENIED: Omit<CoverageEntry, 'source'> = {
  scope: { account: '111122223333', region: 'eu-west-1' },
  type: 'aws_s3_bucket_logging',
  status: 'denied',
  count: 0,
  api: 's3:GetBucketLogging',
  error: 'AccessDenied: not you',
};

function gap(more: object = {}): string {
  const usual = {
    id: 'no-logging',
    type: 'aws_s3_*',
    action: 's3:GetBucketLogging',
    reason: 'not ours to read',
    owner: 'audit',
    expires: '2027-01-31',
  };
  return JSON.stringify({ gaps: [{ ...usual, ...more }] });
}

mkdirSync(join(folder.path, '.git'));
await bucketSnapshot(join(folder.path, 'snapshot'), ['b'], [DENIED]);

async function scanned(text: string) {
  folder.write('w.yaml', text);
  const args = ['scan', 'snapshot', '--policy', POLICY, '--waivers', 'w.yaml', '-f', 'json'];
  const run = await runCli([...args, '--now', '2026-11-22T00:00:00Z'], { cwd: folder.path });
  findings(run);
  const { summary, coverage } = JSON.parse(run.stdout) as Report;
  return {
    code: run.code,
    stderr: run.stderr,
    summary,
    accepted: coverage.filter(({ type }) => type === DENIED.type).map((entry) => entry.accepted),
  };
}

test('what is not accepted makes exit code 3', async () => {
  const { code, accepted, summary } = await scanned(gap({ type: 'aws_vpc' }));
  expect([code, accepted, summary.incomplete.length]).toEqual([3, [undefined], 1]);
});

test('what is accepted does not, and stands in the report', async () => {
  const { code, accepted, summary, stderr } = await scanned(gap());
  expect([code, accepted, summary.incomplete, stderr]).toEqual([0, ['no-logging'], [], '']);
  expect(summary.waivers?.gaps).toMatchObject([{ id: 'no-logging', holds: 'valid', coverage: 1 }]);
});

test('one that has expired makes it again, and says so', async () => {
  const { code, accepted, stderr } = await scanned(gap({ expires: '2026-11-21' }));
  expect([code, accepted]).toEqual([3, [undefined]]);
  expect(stderr).toContain('driftlock: the accepted gap no-logging expired on 2026-11-21: it counts again');
});

test('no verdict changes', async () => {
  const before = await scanned(gap({ type: 'aws_vpc' }));
  const { summary } = await scanned(gap());
  expect(summary.verdicts).toEqual(before.summary.verdicts);
  expect(summary.verdicts.unknown).toBe(1);
});
