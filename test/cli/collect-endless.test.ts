/** Listings that never end, over HTTP and in each protocol of AWS: `driftlock collect` ends, and tells which they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/finding/manifest.ts';
import { type Answer, type Call, type FakeAws, startFakeAws } from './fake-aws.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Thousands of pages take a while where the machine is busy. */
const LIMIT_MS = 240_000;
/** What the services call the token of the next page, and that there is one. */
const TOKENS = [
  'NextToken',
  'nextToken',
  'NextMarker',
  'Marker',
  'ContinuationToken',
  'LastEvaluatedTableName',
];
const FLAGS = ['IsTruncated', 'Truncated', 'HasMoreTrails'];
/** Asked before anything else; and one that is asked again until it is done, which is no listing. */
const APART = new Set(['GetCallerIdentity', 'DescribeRegions', 'GenerateCredentialReport']);

function page({ operation, protocol }: Call, token: string, items = ''): string {
  if (protocol === 'json') {
    const tokens = TOKENS.map((name) => `"${name}":"${token}"`);
    return `{${[...tokens, ...FLAGS.map((name) => `"${name}":true`), ...(items === '' ? [] : [items])].join(',')}}`;
  }
  const tokens = [
    ...TOKENS.map((name) => `<${name}>${token}</${name}>`),
    ...FLAGS.map((name) => `<${name}>true</${name}>`),
  ];
  const inside = tokens.join('') + items;
  // EC2 and S3 answer at once, the other services with a result inside.
  const name = /^\w+$/.test(operation) ? operation : 'Rest';
  return `<${name}Response>${inside}<${name}Result>${inside}</${name}Result></${name}Response>`;
}

interface Collected {
  readonly coverage: Manifest['coverage'];
  readonly aws: FakeAws;
}

async function collected(name: string, types: string, answer: Answer): Promise<Collected> {
  const aws = await startFakeAws(answer);
  try {
    const out = join(folder.path, name);
    const words = ['collect', 'aws', '-o', out, '--types', types];
    const { code, stderr } = await runCli(words, { environment: aws.environment, limitMs: LIMIT_MS });
    expect([code, stderr]).toEqual([3, '']);
    const { coverage } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
    return { coverage, aws };
  } finally {
    aws.close();
  }
}

/** `type status count listed api`, of what is not complete. */
function gapsIn({ coverage }: Collected): readonly string[] {
  return coverage
    .filter(({ status }) => status !== 'complete')
    .map(
      ({ type, status, count, listed, api }) => `${type} ${status} ${count}${listed ? ' listed' : ''} ${api}`,
    );
}

const ENDLESS = 'the listing does not end: the service names the same or ever new next pages';
/** These are told by one call each. */
const NO_LISTING = [
  'driftlock_aws_account',
  'driftlock_aws_region',
  'aws_cloudtrail',
  'aws_ebs_default_kms_key',
  'aws_ebs_encryption_by_default',
  'driftlock_aws_iam_account_summary',
  'driftlock_aws_iam_credential_report_entry',
  'aws_iam_account_password_policy',
  'aws_s3_account_public_access_block',
];

describe('a service that names the same next page for ever', () => {
  test('in every listing of every collector: each is asked for a second page, and is a gap', async () => {
    const { coverage, aws } = await collected('all', '*', (call) =>
      APART.has(call.operation) ? undefined : page(call, 'same'),
    );
    const ended = coverage.filter(({ error }) => error !== ENDLESS).map(({ type }) => type);
    expect(ended).toEqual(NO_LISTING);
    const endless = coverage.filter(({ error }) => error === ENDLESS);
    expect(endless.length).toBeGreaterThan(60);
    expect(
      endless.filter(({ status, count, listed }) => status !== 'failed' || count !== 0 || listed),
    ).toEqual([]);
    const services = new Set(endless.map(({ api }) => api?.split(':')[0]));
    expect([...services].sort().join(' ')).toBe(
      'dynamodb ec2 iam kms lambda logs rds s3 secretsmanager sns sqs ssm',
    );
    // Four collectors ask IAM for the same listing.
    expect([...aws.asked].filter(([, times]) => times > 8)).toEqual([]);
  });

  const ITEMS: Readonly<Record<string, string>> = {
    DescribeVolumes: '<volumeSet><item><volumeId>vol-1</volumeId></item></volumeSet>',
    ListInstanceProfiles:
      '<InstanceProfiles><member><InstanceProfileName>p</InstanceProfileName><Path>/</Path><Roles/></member></InstanceProfiles>',
    ListAliases: '"Aliases":[{"AliasName":"alias/a","TargetKeyId":"k"}]',
    DescribeParameters: '"Parameters":[{"Name":"p","Type":"String"}]',
    'GET /': '<Buckets><Bucket><Name>b</Name><BucketRegion>us-east-1</BucketRegion></Bucket></Buckets>',
    'GET /2015-03-31/functions': '"Functions":[{"FunctionName":"f"}]',
  };

  test('with an item on each: what came is kept, and the listing is not whole', async () => {
    const types =
      'aws_ebs_volume,aws_iam_instance_profile,aws_kms_alias,aws_ssm_parameter,aws_s3_bucket,aws_lambda_function';
    const found = await collected('items', types, (call) => {
      const items = ITEMS[call.operation];
      return items === undefined ? undefined : page(call, 'same', items);
    });
    expect(gapsIn(found)).toEqual([
      'aws_ebs_volume partial 2 ec2:DescribeVolumes',
      'aws_iam_instance_profile partial 2 iam:ListInstanceProfiles',
      'aws_kms_alias partial 2 kms:ListAliases',
      'aws_lambda_function partial 2 lambda:ListFunctions',
      'aws_s3_bucket partial 2 s3:ListBuckets',
      'aws_ssm_parameter partial 2 ssm:DescribeParameters',
    ]);
    expect(found.coverage.map(({ error }) => error)).toEqual(Array.from({ length: 6 }, () => ENDLESS));
  });

  test('in a listing of one resource: what it would have told is unknown, and the others are whole', async () => {
    const found = await collected('inside', 'aws_kms_key', (call) => {
      const { operation, body } = call;
      if (operation === 'ListAliases') return '{"Aliases":[]}';
      if (operation === 'ListKeys') return '{"Keys":[{"KeyId":"k1"},{"KeyId":"k2"}]}';
      if (operation === 'DescribeKey') return `{"KeyMetadata":${body}}`;
      if (operation === 'GetKeyRotationStatus') return '{"KeyRotationEnabled":true}';
      if (operation !== 'ListResourceTags') return undefined;
      return body.includes('k1') ? page(call, 'same') : '{"Tags":[]}';
    });
    expect(gapsIn(found)).toEqual(['aws_kms_key partial 2 listed kms:ListResourceTags']);
    expect(found.coverage.map(({ error }) => error)).toEqual([`1 of 2: ${ENDLESS}`]);
  });
});

describe('a service that names ever new next pages without anything in them', { timeout: LIMIT_MS }, () => {
  test('in XML, JSON and REST', async () => {
    let next = 0;
    const types = 'aws_ebs_volume,aws_dynamodb_table,aws_s3_bucket';
    const found = await collected('new', types, (call) =>
      APART.has(call.operation) ? undefined : page(call, `token-${next++}`),
    );
    expect(found.coverage.map(({ status, error }) => [status, error])).toEqual(
      Array.from({ length: 3 }, () => ['failed', ENDLESS]),
    );
    for (const operation of ['DescribeVolumes', 'ListTables', 'GET /'])
      expect([operation, found.aws.asked.get(operation)]).toEqual([operation, 1000]);
  });
});
