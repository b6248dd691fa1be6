/** Lists that are empty because the cloud was asked for all that could be in them, and those of which that is not told. */
import { describe, expect, test } from 'vitest';
import { assumptionsOf } from '../../../../src/evaluate/assumptions.ts';
import type { LinkInput } from '../../../../src/resource/links/link-index.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import type { Path, Resource, Scope } from '../../../../src/resource/resource.ts';
import { BUCKET, inputOf, linksIn, made, PATH, READ, VERSIONING } from './made-inputs.ts';

const ACCOUNT = '111122223333';
const live = (type: string, values: Resource['values'], region: string): Resource => {
  const scope: Scope = { account: ACCOUNT, region };
  return made(type, undefined, values, { scope, observed: { from: 'live' } });
};
const bucket = live(BUCKET, { bucket: 'b', arn: 'arn:aws:s3:::b' }, 'eu-west-1');
const role = live('aws_iam_role', { name: 'r', arn: `arn:aws:iam::${ACCOUNT}:role/r` }, 'global');
const group = live('aws_security_group', { id: 'sg-1' }, 'eu-west-1');
const topic = live('aws_sns_topic', { name: 't', arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:t` }, 'eu-west-1');
const account = live('driftlock_aws_account', { account_id: ACCOUNT }, 'global');

function assumed(
  of: Resource,
  path: Path,
  more: Partial<LinkInput>,
  others: readonly LinkInput[] = [],
): Path[] {
  const read: ReadPath = [...path, null, 'values'];
  const input = inputOf([of], more);
  const links = linksIn({ [of.type]: [read] }, [input, ...others], of);
  expect(links.unknown).toEqual([]);
  return assumptionsOf([read], of, links).map((one) => one.path);
}

const all: Partial<LinkInput> = { isListed: () => true };

describe('nothing is assumed of an empty list', () => {
  test.each<[string, Resource, Path]>([
    ['settings of a bucket', bucket, PATH],
    ['inline policies of a role', role, ['referrers', 'aws_iam_role_policy', 'role']],
    ['rules of a group', group, ['referrers', 'aws_vpc_security_group_ingress_rule', 'security_group_id']],
    ['the policy of a topic, which has but one', topic, ['referrers', 'aws_sns_topic_policy', 'arn']],
    ['what lies in an account', account, ['referrers', 'aws_cloudtrail', 'account']],
  ])('of %s where all were listed', (_, of, path) => {
    expect(assumed(of, path, all)).toEqual([]);
    expect(assumed(of, path, {})).toEqual([path]);
    expect(assumed(of, path, { isListed: () => false })).toEqual([path]);
  });

  test('where the type was listed in the place of what it belongs to', () => {
    const asked: [string, Scope][] = [];
    const isListed = (type: string, scope: Scope): boolean => asked.push([type, scope]) > 0;
    expect(assumed(bucket, PATH, { isListed })).toEqual([]);
    expect(asked).toEqual([[VERSIONING, bucket.scope]]);
  });

  test('also behind another link', () => {
    const log = live('aws_s3_bucket_logging', { bucket: 'b', target_bucket: 'b' }, 'eu-west-1');
    const read: ReadPath = [
      'referrers',
      'aws_s3_bucket_logging',
      'bucket',
      null,
      'refs',
      'target_bucket',
      null,
    ];
    const further: ReadPath = [...read, ...READ];
    const of = (more: Partial<LinkInput>) => {
      const links = linksIn({ [BUCKET]: [further] }, [inputOf([bucket, log], more)], bucket);
      return assumptionsOf([further], bucket, links).map((one) => one.path);
    };
    const path = ['referrers', 'aws_s3_bucket_logging', 'bucket', 0, 'refs', 'target_bucket', 0, ...PATH];
    expect([of(all), of({})]).toEqual([[], [path]]);
  });
});

describe('that nothing lies elsewhere is assumed', () => {
  test.each<[string, Resource, Path]>([
    [
      'what names a thing may lie in another account',
      bucket,
      ['referrers', 'aws_cloudtrail', 's3_bucket_name'],
    ],
    ['who logs to a bucket', bucket, ['referrers', 'aws_s3_bucket_logging', 'target_bucket']],
    ['who subscribed to a topic', topic, ['referrers', 'aws_sns_topic_subscription', 'topic_arn']],
    ['an access point of a bucket', bucket, ['referrers', 'aws_s3_access_point', 'bucket']],
    ['an instance in a group', group, ['referrers', 'aws_instance', 'vpc_security_group_ids']],
  ])('%s', (_, of, path) => {
    expect(assumed(of, path, all)).toEqual([path]);
  });

  test('of what is named and is not there', () => {
    const trail = live('aws_cloudtrail', { name: 't', s3_bucket_name: 'gone' }, 'eu-west-1');
    expect(assumed(trail, ['refs', 's3_bucket_name'], all)).toEqual([['refs', 's3_bucket_name']]);
  });

  test('of a resource of another input, which is no snapshot', () => {
    const declared = made(BUCKET, 'aws_s3_bucket.b', { bucket: 'c' }, { observed: { from: 'state' } });
    expect(assumed(declared, PATH, {}, [inputOf([bucket], all)])).toEqual([PATH]);
  });
});
