/**
 * What a plan introduces, leaves and fixes: exactly what the real Terraform was made to do (test/fixtures/plan-effects/make.sh), and
 * what scans of the state before and of the plan, by themselves, come to when one is taken from the other.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { PastFinding } from '../../src/finding/comparison.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const EFFECTS = path.join(ROOT, 'test/fixtures/plan-effects');
const LAB = path.join(ROOT, 'test/fixtures/lab');
const ENCRYPTION = 'aws.ec2.ebs_volume_encryption';
const PORTS = 'aws.ec2.security_group_open_ports';
const VERSIONING = 'aws.s3.bucket_versioning';

async function scanned(file: string, ...flags: string[]): Promise<{ code: number | null; report: Report }> {
  const { code, stdout, stderr } = await runCli(['scan', file, '-f', 'json', '--no-config', ...flags]);
  if (stdout === '') throw new Error(stderr);
  return { code, report: JSON.parse(stdout) as Report };
}

function read(file: string): Record<string, unknown> {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as Record<string, unknown>;
}

/** `policy address path`, without what only tells a place in a list. */
function named({ policy, resource }: Pick<Finding, 'policy' | 'resource'>): string {
  return [policy, resource.address, ...(resource.path ?? [])].join(' ');
}

function marked(findings: readonly Finding[], plan: Finding['plan'], verdict = 'fail'): string[] {
  return findings
    .filter((one) => one.plan === plan && one.verdict === verdict)
    .map(named)
    .sort();
}

function past(findings: readonly PastFinding[]): string[] {
  return findings.map((one) => `${named(one)}: ${one.now}`).sort();
}

describe('a plan that makes some worse and some better', () => {
  const PLAN = path.join(EFFECTS, 'plan.json.gz');
  const ONLY = ['--policy', ENCRYPTION, '--policy', PORTS, '--policy', VERSIONING];

  test('exactly what it introduces, leaves and fixes', async () => {
    const { code, report } = await scanned(PLAN, ...ONLY, '--introduced');
    const { findings, summary } = report;
    expect({
      code,
      introduced: marked(findings, 'introduced'),
      left: marked(findings, 'left'),
      undecided: marked(findings, 'unknown'),
      open: marked(findings, 'left', 'unknown'),
      fixed: past(summary.plan?.fixed ?? []),
      notFixed: past(summary.plan?.open ?? []),
      counts: { ...summary.plan, fixed: undefined, open: undefined },
    }).toEqual({
      code: 1,
      introduced: [
        `${ENCRYPTION} aws_ebs_volume.made`,
        `${ENCRYPTION} aws_ebs_volume.worse`,
        // Remote desktop, at the place where SSH was before.
        `${PORTS} aws_security_group.web ingress 0 cidr_blocks 0`,
        // Judged through what is linked to it: the bucket itself does not change.
        `${VERSIONING} aws_s3_bucket.worse`,
      ],
      left: [
        `${ENCRYPTION} aws_ebs_volume.moved["a.b[0]"]`,
        `${ENCRYPTION} aws_ebs_volume.replaced`,
        `${ENCRYPTION} aws_ebs_volume.same`,
        `${PORTS} aws_security_group.web ingress 1 cidr_blocks 0`,
      ],
      undecided: [],
      open: [`${VERSIONING} aws_s3_bucket.open`],
      fixed: [
        `${ENCRYPTION} aws_ebs_volume.better: pass`,
        `${ENCRYPTION} aws_ebs_volume.deleted: gone`,
        `${PORTS} aws_security_group.web ingress 0 cidr_blocks 0: gone`,
        `${VERSIONING} aws_s3_bucket.better: pass`,
      ],
      notFixed: [
        `${ENCRYPTION} aws_ebs_volume.forgotten: forgotten`,
        `${VERSIONING} aws_s3_bucket.open: unknown`,
      ],
      counts: { introduced: 4, left: 4, unknown: 0, fixed: undefined, open: undefined },
    });
  });

  test('of what changes alone, nothing else is said to be fixed or gone', async () => {
    const { report } = await scanned(PLAN, ...ONLY, '--introduced', '--only', 'changed');
    expect(past(report.summary.plan?.fixed ?? [])).toEqual([
      `${ENCRYPTION} aws_ebs_volume.better: pass`,
      `${ENCRYPTION} aws_ebs_volume.deleted: gone`,
      `${PORTS} aws_security_group.web ingress 0 cidr_blocks 0: gone`,
    ]);
    expect(past(report.summary.plan?.open ?? [])).toEqual([
      `${ENCRYPTION} aws_ebs_volume.forgotten: forgotten`,
    ]);
  });

  test('a plan without its prior_state introduces nothing for certain but what it makes', async () => {
    const { prior_state: _, ...plan } = read(PLAN);
    const { code, report } = await scanned(
      folder.write('cut.json', JSON.stringify(plan)),
      ...ONLY,
      '--introduced',
    );
    expect({
      code,
      introduced: marked(report.findings, 'introduced'),
      left: marked(report.findings, 'left'),
      undecided: marked(report.findings, 'unknown').length,
    }).toEqual({
      code: 1,
      introduced: [
        `${ENCRYPTION} aws_ebs_volume.made`,
        // What its resource was before stands beside what it will be: the rule is not in it.
        `${PORTS} aws_security_group.web ingress 0 cidr_blocks 0`,
      ],
      left: [],
      undecided: 6,
    });
  });
});

/** Known by address, of a rule in a security group by what it allows: its key without account and region. */
function identity({ policy, resource: { address, path: place, key } }: Finding): string {
  const inside = place === undefined || key === undefined ? '' : JSON.stringify(JSON.parse(key).slice(2));
  return [policy, address, inside].join(' ');
}

/** Of a plan and of its `prior_state`, in which what it moves has its new address already. */
function verdicts({ findings }: Pick<Report, 'findings'>): Map<string, string> {
  const all = findings.filter(({ resource }) => resource.address !== undefined);
  return new Map(all.map((finding) => [identity(finding), finding.verdict]));
}

describe.each([
  ['a drifted account', path.join(LAB, 'drifted.plan.json')],
  ['an account without drift', path.join(LAB, 'clean.plan.json')],
  ['a plan that makes some worse and some better', path.join(EFFECTS, 'plan.json.gz')],
])('%s: one scan taken from the other', (_, file) => {
  test('says the same', async () => {
    const plan = read(file);
    const { prior_state: prior, terraform_version } = plan;
    const state = folder.write(
      'before.json',
      JSON.stringify({
        format_version: '1.0',
        terraform_version,
        values: (prior as { values: unknown }).values,
      }),
    );
    const before = verdicts((await scanned(state, '--show', 'all')).report);
    const { report } = await scanned(file, '--show', 'all', '--introduced');
    const after = verdicts((await scanned(file, '--show', 'all')).report);
    const failing = (one: ReadonlyMap<string, string>) =>
      new Set([...one].filter(([, verdict]) => verdict === 'fail').map(([name]) => name));
    const [failed, fails] = [failing(before), failing(after)];
    const told = (kind: Finding['plan']) => {
      const findings = report.findings.filter((one) => one.plan === kind && one.verdict === 'fail');
      return [...verdicts({ findings }).keys()].sort();
    };
    const isOpen = (name: string) => ['unknown', 'error'].includes(before.get(name) ?? '');
    expect(told('left')).toEqual([...fails].filter((name) => failed.has(name)).sort());
    expect(told('introduced')).toEqual(
      [...fails].filter((name) => !failed.has(name) && !isOpen(name)).sort(),
    );
    expect(told('unknown')).toEqual([...fails].filter((name) => isOpen(name)).sort());
    const ended = [...(report.summary.plan?.fixed ?? []), ...(report.summary.plan?.open ?? [])];
    expect(ended.map((one) => identity(one as unknown as Finding)).sort()).toEqual(
      [...failed].filter((name) => !fails.has(name)).sort(),
    );
    expect(fails.size + failed.size).toBeGreaterThan(0);
  });
});
