/** Which findings a comment is about. */
import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/finding/finding.ts';
import { inlineRules } from '../../../../src/waive/inline/inline-rules.ts';
import type { PlacedSkip } from '../../../../src/waive/inline/skips-in-file.ts';

const POLICIES = [
  { id: 'aws.s3.bucket_logging', aliases: ['CKV_AWS_18', 'AWS-0089'] },
  { id: 'aws.s3.bucket_versioning', aliases: ['CKV_AWS_21', 'AWS-0090'] },
  { id: 'aws.kms.key_deletion_window', aliases: [] },
];
const ALL = POLICIES.map(({ id }) => id);

const SKIP: PlacedSkip = {
  tool: 'checkov',
  said: 'checkov:skip=CKV_AWS_18',
  names: ['CKV_AWS_18'],
  reason: 'x',
  line: 4,
  column: 1,
  target: { block: { startLine: 3, endLine: 9 } },
};

function finding(policy: string, more: Partial<Finding> = {}): Finding {
  return {
    fingerprints: ['a'],
    policy,
    severity: 'low',
    verdict: 'fail',
    resource: { type: 'aws_s3_bucket', scope: {} },
    messages: [],
    decidedBy: [],
    ...more,
  };
}

function fitting(
  more: Partial<PlacedSkip>,
  location: Finding['location'] = { file: 'a.tf', startLine: 5 },
): string[] {
  const rules = inlineRules('a.tf', [{ ...SKIP, ...more }], {
    policies: POLICIES,
    policiesNamed: ({ pattern }) => new Set([pattern]),
    blocksOf: () => [
      { file: 'b.tf', startLine: 3, endLine: 9 },
      { file: 'a.tf', startLine: 3, endLine: 9 },
    ],
  });
  return ALL.filter((id) => rules.some(({ fits }) => fits(finding(id, { location }))));
}

test.each([
  [{}, ['aws.s3.bucket_logging']],
  [{ names: ['ckv_aws_18', 'CKV_AWS_21'] }, ['aws.s3.bucket_logging', 'aws.s3.bucket_versioning']],
  [{ names: ['CKV_AWS_9999'] }, []],
  [{ tool: 'trivy', names: ['AWS-0090'] }, ['aws.s3.bucket_versioning']],
  // Of policies that trivy has no check for, its star says nothing.
  [{ tool: 'trivy', names: ['*'] }, ['aws.s3.bucket_logging', 'aws.s3.bucket_versioning']],
  [{ tool: 'driftlock', names: ['aws.kms.key_deletion_window'] }, ['aws.kms.key_deletion_window']],
  [{ target: { block: { startLine: 30, endLine: 31 } } }, []],
  [
    { target: { block: { startLine: 3, endLine: 9 }, lines: { startLine: 5, endLine: 5 } } },
    ['aws.s3.bucket_logging'],
  ],
  [{ target: { block: { startLine: 3, endLine: 9 }, lines: { startLine: 6, endLine: 7 } } }, []],
] as const)('%j is about %j', (skip, ids) => {
  expect(fitting(skip as Partial<PlacedSkip>)).toEqual(ids);
});

test('a comment on an attribute is about nothing that is not known to stand there', () => {
  const target = { block: { startLine: 3, endLine: 9 }, lines: { startLine: 5, endLine: 5 } };
  expect(fitting({ target }, { file: 'a.tf' })).toEqual([]);
  expect(fitting({ target }, { file: 'b.tf', startLine: 5 })).toEqual([]);
});

test('is told as a waiver with its place', () => {
  const [rule] = inlineRules('a.tf', [{ ...SKIP, expires: '2027-01-30', owner: 'me' }], {
    policies: POLICIES,
    policiesNamed: () => new Set(),
    blocksOf: () => [],
  });
  expect(rule?.told).toEqual({
    id: 'checkov:skip=CKV_AWS_18',
    kind: 'inline',
    reason: 'x',
    owner: 'me',
    expires: '2027-01-30',
    file: 'a.tf',
    line: 4,
  });
});
