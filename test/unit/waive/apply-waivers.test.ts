/** What waivers do to findings, and what they never do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Finding, VERDICTS } from '../../../src/finding/finding.ts';
import type { WaiversSummary } from '../../../src/finding/waiver.ts';
import { applyWaivers } from '../../../src/waive/apply-waivers.ts';
import type { ResourceFacts } from '../../../src/waive/named-resource.ts';
import { fileWith, NOW, rulesOf } from './waiver-file.ts';

const ADDRESS = 'module.app["eu.west"].aws_s3_bucket.logs["a[0].\\"b\\""]';

function findingWith(more: Partial<Finding> = {}, resource: Partial<Finding['resource']> = {}): Finding {
  return {
    fingerprints: ['a'.repeat(32)],
    policy: 'aws.s3.bucket_logging',
    severity: 'medium',
    verdict: 'fail',
    resource: {
      address: ADDRESS,
      type: 'aws_s3_bucket',
      id: 'acme-logs',
      scope: { account: '123456789012', region: 'eu-west-1' },
      ...resource,
    },
    messages: ['no logging'],
    decidedBy: [],
    ...more,
  };
}

const FACTS: ResourceFacts = { tags: { env: 'dev' }, arn: 'arn:aws:s3:::acme-logs' };

function applied(waivers: readonly object[], findings: readonly Finding[] = [findingWith()], facts = FACTS) {
  const judged = new Set(['aws.s3.bucket_logging', 'aws.kms.key_rotation']);
  return applyWaivers(
    findings.map((finding) => ({ finding, facts })),
    { rules: rulesOf(fileWith(waivers)).waivers, now: NOW, mostResources: 10, judged },
  );
}

function verdictWith(waiver: object, finding = findingWith(), facts = FACTS): string | undefined {
  return applied([waiver], [finding], facts).findings[0]?.verdict;
}

describe('resource', () => {
  test.each([
    [ADDRESS, 'waived'],
    ['module.app["eu.west"].aws_s3_bucket.logs', 'waived'],
    ['module.app.aws_s3_bucket.logs', 'waived'],
    ['module.app["eu.west"]', 'waived'],
    ['module.app', 'waived'],
    ['module.app["us"]', 'fail'],
    ['module.ap', 'fail'],
    ['*', 'waived'],
    ['module.*', 'waived'],
    ['module.app["*"].aws_s3_bucket.logs["a[0].*"]', 'waived'],
    // Brackets hold no set of characters.
    ['module.app["eu.west"].aws_s3_bucket.logs["a0.\\"b\\""]', 'fail'],
    ['module.app["eu?west"]', 'fail'],
    ['acme-logs', 'waived'],
    ['acme-*', 'waived'],
    ['arn:aws:s3:::acme-logs', 'waived'],
    ['arn:aws:s3:::*', 'waived'],
    ['aws_s3_bucket.logs', 'fail'],
  ])('%s: %s', (resource, verdict) => {
    expect(verdictWith({ resource })).toBe(verdict);
  });

  test('one of several', () => {
    expect(verdictWith({ resource: ['x', 'acme-logs'] })).toBe('waived');
    expect(verdictWith({ resource: ['x', 'y'] })).toBe('fail');
  });

  test.each([
    ['aws_x.a["\\*"]', 'aws_x.a["*"]', 'waived'],
    ['aws_x.a["\\*"]', 'aws_x.a["b"]', 'fail'],
    ['aws_x.a["*"]', 'aws_x.a["*"]', 'waived'],
    // Terraform prints the key a\* as "a\\*".
    ['aws_x.a["a\\\\\\*"]', 'aws_x.a["a\\\\*"]', 'waived'],
    ['aws_x.a["a\\\\\\*"]', 'aws_x.a["a\\\\b"]', 'fail'],
  ])('%s is about %s: %s', (resource, address, verdict) => {
    expect(verdictWith({ resource }, findingWith({}, { address }))).toBe(verdict);
  });

  test('what has no name is meant by a star alone', () => {
    const plan: Finding = { ...findingWith(), resource: { type: 'terraform_plan', scope: {} } };
    expect([
      verdictWith({ resource: '*' }, plan, { tags: {} }),
      verdictWith({ resource: 'a*' }, plan, { tags: {} }),
    ]).toEqual(['waived', 'fail']);
  });

  test('a rule inside of a resource', () => {
    const rule = findingWith({}, { address: 'aws_security_group.web', path: ['ingress', 0] });
    expect(verdictWith({ resource: 'aws_security_group.web › ingress*' }, rule)).toBe('waived');
    expect(verdictWith({ resource: 'aws_security_group.web › egress*' }, rule)).toBe('fail');
    expect(verdictWith({ resource: 'aws_security_group.web' }, rule)).toBe('waived');
  });

  test('a glob of many stars takes no time', () => {
    const resource = `${'*a'.repeat(2_000)}*b`;
    const address = `aws_x.${'a'.repeat(5_000)}`;
    const begun = Date.now();
    expect(verdictWith({ resource }, findingWith({}, { address }))).toBe('fail');
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});

test.each([
  [{ tags: { env: 'dev' } }, 'waived'],
  [{ tags: { env: ['prod', 'd*'] } }, 'waived'],
  [{ tags: { env: 'prod' } }, 'fail'],
  [{ tags: { env: 'dev', team: '*' } }, 'fail'],
  [{ tags: { constructor: '*' } }, 'fail'],
  [{ scope: { account: '123456789012' } }, 'waived'],
  [{ scope: { account: ['1', '2'] } }, 'fail'],
  [{ scope: { region: 'eu-*' } }, 'waived'],
  [{ scope: { region: 'us-*' } }, 'fail'],
  [{ policy: 'aws.kms.key_rotation' }, 'fail'],
  [{ policy: ['aws.kms.key_rotation', 'aws.s3.*'] }, 'waived'],
  [{ verdicts: ['unknown'] }, 'fail'],
  [{ expires: '2026-11-22' }, 'waived'],
  [{ expires: '2026-11-21' }, 'fail'],
  [{ granted: '2026-11-23' }, 'fail'],
])('with %j what failed is %s', (more, verdict) => {
  expect(verdictWith({ resource: '*', ...more })).toBe(verdict);
});

test('a scope that is not known is none that is named', () => {
  const finding = findingWith({}, { scope: {} });
  expect(verdictWith({ resource: '*', scope: { account: '*' } }, finding)).toBe('fail');
});

test('what is unknown stays unknown, and is accepted only where the waiver says so', () => {
  const finding = findingWith({ verdict: 'unknown' });
  expect(applied([{ resource: '*' }], [finding]).findings).toEqual([finding]);
  const [accepted] = applied([{ resource: '*', verdicts: ['fail', 'unknown'] }], [finding]).findings;
  expect([accepted?.verdict, accepted?.waiver?.id]).toEqual(['unknown', 'w']);
});

describe('how many it is about', () => {
  const eleven = Array.from({ length: 11 }, (_, index) =>
    findingWith({}, { address: `aws_s3_bucket.b[${index}]`, id: `b${index}` }),
  );

  test('more than ten need to be meant', () => {
    const { findings, told } = applied([{ resource: 'aws_s3_bucket.b' }], eleven);
    expect(findings).toEqual(eleven);
    expect(told.refused).toMatchObject([{ id: 'w', resources: 11, most: 10, findings: 11 }]);
    expect(told.applied).toEqual([]);
    const meant = applied([{ resource: 'aws_s3_bucket.b', broad: true }], eleven);
    expect(new Set(meant.findings.map(({ verdict }) => verdict))).toEqual(new Set(['waived']));
    expect(applied([{ resource: 'aws_s3_bucket.b' }], eleven.slice(1)).told.refused).toEqual([]);
  });

  test('several findings on one resource are one resource', () => {
    const again = eleven.slice(0, 10).flatMap((one) => [one, { ...one, policy: 'aws.s3.bucket_versioning' }]);
    const { told } = applied([{ policy: 'aws.s3.*', resource: 'aws_s3_bucket.b' }], again);
    expect([told.applied[0]?.findings, told.refused]).toEqual([20, []]);
  });
});

test('each waiver is told once, by what it came to', () => {
  const { told } = applied([
    { id: 'used', resource: 'acme-logs' },
    { id: 'second', resource: '*' },
    { id: 'old', resource: '*', expires: '2026-01-01' },
    { id: 'old-and-idle', resource: 'x', expires: '2026-01-01' },
    { id: 'later', resource: '*', granted: '2026-12-01' },
    { id: 'idle', resource: 'x' },
    // That policy does not judge in this run.
    { id: 'elsewhere', policy: 'aws.s3.bucket_versioning', resource: 'x' },
  ]);
  const ids = (list: WaiversSummary['unused']) => list.map(({ id }) => id);
  const counts = (list: WaiversSummary['applied']) => list.map(({ id, findings }) => [id, findings]);
  expect(counts(told.applied)).toEqual([
    ['used', 1],
    ['second', 1],
  ]);
  expect(counts(told.expired)).toEqual([
    ['old', 1],
    ['old-and-idle', 0],
  ]);
  expect(counts(told.pending)).toEqual([['later', 1]]);
  expect(ids(told.unused)).toEqual(['idle']);
});

const NAMES = ['*', 'acme-logs', 'module.app', 'aws_x.*', 'b[0]', ADDRESS];
const WAIVERS = fc.array(
  fc.record({
    policy: fc.constantFrom('aws.s3.bucket_logging', 'aws.s3.*', '*'),
    resource: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
    expires: fc.constantFrom('2026-01-01', '2026-11-22', '2027-01-01'),
    verdicts: fc.constantFrom(['fail'], ['unknown'], ['fail', 'unknown']),
    broad: fc.boolean(),
    tags: fc.constantFrom({}, { env: 'dev' }, { env: 'x' }),
  }),
  { maxLength: 5 },
);
const FINDINGS = fc.array(
  fc.record({
    verdict: fc.constantFrom(...VERDICTS),
    policy: fc.constantFrom('aws.s3.bucket_logging', 'aws.kms.key_rotation', 'acme.other'),
    address: fc.constantFrom(ADDRESS, 'aws_x.a', 'b[0]', undefined),
  }),
  { maxLength: 30 },
);

test('nothing but a failure changes its verdict, and that to waived, with a waiver that is about it', () => {
  const seen = { waived: 0, accepted: 0 };
  fc.assert(
    fc.property(WAIVERS, FINDINGS, (waivers, drawn) => {
      const findings = drawn.map(({ verdict, policy, address }, index) => {
        const { address: _, ...resource } = findingWith().resource;
        return {
          ...findingWith({ verdict, policy }),
          fingerprints: [String(index)],
          resource: { ...resource, ...(address === undefined ? {} : { address }) },
        };
      });
      const named = waivers.map((one, index) => ({ ...one, id: `w${index}` }));
      const after = applied(named, findings).findings;
      expect(after.length).toBe(findings.length);
      for (const [index, before] of findings.entries()) {
        const { waiver, verdict, ...rest } = after[index] as Finding;
        const { verdict: was, ...same } = before;
        expect(rest).toEqual(same);
        if (waiver === undefined) {
          expect(verdict).toBe(was);
          continue;
        }
        const rule = named.find(({ id }) => id === waiver.id);
        expect([was === 'fail' ? 'waived' : 'unknown', true]).toEqual([
          verdict,
          (rule?.verdicts as readonly string[] | undefined)?.includes(was),
        ]);
        expect(rule !== undefined && rule.expires >= '2026-11-22').toBe(true);
        seen[was === 'fail' ? 'waived' : 'accepted'] += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(Math.min(seen.waived, seen.accepted)).toBeGreaterThan(20);
});
