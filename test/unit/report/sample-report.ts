/** A report with every kind of finding, for tests of the reporters. */

import type { Finding } from '../../../src/finding/finding.ts';
import { SEVERITIES, type Severity, VERDICTS, type Verdict } from '../../../src/finding/finding.ts';
import type { Report, Summary } from '../../../src/finding/report.ts';
import type { PolicyHelp, RenderOptions } from '../../../src/report/reporter.ts';

const SCOPE = { account: '123456789012', region: 'eu-west-1' };

const SAMPLE_POLICIES: Readonly<Record<string, PolicyHelp>> = {
  'aws.ec2.ebs_volume_encryption': {
    title: 'EBS volumes are encrypted at rest',
    description: 'A snapshot of an unencrypted volume can be read by whoever it is shared with.',
    severity: 'high',
    fix: 'resource "aws_ebs_volume" "data" {\n  encrypted = true\n}',
    controls: ['cis_aws_5.0/5.1.1'],
    relatedResources: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
    remediation: 'aws.ec2.ebs_default_encryption',
  },
  'aws.ec2.security_group_open_to_world': {
    title: 'Security groups do not open administrative ports to the whole internet',
    relatedResources: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  },
  'aws.s3.bucket_versioning': {
    title: 'Buckets keep old versions of their objects',
    relatedResources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
    remediation: 'Add an aws_s3_bucket_versioning with status Enabled for the bucket.',
  },
  'aws.iam.policy_full_access': {
    title: 'IAM policies do not allow every action on every resource',
    relatedResources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  },
  'aws.s3.bucket_public_access': {
    title: 'Buckets are not open to the public',
    relatedResources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    ],
  },
  'aws.cloudtrail.trail_all_regions': {
    title: 'A trail records the management events of all regions',
    relatedResources: [],
  },
  'aws.kms.key_rotation': { title: 'KMS keys are rotated', relatedResources: [] },
};

const SAMPLE_FINDINGS: readonly Finding[] = [
  {
    fingerprints: ['a'.repeat(32), 'b'.repeat(32)],
    policy: 'aws.ec2.security_group_open_to_world',
    severity: 'critical',
    verdict: 'fail',
    resource: {
      address: 'module.network["eu.west"].aws_security_group.web',
      type: 'aws_vpc_security_group_ingress_rule',
      scope: SCOPE,
      path: ['ingress', 0],
    },
    messages: ['port 22 (SSH) is open to 0.0.0.0/0', 'port 22 (SSH) is open to ::/0'],
    decidedBy: [
      { path: ['values', 'cidr_ipv4'], value: '0.0.0.0/0' },
      { path: ['values', 'from_port'], value: 22 },
    ],
    location: {
      file: 'modules/network [eu]/main.tf',
      startLine: 31,
      startColumn: 5,
      endLine: 34,
      endColumn: 6,
      block: { startLine: 20, endLine: 40 },
    },
  },
  {
    fingerprints: ['c'.repeat(32)],
    policy: 'aws.ec2.ebs_volume_encryption',
    severity: 'high',
    verdict: 'fail',
    resource: { address: 'aws_ebs_volume.data[10]', type: 'aws_ebs_volume', scope: SCOPE },
    messages: ['the volume is not encrypted'],
    decidedBy: [{ path: ['values', 'encrypted'], value: false }],
    location: {
      file: 'infra/volumes.tf',
      startLine: 7,
      startColumn: 3,
      endLine: 7,
      endColumn: 20,
      block: { startLine: 5, endLine: 9 },
    },
    remediation: 'aws.ec2.ebs_default_encryption',
  },
  {
    fingerprints: ['d'.repeat(32)],
    policy: 'aws.ec2.ebs_volume_encryption',
    severity: 'high',
    verdict: 'unknown',
    resource: { address: 'aws_ebs_volume.data[9]', type: 'aws_ebs_volume', scope: SCOPE },
    messages: [],
    decidedBy: [],
    unknown: [
      {
        path: ['values', 'encrypted'],
        reason: 'variable',
        condition: 'fails if `values.encrypted` is false',
      },
    ],
  },
  {
    fingerprints: ['e'.repeat(32)],
    policy: 'aws.s3.bucket_versioning',
    severity: 'medium',
    verdict: 'fail',
    resource: { address: 'aws_s3_bucket.logs', type: 'aws_s3_bucket', key: 'logs', id: 'logs', scope: {} },
    messages: ['the bucket has no versioning'],
    decidedBy: [{ path: ['referrers', 'aws_s3_bucket_versioning', 'bucket'], value: [] }],
    assumes: [{ kind: 'nothing-elsewhere', path: ['referrers', 'aws_s3_bucket_versioning', 'bucket'] }],
    remediation: 'Add an aws_s3_bucket_versioning with status Enabled for the bucket.',
  },
  {
    fingerprints: ['f'.repeat(32)],
    policy: 'aws.iam.policy_full_access',
    severity: 'high',
    verdict: 'fail',
    resource: { address: 'aws_iam_role_policy.admin', type: 'aws_iam_role_policy', scope: {} },
    messages: ['statement 0 allows * on *'],
    decidedBy: [
      {
        path: ['values', 'policy', 'Statement', 0],
        value: { Action: ['*'], Effect: 'Allow', Resource: ['*'], Sid: 'x'.repeat(200) },
      },
      { path: ['values', 'password'], sensitive: true },
    ],
  },
  {
    fingerprints: ['0'.repeat(32)],
    policy: 'aws.kms.key_rotation',
    severity: 'low',
    enforcement: 'warn',
    verdict: 'fail',
    resource: { address: 'aws_kms_key.main', type: 'aws_kms_key', scope: SCOPE },
    messages: ['rotation is off'],
    decidedBy: [],
    location: { file: 'infra/kms.tf' },
  },
  ...['aws_s3_bucket.data', 'aws_s3_bucket.media', 'module.a["eu.west"].aws_s3_bucket.data'].map(
    (address, index): Finding => ({
      fingerprints: [String(index + 2).repeat(32)],
      policy: 'aws.s3.bucket_public_access',
      severity: 'critical',
      verdict: 'fail',
      resource: { address, type: 'aws_s3_bucket', scope: index === 1 ? { region: 'eu-west-1' } : {} },
      messages: ['the bucket is open to everyone'],
      decidedBy: [
        {
          path: ['referrers', 'aws_s3_bucket_acl', 'bucket', 0, 'values', 'acl'],
          address: 'aws_s3_bucket_acl.data',
          value: 'public-read',
        },
        { path: ['refs', 'kms', 0, 'values', 'x'], value: [] },
      ],
      assumes: [
        { kind: 'nothing-elsewhere', path: ['referrers', 'aws_s3_bucket_acl', 'bucket'] },
        { kind: 'nothing-elsewhere', path: ['referrers', 'aws_s3_bucket_policy', 'bucket'] },
        { kind: 'nothing-elsewhere', path: ['referrers', 'aws_s3_bucket_policy', 'source'] },
        {
          kind: 'nothing-elsewhere',
          path: ['refs', 'account', 0, 'referrers', 'aws_s3_account_public_access_block', 'account'],
        },
        { kind: 'one-account', path: ['refs', 'account'] },
      ],
    }),
  ),
  {
    fingerprints: ['5'.repeat(32)],
    policy: 'aws.cloudtrail.trail_all_regions',
    severity: 'high',
    verdict: 'unknown',
    resource: { type: 'driftlock_aws_account', id: 'provider.aws', scope: { region: 'global' } },
    messages: [],
    decidedBy: [],
    unknown: ['t', 'u', 'v', 'w', 'x'].flatMap((name, index) =>
      ['event_selector', 'advanced_event_selector'].map((attribute) => ({
        path: ['referrers', 'aws_cloudtrail', 'account', index, 'values', attribute],
        address: `aws_cloudtrail.${name}`,
        reason: 'unset' as const,
      })),
    ),
  },
  {
    fingerprints: ['6'.repeat(32)],
    policy: 'aws.cloudtrail.trail_all_regions',
    severity: 'high',
    verdict: 'unknown',
    resource: { type: 'driftlock_aws_account', id: '123456789012', scope: { account: '123456789012' } },
    messages: [],
    decidedBy: [],
    unknown: [{ path: ['referrers', 'aws_cloudtrail', 'account'], reason: 'link-open' }],
  },
  {
    fingerprints: ['1'.repeat(32)],
    policy: 'acme.tags',
    severity: 'info',
    verdict: 'error',
    resource: { type: 'aws_sqs_queue', id: 'https://sqs.eu-west-1.amazonaws.com/1/q', scope: SCOPE },
    messages: ['functions must not produce multiple outputs for same inputs'],
    decidedBy: [],
  },
];

function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}

/** A summary that fits the findings, with counts of what is not shown. */
function summaryOf(findings: readonly Finding[], more: Partial<Summary> = {}): Summary {
  const verdicts: Record<Verdict, number> = zeros(VERDICTS);
  const failures: Record<Severity, number> = zeros(SEVERITIES);
  for (const { verdict, severity } of findings) {
    verdicts[verdict] += 1;
    if (verdict === 'fail') failures[severity] += 1;
  }
  return {
    resources: findings.length,
    policies: 1,
    verdicts,
    failures,
    unjudged: [],
    leaving: [],
    waiting: [],
    disabled: [],
    outsidePaths: { resources: 0, withoutAddress: 0, policies: [] },
    incomplete: [],
    ...more,
  };
}

export function reportOf(findings: readonly Finding[], more: Partial<Summary> = {}): Report {
  return {
    schema: 'https://driftlock.dev/schemas/report-1.json',
    tool: { name: 'driftlock', version: '0.1.0' },
    input: [
      {
        name: 'tfplan.json',
        kind: 'terraform-plan',
        formatVersion: '1.2',
        terraformVersion: '1.9.8',
        complete: true,
        errored: false,
        resources: findings.length,
      },
    ],
    coverage: [],
    summary: summaryOf(findings, more),
    findings,
  };
}

const base = summaryOf(SAMPLE_FINDINGS);

export const SAMPLE_REPORT: Report = reportOf(SAMPLE_FINDINGS, {
  resources: 73,
  policies: 12,
  verdicts: { ...base.verdicts, pass: 1204, 'not-applicable': 66 },
  unjudged: [
    { type: 'aws_route_table_association', resources: 4 },
    { type: 'aws_cloudwatch_log_group', resources: 3 },
    { type: 'random_id', resources: 1 },
    { type: 'aws_vpc', resources: 1 },
  ],
  waiting: [{ policy: 'aws.resource.required_tags', needs: ['required'] }],
  incomplete: ['policy acme.tags could not be evaluated'],
});

export function optionsOf(more: Partial<RenderOptions> = {}): RenderOptions {
  return { colour: false, width: 80, show: new Set(), policies: SAMPLE_POLICIES, ...more };
}
