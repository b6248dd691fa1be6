/** From outcome to verdict and finding: unknown places, sensitive values, assumptions, errors. */
import { describe, expect, test } from 'vitest';
import { findingOf, type JudgedResource, verdictOf } from '../../../src/evaluate/judge.ts';
import { policyInput } from '../../../src/evaluate/policy-input.ts';
import type { PolicyOutcome } from '../../../src/evaluate/wasm-policy.ts';
import type { Policy } from '../../../src/finding/policy.ts';
import type { Assumption, LinkedResource, Links, Path, Resource } from '../../../src/resource/resource.ts';

const policy: Policy = {
  id: 'aws.rds.instance_password',
  title: 'Passwords are long',
  description: '',
  severity: 'high',
  enforcement: 'block',
  resources: ['aws_db_instance'],
  having: [],
  mode: 'managed',
  onChange: false,
  related: [],
  needs: [],
  aliases: [],
  relatedResources: [],
  file: 'aws/rds/instance_password.rego',
  line: 9,
  reads: {
    applies: [['values', 'engine']],
    denies: [[['values', 'password']], [['values', 'rules', null, 'port']]],
    all: [
      ['values', 'engine'],
      ['values', 'password'],
      ['values', 'rules', null, 'port'],
      ['values', 'rules', null, 'cidr'],
    ],
  },
};

const resource: Resource = {
  type: 'aws_db_instance',
  provider: 'registry.terraform.io/hashicorp/aws',
  mode: 'managed',
  schema: { provider: 'aws' },
  address: 'module.a["x.y"].aws_db_instance.db',
  scope: { account: '1', region: 'eu-west-1' },
  values: {
    engine: 'postgres',
    password: 'hunter2',
    rules: [
      { port: 22, cidr: '10.0.0.0/8' },
      { port: 80, cidr: '0.0.0.0/0' },
    ],
  },
  tags: {},
  unknown: [],
  sensitive: [['values', 'password']],
  observed: { from: 'plan' },
};

const noLinks: Links = { refs: {}, referrers: {}, unknown: [], assumes: [] };
const denied: PolicyOutcome = { applies: true, denies: [0], deny: ['password hunter2 is short'] };
const passed: PolicyOutcome = { applies: true, denies: [], deny: [] };

function judged(changes: Partial<Resource> = {}, links: Links = noLinks): JudgedResource {
  const changed = { ...resource, ...changes };
  const input = policyInput(changed, links, 0);
  const untold = { referencesOf: () => undefined, declares: () => false };
  return { resource: changed, links, input, configurationRoot: '.', assumptions: true, ...untold };
}

async function finding(
  subject: JudgedResource,
  outcome: PolicyOutcome,
  again: PolicyOutcome | { error: string },
) {
  return findingOf(subject, policy, outcome, verdictOf(subject, policy, outcome), (_id, input) => {
    expect(JSON.stringify(input)).not.toContain('hunter2');
    return again;
  });
}

async function assumed(subject: JudgedResource, policy: Policy, outcome: PolicyOutcome) {
  const part = verdictOf(subject, policy, outcome);
  return (await findingOf(subject, policy, outcome, part, () => outcome)).assumes;
}

describe('verdictOf', () => {
  test.each([
    ['nothing unknown, no denial', [], passed, 'pass'],
    ['nothing unknown, a denial', [], denied, 'fail'],
    ['an unread place unknown', [['values', 'name']], denied, 'fail'],
    ['the read place unknown', [['values', 'password']], passed, 'unknown'],
    ['a place below a read', [['values', 'password', 'x']], passed, 'unknown'],
    ['all of the list unknown', [['values', 'rules']], passed, 'unknown'],
    ['a leaf of an element unknown', [['values', 'rules', 1, 'port']], passed, 'unknown'],
    ['another leaf of an element unknown', [['values', 'rules', 1, 'cidr']], passed, 'pass'],
    ['all values unknown', [['values']], passed, 'unknown'],
    ['what applies reads unknown', [['values', 'engine']], { ...passed, applies: false }, 'unknown'],
    [
      'not applicable, what deny reads unknown',
      [['values', 'password']],
      { ...passed, applies: false },
      'not-applicable',
    ],
  ] as const)('%s', (_note, places, outcome, verdict) => {
    const subject = judged({ unknown: places.map((path) => ({ path, reason: 'after-apply' })) });
    expect(verdictOf(subject, policy, outcome).verdict).toBe(verdict);
  });

  test('a key that is not known yet is a place like any other', () => {
    const byKey = { ...policy, reads: { ...policy.reads, denies: [[['key']]] } };
    const { key: _key, ...keyless } = resource;
    const subject = { ...judged(), resource: keyless as Resource };
    expect(verdictOf(subject, byKey, denied)).toMatchObject({
      verdict: 'unknown',
      unknown: [{ path: ['key'], reason: 'after-apply' }],
    });
    expect(verdictOf({ ...judged(), resource: { ...resource, key: 'k' } }, byKey, denied).verdict).toBe(
      'fail',
    );
  });

  test('an unknown verdict names the places and reasons that it hangs on', () => {
    const unknown = [
      { path: ['values', 'password'], reason: 'unset' },
      { path: ['values', 'name'], reason: 'after-apply' },
    ] as const;
    expect(verdictOf(judged({ unknown }), policy, passed)).toEqual({
      verdict: 'unknown',
      messages: [],
      decidedBy: [],
      unknown: [{ path: ['values', 'password'], reason: 'unset' }],
    });
  });

  test('an evaluation error is a verdict of its own, never a pass', () => {
    expect(verdictOf(judged(), policy, { error: 'conflict' })).toEqual({
      verdict: 'error',
      messages: ['conflict'],
      decidedBy: [],
    });
  });
});

describe('links', () => {
  const bucketPolicy: Policy = {
    ...policy,
    reads: {
      applies: [],
      denies: [
        [
          ['referrers', 'aws_s3_bucket_versioning', 'bucket', null, 'values', 'status'],
          ['refs', 'kms_key_id', null, 'values', 'rotation'],
        ],
      ],
      all: [
        ['referrers', 'aws_s3_bucket_versioning', 'bucket', null, 'values', 'status'],
        ['refs', 'kms_key_id', null, 'values', 'rotation'],
      ],
    },
  };
  const record: LinkedResource = {
    scope: {},
    tags: {},
    values: { status: 'Enabled' },
    unknown: [],
    sensitive: [],
  };

  test('an empty list of a complete input is named as an assumption', async () => {
    const links: Links = {
      ...noLinks,
      referrers: { aws_s3_bucket_versioning: { bucket: [] } },
      refs: { kms_key_id: [] },
    };
    expect(await assumed(judged({}, links), bucketPolicy, denied)).toEqual([
      { kind: 'nothing-elsewhere', path: ['referrers', 'aws_s3_bucket_versioning', 'bucket'] },
    ]);
  });

  test('what is assumed to stand in a list that is empty is named, not that nothing does', async () => {
    const path = ['referrers', 'aws_s3_bucket_versioning', 'bucket'];
    const links: Links = { ...noLinks, referrers: { aws_s3_bucket_versioning: { bucket: [] } } };
    const filled: Assumption = { kind: 'documented-default', path, detail: 'Enabled' };
    const part = { verdict: 'pass', messages: [], decidedBy: [], assumes: [filled] } as const;
    const { assumes } = await findingOf(judged({}, links), bucketPolicy, passed, part, () => passed);
    expect(assumes).toEqual([filled]);
  });

  test('an attribute that names something that is not here is named too', async () => {
    const links: Links = {
      ...noLinks,
      referrers: { aws_s3_bucket_versioning: { bucket: [record] } },
      refs: { kms_key_id: [] },
    };
    const subject = judged({ values: { ...resource.values, kms_key_id: 'arn:aws:kms:::key/1' } }, links);
    expect(await assumed(subject, bucketPolicy, passed)).toEqual([
      { kind: 'nothing-elsewhere', path: ['refs', 'kms_key_id'] },
    ]);
  });

  test('a link that is settled by a reference alone is named where the policy reads it', async () => {
    const bare = (path: Path): Assumption => ({ kind: 'bare-reference', path, detail: 'd' });
    const list = ['referrers', 'aws_s3_bucket_versioning', 'bucket'];
    const links: Links = {
      ...noLinks,
      referrers: { aws_s3_bucket_versioning: { bucket: [record] } },
      refs: { kms_key_id: [] },
      assumes: [bare(list), bare(['referrers', 'aws_s3_bucket_policy', 'bucket']), bare(['refs', 'role'])],
    };
    expect(await assumed(judged({}, links), bucketPolicy, passed)).toEqual([bare(list)]);
  });

  test('an open link makes the verdict unknown', () => {
    const open = { path: ['referrers', 'aws_s3_bucket_versioning', 'bucket'], reason: 'link-open' } as const;
    const links: Links = {
      ...noLinks,
      referrers: { aws_s3_bucket_versioning: { bucket: [] } },
      unknown: [open],
    };
    expect(verdictOf(judged({}, links), bucketPolicy, denied)).toMatchObject({
      verdict: 'unknown',
      unknown: [open],
    });
  });

  test('the account of a plan that holds nothing of the kind cannot be known', () => {
    const links: Links = { ...noLinks, referrers: { aws_s3_bucket_versioning: { bucket: [] } } };
    const account = judged({ type: 'driftlock_aws_account' }, links);
    const open = [
      { path: ['referrers', 'aws_s3_bucket_versioning', 'bucket'], reason: 'link-open' } as const,
    ];
    expect(verdictOf(account, bucketPolicy, denied)).toMatchObject({ verdict: 'unknown', unknown: open });
    const said = judged({ type: 'driftlock_aws_account' }, { ...links, unknown: open });
    expect(verdictOf(said, bucketPolicy, denied)).toMatchObject({ verdict: 'unknown', unknown: open });
    const live = judged({ type: 'driftlock_aws_account', observed: { from: 'live' } }, links);
    expect(verdictOf(live, bucketPolicy, denied).verdict).toBe('fail');
  });
});

describe('findingOf', () => {
  test('a message built from a sensitive value comes from an evaluation that never saw it', async () => {
    const found = await finding(judged(), denied, {
      applies: true,
      denies: [0],
      deny: ['password (sensitive) is short'],
    });
    expect(found.messages).toEqual(['password (sensitive) is short']);
    expect(found.decidedBy).toEqual([{ path: ['values', 'password'], sensitive: true }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test.each([
    ['denies otherwise', { applies: true, denies: [], deny: [] }],
    ['fails', { error: 'conflict' }],
  ])('where the masked evaluation %s, the title serves', async (_note, again) => {
    const found = await finding(judged(), denied, again);
    expect(found.messages).toEqual(['Passwords are long']);
  });

  test('decisions are the reads of the bodies that denied, with values, without what is missing', async () => {
    const outcome: PolicyOutcome = { applies: true, denies: [1], deny: ['port 22'] };
    const found = await finding(judged(), outcome, outcome);
    expect(found.decidedBy).toEqual([
      { path: ['values', 'rules', 0, 'port'], value: 22 },
      { path: ['values', 'rules', 1, 'port'], value: 80 },
    ]);
  });

  test('a path that a member gives decides', async () => {
    const outcome: PolicyOutcome = {
      applies: true,
      denies: [1],
      deny: [{ message: 'port 22', path: ['values', 'rules', 0] }],
    };
    const found = await finding(judged(), outcome, outcome);
    expect(found).toMatchObject({
      messages: ['port 22'],
      decidedBy: [{ path: ['values', 'rules', 0], value: { port: 22 } }],
    });
  });

  test('fingerprints: by key where known, by address, by the address before a move', async () => {
    const plain = await finding(judged(), denied, denied);
    const keyed = await finding(judged({ key: '["1","eu-west-1","aws_db_instance","db"]' }), denied, denied);
    const moved = await finding(
      judged({ address: 'aws_db_instance.new', previousAddress: 'module.a["x.y"].aws_db_instance.db' }),
      denied,
      denied,
    );
    expect(plain.fingerprints).toHaveLength(1);
    expect(keyed.fingerprints[1]).toBe(plain.fingerprints[0]);
    expect(moved.fingerprints[1]).toBe(plain.fingerprints[0]);
    expect(new Set([...keyed.fingerprints, ...moved.fingerprints]).size).toBe(3);
  });
});
