/** Plans that show only a part: what they leave out is never taken for absent, and nothing that they show is lost. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { ROOT, runCli } from '../cli/run-cli.ts';
import { compared, differing, isDefinite, judgedIn, placeOf, subjectOf } from './plan-and-state.ts';

const FOLDER = path.join(ROOT, 'test/fixtures/unknowns');
const PART = 'the plan covers only part (complete: false): it was targeted, or needs another run';

interface Expected {
  readonly code: number;
  readonly errored?: true;
  /** Addresses of what is managed, but for `terraform_data`. */
  readonly resources: readonly string[];
  readonly incomplete: readonly string[];
  /** By policy and resource: lists of which it is not known what they hold. */
  readonly open: Readonly<Record<string, readonly string[]>>;
}

const SETTINGS = [
  'refs.account[0].referrers.aws_s3_account_public_access_block.account',
  'referrers.aws_s3_bucket_acl.bucket',
  'referrers.aws_s3_bucket_ownership_controls.bucket',
  'referrers.aws_s3_bucket_policy.bucket',
  'referrers.aws_s3_bucket_public_access_block.bucket',
];

const OF_DATA = 'aws.s3.bucket_public_access on aws_s3_bucket.data';
const DATA = {
  [OF_DATA]: SETTINGS,
  'aws.s3.bucket_versioning on aws_s3_bucket.data': ['referrers.aws_s3_bucket_versioning.bucket'],
  'aws.s3.bucket_logging on aws_s3_bucket.data': [
    'referrers.aws_s3_bucket_logging.target_bucket',
    'referrers.aws_s3_bucket_logging.bucket',
  ],
};

const COUNTED = [
  'aws_ebs_volume.single',
  'aws_s3_bucket.fixed',
  'aws_s3_bucket.logged',
  'aws_s3_bucket.versioned',
  'aws_s3_bucket_acl.versioned',
  'aws_s3_bucket_versioning.fixed',
  'aws_security_group.apart',
];

/** Settings whose number is not known; those of `fixed` are written out, and open only where a part is shown. */
const UNCOUNTED = {
  'aws.s3.bucket_versioning on aws_s3_bucket.versioned': ['referrers.aws_s3_bucket_versioning.bucket'],
  'aws.s3.bucket_logging on aws_s3_bucket.logged': [
    'referrers.aws_s3_bucket_logging.target_bucket',
    'referrers.aws_s3_bucket_logging.bucket',
  ],
  'aws.s3.bucket_logging on aws_s3_bucket.versioned': [
    'referrers.aws_s3_bucket_logging.target_bucket',
    'referrers.aws_s3_bucket_logging.bucket',
  ],
};

const DEFERRED = [
  'aws_ebs_volume',
  'aws_s3_bucket_logging',
  'aws_s3_bucket_versioning',
  'aws_vpc_security_group_ingress_rule',
  'aws_s3_bucket',
];

const PLANS: Readonly<Record<string, Expected>> = {
  'targeted/bucket': { code: 3, resources: ['aws_s3_bucket.data'], incomplete: [PART], open: DATA },
  // With the document that opens the bucket, without what holds it back.
  'targeted/rule': {
    code: 3,
    resources: [
      'aws_ebs_volume.flag',
      'aws_ec2_managed_prefix_list.peers',
      'aws_s3_bucket.data',
      'aws_s3_bucket_policy.data',
      'aws_security_group.apart',
      'aws_vpc_security_group_ingress_rule.list',
    ],
    incomplete: [PART],
    open: {
      ...DATA,
      // The document that is shown is certain; it may not be all.
      [OF_DATA]: [...DATA[OF_DATA], 'referrers.aws_s3_bucket_policy.bucket[1]'],
      'aws.ec2.security_group_open_ports on aws_vpc_security_group_ingress_rule.list': [
        'refs.prefix_list_id[0].referrers.aws_ec2_managed_prefix_list_entry.prefix_list_id',
      ],
    },
  },
  'targeted/target-destroy': {
    code: 3,
    resources: ['aws_s3_bucket_public_access_block.data'],
    incomplete: [PART],
    open: {},
  },
  'unknown-count/errored': {
    code: 3,
    errored: true,
    resources: COUNTED,
    incomplete: ['planning ended with an error: resources may be missing'],
    open: UNCOUNTED,
  },
  'unknown-count/held': { code: 3, resources: [], incomplete: [PART], open: {} },
  // A volume that is not encrypted fails, however many of it there will be.
  'unknown-count/deferred': {
    code: 1,
    resources: [
      ...COUNTED,
      'aws_ebs_volume.encrypted[*]',
      'aws_ebs_volume.many[*]',
      'aws_s3_bucket_logging.logged[*]',
      'aws_s3_bucket_versioning.versioned[*]',
      'aws_vpc_security_group_ingress_rule.each[*]',
      'module.stores[*].aws_s3_bucket.store[*]',
      'module.stores[*].aws_s3_bucket_versioning.store[*]',
    ],
    incomplete: [
      'Terraform deferred changes: the plan covers only part',
      ...DEFERRED.map((type) => `${type} deferred by Terraform: instance_count_unknown`),
    ],
    open: {
      ...UNCOUNTED,
      'aws.s3.bucket_versioning on module.stores[*].aws_s3_bucket.store[*]': [
        'referrers.aws_s3_bucket_versioning.bucket',
      ],
    },
  },
};

function stateAfter(name: string): string {
  const [folder = '', plan] = name.split('/');
  return path.join(FOLDER, folder, `${plan === 'target-destroy' ? 'updated' : 'applied'}.state.json.gz`);
}

/** What is open by a link, by policy and resource, as places. */
function openPlaces(findings: readonly Finding[], name: string): string[] {
  const found = findings.find((one) => `${one.policy} on ${subjectOf(one)}` === name);
  expect(found?.verdict).toBe('unknown');
  return (found?.unknown ?? [])
    .filter(({ reason }) => reason === 'link-open')
    .map(({ path: at }) => placeOf(at));
}

describe.each(Object.entries(PLANS))('%s', (name, expected) => {
  const file = `${name}.plan.json.gz`;

  test('is told to be a part, and each resource that it shows is counted', async () => {
    const { code, stdout } = await runCli(['scan', file, '-f', 'json', '--show', 'all'], { cwd: FOLDER });
    const { input, summary, findings } = JSON.parse(stdout) as Report;
    expect({
      code,
      complete: input[0]?.complete,
      errored: input[0]?.errored,
      incomplete: summary.incomplete,
    }).toEqual({
      code: expected.code,
      complete: false,
      errored: expected.errored === true,
      incomplete: expected.incomplete.map((line) => `${file}: ${line}`),
    });
    // And the terraform_data, where it is not left out.
    expect(summary.resources - expected.resources.length).toBe(
      name.includes('/bucket') || name.includes('destroy') ? 0 : 1,
    );
    for (const { resource } of findings)
      if (resource.address !== undefined) expect(expected.resources).toContain(resource.address);
  });

  test('what it leaves out is open', async () => {
    const findings = (await judgedIn(path.join(FOLDER, file))).map(({ finding }) => finding);
    for (const [one, places] of Object.entries(expected.open)) {
      const told = openPlaces(findings, one);
      expect(told.length, one).toBeGreaterThan(0);
      expect(places, one).toEqual(expect.arrayContaining(told));
    }
  });

  test('what it decides is so in the state of the whole', async () => {
    const [plan, state] = await Promise.all([judgedIn(path.join(FOLDER, file)), judgedIn(stateAfter(name))]);
    expect(differing(compared(plan, state))).toEqual([]);
    const settled = plan.filter(({ finding }) => isDefinite(finding)).map(({ finding }) => finding.policy);
    expect(settled.filter((policy) => policy.startsWith('aws.ec2.ebs')).length).toBe(
      { 'unknown-count/errored': 1, 'unknown-count/deferred': 3 }[name] ?? 0,
    );
  });
});
