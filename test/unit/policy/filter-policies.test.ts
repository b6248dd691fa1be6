/** The filters of `driftlock policy list`, held against the bundled policies and one of a team's. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { PolicyCatalogue } from '../../../src/finding/policy.ts';
import { filterPolicies, type PolicyFilter } from '../../../src/policy/filter-policies.ts';
import { loadBundledPolicies } from '../../../src/policy/load-bundled-policies.ts';

const NONE: PolicyFilter = {
  cloud: [],
  service: [],
  severity: [],
  type: [],
  alias: [],
  framework: [],
  search: [],
};
let bundled: PolicyCatalogue;
let catalogues: PolicyCatalogue[];

/** A team's policy, made of a bundled one. */
function team(): PolicyCatalogue {
  const [policy] = bundled.policies;
  if (policy === undefined) throw new Error('no bundled policies');
  const own = {
    ...policy,
    id: 'acme.disk.size',
    severity: 'info' as const,
    aliases: ['ACME-1'],
    controls: ['acme_1/7'],
    title: 'Disks',
  };
  return { ...bundled, policies: [own], groups: { g1: [own.id] }, types: { google_compute_disk: 'g1' } };
}

beforeAll(async () => {
  bundled = (await loadBundledPolicies()).catalogue;
  catalogues = [bundled, team()];
});

function ids(filter: Partial<PolicyFilter>): string[] {
  return filterPolicies(catalogues, { ...NONE, ...filter }).map(({ id }) => id);
}

test('no filter gives all of them, by id', () => {
  expect(ids({})).toEqual([...bundled.policies.map(({ id }) => id), 'acme.disk.size'].sort());
});

describe('a filter gives what fits it', () => {
  test.each<[Partial<PolicyFilter>, string[]]>([
    [{ cloud: ['gcp'] }, ['acme.disk.size']],
    [
      { service: ['sqs', 'disk'] },
      ['acme.disk.size', 'aws.sqs.queue_encryption', 'aws.sqs.queue_public_access'],
    ],
    [{ severity: ['critical'], service: ['s3'] }, ['aws.s3.bucket_public_access']],
    [{ severity: ['INFO'] }, ['acme.disk.size']],
    [{ type: ['google_*'] }, ['acme.disk.size']],
    [{ type: ['aws_sqs_queue_policy'], severity: ['critical'] }, ['aws.sqs.queue_public_access']],
    [
      { alias: ['ckv_aws_2*'] },
      [
        'aws.dynamodb.table_recovery',
        'aws.ec2.network_acl_open_ports',
        'aws.ec2.security_group_open_ports',
        'aws.elb.listener_encryption',
        'aws.guardduty.detector_enabled',
        'aws.iam.administrator_access',
        'aws.lambda.function_url_public_access',
        'aws.rds.instance_deletion_protection',
        'aws.rds.instance_minor_version_upgrade',
        'aws.s3.bucket_public_access',
        'aws.s3.bucket_versioning',
        'aws.sns.topic_encryption',
        'aws.sqs.queue_encryption',
      ],
    ],
    [{ alias: ['ACME-1'] }, ['acme.disk.size']],
    [{ framework: ['acme_1'] }, ['acme.disk.size']],
    [{ framework: ['cis_aws_5.0/5.2'] }, ['aws.ec2.network_acl_open_ports']],
    [
      { framework: ['cis_aws_5.0/5.1*'] },
      ['aws.ec2.ebs_default_encryption', 'aws.ec2.security_group_open_ports'],
    ],
    [{ framework: ['CIS_*/2.1.4', 'acme_1/7'] }, ['acme.disk.size', 'aws.s3.bucket_public_access']],
    [{ search: ['PUBLIC', 'queues'] }, ['aws.sqs.queue_public_access']],
    [{ search: ['CKV_AWS_21'] }, ['aws.s3.bucket_versioning']],
    [{ search: ['nothing says this'] }, []],
    [{ cloud: ['gcp'], service: ['s3'] }, []],
  ])('%o', (filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });

  test('a type that folds into others, and one that a pattern means', () => {
    expect(ids({ type: ['aws_security_group'] })).toContain('aws.ec2.security_group_open_ports');
    expect(ids({ type: ['aws_xray_group'] })).toEqual([
      'aws.resource.required_tags',
      'aws.resource.tag_values',
    ]);
  });

  test('a type that is known and that nobody judges', () => {
    const judged = bundled.types.aws_s3_bucket_website_configuration;
    expect([judged, ids({ type: ['aws_s3_bucket_website_configuration'] })]).toEqual([undefined, []]);
  });
});

describe('a name that is none is an error with the nearest', () => {
  test.each<[Partial<PolicyFilter>, RegExp]>([
    [{ cloud: ['asw'] }, /known: aws, gcp/],
    [{ service: ['sqss'] }, /"sqs"/],
    [{ severity: ['hihg'] }, /"high".*known: critical, high, medium, low, info/],
    [{ type: ['aws_s3_buckt'] }, /"aws_s3_bucket"/],
    [{ framework: ['cis_aws_5.O'] }, /"cis_aws_5.0"/],
    [{ alias: ['CKV_AWS_2l'] }, /CKV_AWS_2/],
  ])('%o', (filter, hint) => {
    expect(() => ids(filter)).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringMatching(hint) }),
    );
  });
});
