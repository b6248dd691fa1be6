/** A name that is known only after apply may be one that is written out and names nobody here; both sides are open. */
import { describe, expect, test } from 'vitest';
import { chosenNames } from '../../../../src/resource/links/chosen-names.ts';
import { buildLinkIndex, linksOf } from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { JsonObject, Links, Resource, Scope } from '../../../../src/resource/resource.ts';
import { BUCKET, inputOf, linksIn, made, PATH, READ, unknownAt, VERSIONING } from './made-inputs.ts';
import { fixturePlan, linkInput, type PlanJson, resourcesOf } from './plan-reader.ts';

type Wanted = Record<string, ReadPath[]>;

/** By address: the addresses of the linked records, `?` where the list is open. */
function pictureOf(plan: PlanJson, wanted: Wanted): Record<string, string> {
  const index = buildLinkIndex([linkInput(plan)], wanted);
  const judged = resourcesOf(plan).filter(({ type, mode }) => type in wanted && mode === 'managed');
  return Object.fromEntries(
    judged.map((resource) => [resource.address as string, wordsOf(linksOf(index, resource, 0))]),
  );
}

function wordsOf({ refs, referrers, unknown }: Links): string {
  const lists = [...Object.values(refs), ...Object.values(referrers).flatMap(Object.values)].flat();
  const open = unknown.filter(({ reason }) => reason === 'link-open');
  return [...lists.map(({ address }) => address), ...open.map(() => '?')].join(' ');
}

describe('names that a plan of the real provider does not know', () => {
  const plan = fixturePlan('unknown-names');
  const referring = (type: string, attribute: string): ReadPath => ['referrers', type, attribute, null];

  test('may be those that name nobody; those that the provider makes up may not', () => {
    expect(pictureOf(plan, { [BUCKET]: [referring(VERSIONING, 'bucket')] })).toEqual({
      'aws_s3_bucket.computed': '?',
      'aws_s3_bucket.prefixed': '',
      'aws_s3_bucket.nameless': '',
      'aws_s3_bucket.named': '',
    });
  });
  test('are not those that name somebody', () => {
    expect(pictureOf(plan, { [BUCKET]: [referring('aws_s3_bucket_public_access_block', 'bucket')] })).toEqual(
      {
        'aws_s3_bucket.computed': '',
        'aws_s3_bucket.prefixed': '',
        'aws_s3_bucket.nameless': '',
        'aws_s3_bucket.named': 'aws_s3_bucket_public_access_block.named',
      },
    );
  });
  test('leave open what a name that names nobody means', () => {
    const reads: Wanted = {
      [VERSIONING]: [['refs', 'bucket', null]],
      aws_s3_bucket_public_access_block: [['refs', 'bucket', null]],
      aws_cloudtrail: [['refs', 'kms_key_id', null]],
      aws_iam_role_policy_attachment: [['refs', 'policy_arn', null]],
    };
    expect(pictureOf(plan, reads)).toEqual({
      'aws_s3_bucket_versioning.elsewhere': '?',
      'aws_s3_bucket_public_access_block.named': 'aws_s3_bucket.named',
      'aws_cloudtrail.elsewhere': '?',
      'aws_iam_role_policy_attachment.managed': '',
      'aws_iam_role_policy_attachment.literal': '?',
    });
  });
  test('of an alias are names of its key', () => {
    expect(pictureOf(plan, { aws_kms_key: [referring('aws_cloudtrail', 'kms_key_id')] })).toEqual({
      'aws_kms_key.k': '?',
    });
  });
  test('stay settled once each name is told', () => {
    const told = {
      ...plan,
      resource_changes: plan.resource_changes.map((one) => ({
        ...one,
        change: { ...one.change, after: { name: 'n', bucket: 'n', ...one.change.after }, after_unknown: {} },
      })),
    };
    expect(pictureOf(told, { [BUCKET]: [referring(VERSIONING, 'bucket')] })).toEqual({
      'aws_s3_bucket.computed': '',
      'aws_s3_bucket.prefixed': '',
      'aws_s3_bucket.nameless': '',
      'aws_s3_bucket.named': '',
    });
  });
});

test('literal names, the names of the buckets then made unknown', () => {
  const plan = fixturePlan('literal-names');
  const unnamed = (address: string): PlanJson => ({
    ...plan,
    configuration: {
      root_module: {
        ...plan.configuration.root_module,
        resources: (plan.configuration.root_module.resources ?? []).map((block) =>
          block.address === address
            ? { ...block, expressions: { bucket: { references: ['random_id.x.hex', 'random_id.x'] } } }
            : block,
        ),
      },
    },
    resource_changes: plan.resource_changes.map((one) => {
      if (one.address !== address) return one;
      const { bucket: _, ...after } = one.change.after as JsonObject;
      const mirror = { ...(one.change.after_unknown as JsonObject), bucket: true };
      return { ...one, change: { ...one.change, after, after_unknown: mirror } };
    }),
  });
  const wanted: Wanted = { [BUCKET]: [READ], [VERSIONING]: [['refs', 'bucket', null]] };
  expect(pictureOf(plan, wanted)).toEqual({
    'aws_s3_bucket.a': 'aws_s3_bucket_versioning.v',
    'aws_s3_bucket.b': '',
    'aws_s3_bucket_versioning.v': 'aws_s3_bucket.a',
    'aws_s3_bucket_versioning.elsewhere': '',
  });
  expect(pictureOf(unnamed('aws_s3_bucket.b'), wanted)).toEqual({
    'aws_s3_bucket.a': 'aws_s3_bucket_versioning.v',
    'aws_s3_bucket.b': '?',
    'aws_s3_bucket_versioning.v': 'aws_s3_bucket.a',
    'aws_s3_bucket_versioning.elsewhere': '?',
  });
  expect(pictureOf(unnamed('aws_s3_bucket.a'), wanted)).toEqual({
    'aws_s3_bucket.a': '?',
    'aws_s3_bucket.b': '',
    'aws_s3_bucket_versioning.v': '?',
    'aws_s3_bucket_versioning.elsewhere': '?',
  });
});

describe('where such a name may pass', () => {
  const ROLE = 'aws_iam_role';
  const POLICY = 'aws_iam_role_policy';
  const wanted: Wanted = {
    [ROLE]: [['referrers', POLICY, 'role', null]],
    [POLICY]: [['refs', 'role', null]],
  };
  const role = (scope: Scope, reason: 'after-apply' | 'unset' | 'denied' = 'after-apply'): Resource =>
    made(ROLE, 'aws_iam_role.r', {}, { scope, unknown: [{ path: ['values', 'name'], reason }] });
  const policy = (scope: Scope): Resource => made(POLICY, `${POLICY}.p`, { role: 'x' }, { scope });
  const picture = (one: Resource, other: Resource): string[] => {
    const input = inputOf([one, other]);
    return [one, other].map((resource) => wordsOf(linksIn(wanted, [input], resource)));
  };

  test('within an account and region, as far as they are told', () => {
    expect(picture(role({ account: '1' }), policy({ account: '1' }))).toEqual(['?', '?']);
    expect(picture(role({ account: '1' }), policy({}))).toEqual(['?', '?']);
    expect(picture(role({ account: '1' }), policy({ account: '2' }))).toEqual(['', '']);
  });
  test('only where it is chosen, or could not be read', () => {
    expect(picture(role({}, 'unset'), policy({}))).toEqual(['', '']);
    expect(picture(role({}, 'denied'), policy({}))).toEqual(['?', '?']);
  });
  test('within one input: another holds bears on it only by names that both tell', () => {
    const inputs = [inputOf([role({})]), inputOf([policy({})])];
    expect(wordsOf(linksIn(wanted, inputs, role({}), 0))).toBe('');
    expect(wordsOf(linksIn(wanted, inputs, policy({}), 1))).toBe('');
  });
  test('of a resource whose values are unknown as a whole', () => {
    const whole = made(BUCKET, 'aws_s3_bucket.b', {}, { unknown: [{ path: ['values'], reason: 'failed' }] });
    const setting = made(VERSIONING, `${VERSIONING}.v`, { bucket: 'b' });
    expect(linksIn({ [BUCKET]: [READ] }, [inputOf([whole, setting])], whole).unknown).toEqual([
      { path: PATH, reason: 'link-open' },
    ]);
  });
  test('an ARN names the account that it tells, and what has an id made for it is not named before', () => {
    const topic = (account: string): Resource =>
      made('aws_sns_topic', 'aws_sns_topic.t', {}, { scope: { account }, unknown: [unknownAt('name')] });
    const alarm = (action: string): Resource =>
      made('aws_cloudwatch_metric_alarm', 'aws_cloudwatch_metric_alarm.a', { alarm_actions: [action] });
    const reads: Wanted = { aws_sns_topic: [['referrers', 'aws_cloudwatch_metric_alarm', 'alarm_actions']] };
    const words = (account: string, action: string): string =>
      wordsOf(linksIn(reads, [inputOf([topic(account), alarm(action)])], topic(account)));
    expect(words('123456789012', 'arn:aws:sns:us-east-1:123456789012:x')).toBe('?');
    expect(words('123456789012', 'arn:aws:sns:us-east-1:210987654321:x')).toBe('');
    expect(words('123456789012', 'arn:aws:automate:us-east-1:ec2:recover')).toBe('');
    const group = made('aws_security_group', 'aws_security_group.g', {}, { unknown: [unknownAt('id')] });
    const rule = made('aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_ingress_rule.r', {
      security_group_id: 'sg-1',
    });
    const ofGroup: Wanted = { aws_security_group: [['referrers', rule.type, 'security_group_id', null]] };
    expect(wordsOf(linksIn(ofGroup, [inputOf([group, rule])], group))).toBe('');
  });
  test('aliases of AWS are never made here; the key of an unsettled alias may be any', () => {
    const volume = (key: string): Resource => made('aws_ebs_volume', 'aws_ebs_volume.v', { kms_key_id: key });
    const key = made('aws_kms_key', 'aws_kms_key.k', { key_id: '1' });
    const reads: Wanted = { aws_kms_key: [['referrers', 'aws_ebs_volume', 'kms_key_id', null]] };
    const alias = made(
      'aws_kms_alias',
      'aws_kms_alias.a',
      {},
      {
        unknown: [unknownAt('name'), unknownAt('target_key_id')],
      },
    );
    const words = (name: string): string =>
      wordsOf(linksIn(reads, [inputOf([key, alias, volume(name)])], key));
    expect([words('alias/mine'), words('alias/aws/ebs'), words('2'), words('1')]).toEqual([
      '?',
      '',
      '',
      'aws_ebs_volume.v',
    ]);
  });
});

test('a bucket is named by an ARN of S3 without an account, and by a host of S3 where hosts stand', () => {
  const bucket = made(BUCKET, 'aws_s3_bucket.b', {}, { unknown: [unknownAt('bucket')] });
  const words = (type: string, path: string, values: JsonObject): string => {
    const referrer = made(type, `${type}.r`, values);
    const reads: Wanted = { [BUCKET]: [['referrers', type, path, null]] };
    return wordsOf(linksIn(reads, [inputOf([bucket, referrer])], bucket));
  };
  const log = (log_destination: string): string =>
    words('aws_flow_log', 'log_destination', { log_destination });
  expect(log('arn:aws:s3:::x/prefix')).toBe('?');
  expect(log('arn:aws:logs:us-east-1:123456789012:log-group:x')).toBe('');
  expect(log('arn:aws:s3:us-east-1:123456789012:accesspoint/x')).toBe('');
  const origin = (domain_name: string): string =>
    words('aws_cloudfront_distribution', 'domain_name', { origin: [{ domain_name }] });
  expect(origin('x.s3.us-east-1.amazonaws.com')).toBe('?');
  expect(origin('www.example.com')).toBe('');
});

test('an access point is named by its ARN', () => {
  const POLICY = 'aws_s3control_access_point_policy';
  const point = made('aws_s3_access_point', 'aws_s3_access_point.p', {}, { unknown: [unknownAt('name')] });
  const policy = made(POLICY, `${POLICY}.p`, {
    access_point_arn: 'arn:aws:s3:us-east-1:123456789012:accesspoint/x',
  });
  const reads: Wanted = { aws_s3_access_point: [['referrers', POLICY, 'access_point_arn', null]] };
  expect(wordsOf(linksIn(reads, [inputOf([point, policy])], point))).toBe('?');
});

test('the names that people choose', () => {
  const types = ['aws_s3_bucket', 'aws_sqs_queue', 'aws_iam_policy', 'aws_vpc', 'aws_lb', 'aws_kms_key'];
  expect(types.map((type) => chosenNames(type))).toEqual([['bucket'], ['name'], ['name'], [], [], []]);
});

test('a queue that is to be made is named by its URL before that is known', () => {
  const queue = made('aws_sqs_queue', 'aws_sqs_queue.q', { name: 'q' }, { unknown: [unknownAt('url')] });
  const policy = (name: string): Resource =>
    made('aws_sqs_queue_policy', 'aws_sqs_queue_policy.p', {
      queue_url: `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`,
    });
  const reads: Wanted = { aws_sqs_queue: [['referrers', 'aws_sqs_queue_policy', 'queue_url', null]] };
  const words = (name: string): string => wordsOf(linksIn(reads, [inputOf([queue, policy(name)])], queue));
  expect([words('q'), words('other')]).toEqual(['aws_sqs_queue_policy.p ?', '']);
});
