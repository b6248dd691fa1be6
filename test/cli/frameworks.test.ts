/** `scan --framework`: what is judged, what is said of each control, and names that are none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { EXAMPLE, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const OWN = `title: What we promised
controls:
  '1': {title: Nobody opens SSH, policies: [aws.ec2.security_group_open_ports]}
  '1.10': {title: Versions are kept, policies: [aws.s3.bucket_versioning], leaves: replication}
  '1.1': {title: Keys rotate, policies: [aws.kms.key_rotation]}
  '2': {title: Owners are named, policies: [aws.resource.required_tags]}
  '3': {title: Visitors sign the book, manual: true}
  '4': {title: Nothing yet}
  '5': {title: No trail in pieces, policies: [aws.iam.policy_full_access]}
`;

async function reportOf(...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await runCli(['scan', EXAMPLE, '-f', 'json', ...args], { cwd: folder.path });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

test('every control of a file of one’s own', async () => {
  const own = folder.write('own.yaml', OWN);
  folder.write('driftlock.yaml', 'policies: {aws.iam.policy_full_access: {enabled: false}}');
  const report = await reportOf('--framework', own);
  const [framework] = report.frameworks ?? [];
  expect(framework?.controls.map(({ id, status, because }) => [id, status, because])).toEqual([
    ['1', 'fail', undefined],
    ['1.10', 'fail', undefined],
    ['1.1', 'pass', undefined],
    ['2', 'unknown', ['aws.resource.required_tags waits for required']],
    ['3', 'manual', undefined],
    ['4', 'not-covered', undefined],
    [
      '5',
      'unknown',
      [expect.stringMatching(/^aws\.iam\.policy_full_access is disabled by .*driftlock\.yaml:1:/)],
    ],
  ]);
  expect({ id: framework?.id, partial: framework?.partial, statuses: framework?.statuses }).toEqual({
    id: 'own',
    partial: true,
    statuses: { fail: 2, unknown: 2, pass: 1, 'not-applicable': 0, manual: 1, 'not-covered': 1 },
  });
  expect(report.summary.policies).toBe(3);
  const schema = JSON.parse(readFileSync(join(ROOT, 'reports/report-1.schema.json'), 'utf8'));
  const isReport = new Ajv2020({ strict: false }).compile(schema);
  isReport(report);
  expect(isReport.errors).toBe(null);
  folder.write('driftlock.yaml', '{}');
});

test('one control of the benchmark, in a table', async () => {
  const { code, stdout } = await runCli(['scan', EXAMPLE, '--framework', 'cis_aws_5.0/2.1.4'], {
    cwd: folder.path,
  });
  expect(code).toBe(0);
  expect(stdout).toContain(
    'CIS AWS Foundations Benchmark 5.0.0\n  ✔ 2.1.4  Buckets are closed to the public\n',
  );
});

test('controls of one framework that are asked for apart stand in its order, once', async () => {
  const names = ['cis_aws_5.0/5.3', 'cis_aws_5.0/2.1.4', 'cis_aws_5.0/5.3'];
  const { frameworks } = await reportOf(...names.flatMap((name) => ['--framework', name]));
  expect(frameworks?.map(({ id, controls }) => [id, controls.map((one) => one.id)])).toEqual([
    ['cis_aws_5.0', ['2.1.4', '5.3']],
  ]);
});

describe('what is no framework is one line, exit 2', () => {
  test.each<[string[], string]>([
    [['--framework', 'cis_aws_5'], '--framework: unknown framework "cis_aws_5"'],
    [['--framework', 'cis_aws_5.0/9.9'], '--framework: cis_aws_5.0 has no control "9.9"'],
    [['--framework', 'cis_aws_5.0/1.1'], '--framework: no policy serves any of these controls'],
    [['--framework', '../etc/passwd'], '--framework: unknown framework ".."'],
    [['--framework', 'not-there.yaml'], 'not-there.yaml: --framework: there is no such file'],
    [['--framework', 'wrong.yaml'], 'wrong.yaml: control 1: there is no policy "aws.s3.bucket_versionin"'],
    [['--framework', 'broken.yaml'], 'broken.yaml:1:'],
    [['--framework', 'cis_aws_5.0', '--policy', 'aws.*'], '--framework and --policy exclude each other'],
  ])('%j', async (args, said) => {
    folder.write('wrong.yaml', "title: x\ncontrols: {'1': {title: y, policies: [aws.s3.bucket_versionin]}}");
    folder.write('broken.yaml', 'title: [');
    const { code, stdout, stderr } = await runCli(['scan', EXAMPLE, ...args], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(`driftlock: ${said}`), stderr).toBe(true);
  });
});
