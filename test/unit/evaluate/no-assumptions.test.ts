/** Verdicts where nothing may be assumed: what leans on a list that an input leaves empty, or on a reference, is open. */
import { expect, test } from 'vitest';
import { findingOf, type JudgedResource, verdictOf } from '../../../src/evaluate/judge.ts';
import { policyInput } from '../../../src/evaluate/policy-input.ts';
import type { PolicyOutcome } from '../../../src/evaluate/wasm-policy.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { JsonObject, LinkedResource, Links, Resource } from '../../../src/resource/resource.ts';

const VERSIONING = ['referrers', 'aws_s3_bucket_versioning', 'bucket'] as const;
const ROLE = ['refs', 'role'] as const;

const policy: Policy = {
  id: 'aws.s3.bucket_versioning',
  title: 'Versions are kept',
  description: '',
  severity: 'high',
  enforcement: 'block',
  resources: ['aws_s3_bucket'],
  having: [],
  mode: 'managed',
  onChange: false,
  related: [],
  needs: [],
  aliases: [],
  relatedResources: [],
  file: 'aws/s3/bucket_versioning.rego',
  line: 9,
  reads: {
    applies: [[...ROLE, null, 'values', 'name']],
    denies: [[[...VERSIONING, null, 'values', 'status']], [['values', 'acl']]],
    all: [],
  },
};

const record: LinkedResource = { scope: {}, tags: {}, values: { status: 'x' }, unknown: [], sensitive: [] };
const settled: Links = {
  refs: { role: [record] },
  referrers: { aws_s3_bucket_versioning: { bucket: [record] } },
  unknown: [],
  assumes: [],
};
const noVersioning: Links = { ...settled, referrers: { aws_s3_bucket_versioning: { bucket: [] } } };
const noRole: Links = { ...settled, refs: { role: [] } };

const denied: PolicyOutcome = { applies: true, denies: [0], deny: ['no versions'] };
const passed: PolicyOutcome = { applies: true, denies: [], deny: [] };

function judged(links: Links, values: JsonObject = { acl: 'public' }, assumptions = false): JudgedResource {
  const resource: Resource = {
    type: 'aws_s3_bucket',
    provider: 'registry.terraform.io/hashicorp/aws',
    mode: 'managed',
    schema: { provider: 'aws' },
    address: 'aws_s3_bucket.b',
    scope: {},
    values,
    tags: {},
    unknown: [],
    sensitive: [],
    observed: { from: 'plan' },
  };
  const untold = { referencesOf: () => undefined, declares: () => false };
  const input = policyInput(resource, links, 0);
  return { resource, links, input, configurationRoot: '.', assumptions, ...untold };
}

function open(path: readonly string[]) {
  return { verdict: 'unknown', messages: [], decidedBy: [], unknown: [{ path, reason: 'link-open' }] };
}

test.each([
  ['a pass', passed],
  ['a denial', denied],
])('%s that leans on an empty list is unknown', (_note, outcome) => {
  expect(verdictOf(judged(noVersioning), policy, outcome)).toEqual(open(VERSIONING));
});

test('a denial that leans on nothing remains, with its own decisions and no assumption', async () => {
  const outcome: PolicyOutcome = { applies: true, denies: [0, 1], deny: ['no versions', 'public'] };
  const subject = judged(noVersioning);
  const part = verdictOf(subject, policy, outcome);
  const { verdict, messages, decidedBy, assumes } = await findingOf(
    subject,
    policy,
    outcome,
    part,
    () => outcome,
  );
  expect({ verdict, messages, decidedBy, assumes }).toEqual({
    verdict: 'fail',
    // Members do not say which body they are of.
    messages: ['Versions are kept'],
    decidedBy: [{ path: ['values', 'acl'], value: 'public' }],
    assumes: undefined,
  });
});

test('what applies leans on decides before any denial', () => {
  const values = { role: 'admin' };
  const other = { applies: false, denies: [], deny: [] };
  expect(verdictOf(judged(noRole, values), policy, other)).toEqual(open(ROLE));
  expect(verdictOf(judged(noRole, values), policy, { ...denied, denies: [1] })).toEqual(open(ROLE));
});

test('where assumptions are allowed, a policy that does not apply names its own', async () => {
  const subject = judged(noRole, { role: 'admin' }, true);
  const other = { applies: false, denies: [], deny: [] };
  const part = verdictOf(subject, policy, other);
  const { verdict, assumes } = await findingOf(subject, policy, other, part, () => other);
  expect([verdict, assumes]).toEqual(['not-applicable', [{ kind: 'nothing-elsewhere', path: ROLE }]]);
});

test('each place is named once, whatever is assumed of it', () => {
  const links: Links = {
    ...settled,
    assumes: [
      { kind: 'bare-reference', path: VERSIONING },
      { kind: 'instance-key', path: VERSIONING },
    ],
  };
  expect(verdictOf(judged(links), policy, passed)).toEqual(open(VERSIONING));
});

test('what leans on nothing is as it was', () => {
  expect(verdictOf(judged(settled), policy, passed)).toEqual({
    verdict: 'pass',
    messages: [],
    decidedBy: [],
  });
  expect(verdictOf(judged(settled), policy, denied).verdict).toBe('fail');
});
