/** CSV, read back by Python's reader; what is hostile stands in awkward-names.test.ts. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/finding/finding.ts';
import { csv } from '../../../src/report/csv.ts';
import { csvRows, hasPython } from './read-back.ts';
import { optionsOf, reportOf, SAMPLE_REPORT } from './sample-report.ts';

const SAMPLE = fileURLToPath(new URL('./samples/report.csv', import.meta.url));
const [FIRST] = SAMPLE_REPORT.findings as [Finding];

test('the sample', async () => {
  await expect(csv(SAMPLE_REPORT, optionsOf())).toMatchFileSnapshot(SAMPLE);
});

test('lines end with CR LF, and a report without findings has the names of the columns', () => {
  const text = csv(reportOf([]), optionsOf());
  expect(text).toMatch(/^severity,verdict,policy,[a-z_,]+,waiver_place,status,plan\r\n$/);
  expect(csv(SAMPLE_REPORT, optionsOf()).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test.runIf(hasPython)('cells come back as they were, beside what would be computed', () => {
  const messages = ['=1+1', 'say "a, b"', 'x;=2', '-3'];
  const [head = [], row = []] = csvRows(csv(reportOf([{ ...FIRST, messages }]), optionsOf()));
  const record = Object.fromEntries(head.map((name, index) => [name, row[index]]));
  expect(record).toMatchObject({
    severity: 'critical',
    verdict: 'fail',
    policy: 'aws.ec2.security_group_open_to_world',
    resource: 'module.network["eu.west"].aws_security_group.web › ingress[0]',
    account: '123456789012',
    messages: `'=1+1; say "a, b"; x;'=2;' -3`,
    decided_by: 'values.cidr_ipv4 = "0.0.0.0/0"; values.from_port = 22',
    enforcement: 'block',
    fingerprint: 'a'.repeat(32),
  });
});

test.runIf(hasPython)('no cell is larger than a spreadsheet takes', () => {
  const finding = { ...FIRST, messages: Array.from({ length: 200 }, () => '\u0007'.repeat(1_000)) };
  const sizes = csvRows(csv(reportOf([finding]), optionsOf()))
    .flat()
    .map((one) => one.length);
  expect(Math.max(...sizes)).toBeGreaterThan(29_000);
  expect(Math.max(...sizes)).toBeLessThan(32_767);
});
