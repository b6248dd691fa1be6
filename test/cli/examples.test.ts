/** The plan of examples/ and the configuration that it was made of: what the README shows. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { EXAMPLE, ROOT, runCli } from './run-cli.ts';

const FOLDER = 'examples/infrastructure';

async function report(...args: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await runCli(['scan', ...args, '-f', 'json']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  return JSON.parse(stdout) as Report;
}

function failed({ findings }: Report): readonly string[] {
  return findings
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ policy, resource }) => `${policy} ${resource.address}`)
    .sort();
}

/** What is written on the line, by policy. */
const WRITTEN = {
  'aws.ec2.security_group_open_ports': 'cidr_blocks = ["0.0.0.0/0"]',
  'aws.eks.cluster_logging': 'resource "aws_eks_cluster" "k" {',
  'aws.eks.cluster_public_endpoint': 'vpc_config {',
  'aws.iam.policy_full_access': 'Action = "*"',
  'aws.s3.bucket_versioning': 'resource "aws_s3_bucket" "logs" {',
  'aws.secretsmanager.secret_recovery_window': 'recovery_window_in_days = 0',
};

test('what the plan fails stands on the lines of its configuration', async () => {
  const { findings } = await report(EXAMPLE, '--source', FOLDER);
  expect(findings.map(({ policy }) => policy).sort()).toEqual(Object.keys(WRITTEN).sort());
  for (const { policy, location } of findings) {
    const lines = readFileSync(path.join(ROOT, location?.file ?? ''), 'utf8').split('\n');
    const line = lines[(location?.startLine ?? 0) - 1];
    expect(`${policy}: ${line}`).toContain(WRITTEN[policy as keyof typeof WRITTEN]);
  }
});

test('the plan alone and the configuration alone fail the same', async () => {
  const alone = await report(EXAMPLE);
  expect(failed(await report(FOLDER))).toEqual(failed(alone));
  // What the plan does not show of a document, its configuration does.
  const open = alone.findings.filter(({ verdict }) => verdict === 'unknown');
  expect(open.map(({ policy }) => policy)).toEqual(['aws.sqs.queue_public_access']);
});
