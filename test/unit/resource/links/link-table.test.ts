/** The link table against the provider's own schema, and what policies may read of it. */
import { describe, expect, test } from 'vitest';
import { DriftlockError } from '../../../../src/errors.ts';
import { awsLinks } from '../../../../src/resource/links/aws-links.ts';
import { checkLinkReads } from '../../../../src/resource/links/check-link-reads.ts';
import {
  linkRow,
  linksThrough,
  linkTargets,
  ownerLink,
  ownLinks,
} from '../../../../src/resource/links/link-table.ts';
import type { ReadPath } from '../../../../src/resource/read-path.ts';
import { type BlockSchema, schemaTypes, typeSchema } from '../../../../src/resource/type-schema.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

/** Whether a path through blocks, and through the objects of attributes written as blocks, exists. */
function has(block: BlockSchema | undefined, [step, ...rest]: readonly string[]): boolean {
  if (block === undefined || step === undefined) return false;
  const nested = block.blocks[step];
  if (nested !== undefined) return has(nested.block, rest);
  return (
    block.attributes[step] !== undefined &&
    (rest.length === 0 || typeof block.attributes[step].type !== 'string')
  );
}

describe('the AWS table holds against the provider schema', () => {
  test('every linked type and path', () => {
    const wrong = Object.keys(awsLinks.links).flatMap((type) =>
      [...ownLinks(type).values()]
        .filter(({ path }) => !has(typeSchema(AWS, type), path))
        .map(({ path }) => `${type}.${path.join('.')}`),
    );
    expect(wrong).toEqual([]);
  });
  test('every identifying attribute', () => {
    const wrong = Object.entries(awsLinks.identities).flatMap(([type, attributes]) =>
      attributes.filter((name) => !has(typeSchema(AWS, type), [name])).map((name) => `${type}.${name}`),
    );
    expect(wrong).toEqual([]);
  });
  test('every target has identities', () => {
    const rows = [
      ...Object.values(awsLinks.links).flatMap((links) => Object.values(links)),
      ...Object.values(awsLinks.generic),
    ];
    const targets = new Set(rows.flatMap((targetTypes) => targetTypes.split(' ')));
    expect([...targets].filter((type) => !(type in awsLinks.identities))).toEqual([]);
  });
  test('every generic attribute is one that some type has', () => {
    const names = new Set(schemaTypes(AWS).flatMap(({ attributes }) => attributes));
    expect(Object.keys(awsLinks.generic).filter((name) => !names.has(name))).toEqual([]);
  });
  test('every setting of a bucket has a row', () => {
    const settings = schemaTypes(AWS).filter(({ type }) => type.startsWith('aws_s3_bucket_'));
    expect(settings.filter(({ type }) => ownerLink(type)?.targets[0] !== 'aws_s3_bucket')).toEqual([]);
  });
});

test('a row of the type comes before one for any type, and a type does not name itself', () => {
  expect(linkTargets('aws_cloudtrail', 'sns_topic_name')).toEqual(['aws_sns_topic']);
  expect(linkTargets('aws_glue_job', 'role_arn')).toEqual(['aws_iam_role']);
  expect(linkTargets('aws_s3_bucket', 'bucket')).toEqual([]);
  expect(linkTargets('azurerm_storage_account', 'bucket')).toEqual([]);
  expect(linkTargets('aws_glue_job', 'constructor')).toEqual([]);
  expect(linkRow('aws_lambda_function', 'security_group_ids')?.path).toEqual([
    'vpc_config',
    'security_group_ids',
  ]);
  expect(linkTargets('aws_ebs_volume', 'account')).toEqual(['driftlock_aws_account']);
  expect(linkTargets('driftlock_aws_region', 'account')).toEqual(['driftlock_aws_account']);
  expect(linkTargets('driftlock_aws_account', 'account')).toEqual([]);
});

test('what leads on', () => {
  const paths = (...question: Parameters<typeof linksThrough>) =>
    linksThrough(...question).map(({ path }) => path.join('.'));
  expect(paths('aws_s3_bucket_versioning', 'id', ['aws_s3_bucket'])).toEqual(['bucket']);
  expect(paths('aws_s3_bucket_logging', undefined, ['aws_s3_bucket'])).toEqual(['bucket', 'target_bucket']);
  expect(paths('aws_kms_alias', 'arn', ['aws_kms_key'])).toEqual(['target_key_id']);
  expect(paths('aws_s3_bucket_versioning', 'status', ['aws_s3_bucket'])).toEqual([]);
  expect(paths('random_pet', 'id', ['aws_s3_bucket'])).toEqual([]);
});

function problemOf(
  type: string,
  ...reads: ReadPath[]
): { message: string; hint: string | undefined } | undefined {
  try {
    checkLinkReads(type, reads);
    return undefined;
  } catch (error) {
    if (!(error instanceof DriftlockError) || error.code !== 'policy-invalid') throw error;
    return { message: error.message, hint: error.hint };
  }
}

describe('the check of what policies read', () => {
  test('links that are there', () => {
    const reads: ReadPath[] = [
      [],
      ['values', 'bucket'],
      ['referrers', 'aws_s3_bucket_versioning', 'bucket', null, 'values', 'status'],
      ['referrers', 'aws_s3_bucket_logging', null, null, 'values'],
      [
        'refs',
        'account',
        null,
        'referrers',
        'aws_s3_account_public_access_block',
        'account',
        null,
        'values',
        'id',
      ],
      ['refs', 'region', null, 'values'],
    ];
    expect(problemOf('aws_s3_bucket', ...reads)).toBeUndefined();
    expect(
      problemOf('aws_ebs_volume', ['refs', 'kms_key_id', null, 'values', 'enable_key_rotation']),
    ).toBeUndefined();
    expect(
      problemOf('driftlock_aws_account', ['referrers', 'aws_cloudtrail', 'account', null]),
    ).toBeUndefined();
  });
  test("links of the tool's own types", () => {
    const entry = 'driftlock_aws_iam_credential_report_entry';
    expect(
      problemOf('aws_iam_user', ['referrers', entry, 'user', null, 'values', 'mfa_active']),
    ).toBeUndefined();
    expect(
      problemOf('driftlock_aws_account', ['referrers', 'driftlock_aws_iam_account_summary', 'account', null]),
    ).toBeUndefined();
    expect(problemOf('aws_iam_user', ['referrers', `${entry}s`, 'user', null])).toEqual({
      message: `input.referrers.${entry}s.user._: no resource type is called ${entry}s`,
      hint: `did you mean "${entry}"?`,
    });
  });
  test('a link that one of several types has', () => {
    const both = ['aws_iam_user_policy', 'aws_iam_role_policy'];
    expect(() => checkLinkReads(both, [['refs', 'role', null]])).not.toThrow();
    expect(() => checkLinkReads(both, [['refs', 'group', null]])).toThrow('not a known link');
  });
  test('a misspelt attribute', () => {
    expect(problemOf('aws_ebs_volume', ['refs', 'kms_key', null, 'values'])).toEqual({
      message: 'input.refs.kms_key._.values: kms_key of aws_ebs_volume is not a known link',
      hint: 'did you mean "kms_key_id"?',
    });
    expect(problemOf('aws_s3_bucket', ['referrers', 'aws_s3_bucket_logging', 'target_buckt', null])).toEqual({
      message:
        'input.referrers.aws_s3_bucket_logging.target_buckt._: target_buckt of aws_s3_bucket_logging is not a known link',
      hint: 'did you mean "target_bucket"?',
    });
  });
  test('a misspelt type', () => {
    expect(problemOf('aws_s3_bucket', ['referrers', 'aws_s3_bucket_versionin', 'bucket', null])).toEqual({
      message:
        'input.referrers.aws_s3_bucket_versionin.bucket._: no resource type is called aws_s3_bucket_versionin',
      hint: 'did you mean "aws_s3_bucket_versioning"?',
    });
  });
  test('a link that names something else', () => {
    expect(problemOf('aws_sqs_queue', ['referrers', 'aws_s3_bucket_policy', 'bucket', null])).toEqual({
      message: 'input.referrers.aws_s3_bucket_policy.bucket._: that never names aws_sqs_queue',
      hint: 'it names aws_s3_bucket',
    });
  });
  test('links without a name, and a misspelt further hop', () => {
    expect(problemOf('aws_s3_bucket', ['refs'])?.hint).toBe('write input.refs.<attribute>');
    expect(problemOf('aws_s3_bucket', ['referrers', null])?.hint).toBe(
      'write input.referrers.<type>.<attribute>',
    );
    expect(
      problemOf('aws_s3_bucket', ['refs', 'account', null, 'referrers', 'aws_cloudtrial', 'account', null])
        ?.hint,
    ).toBe('did you mean "aws_cloudtrail"?');
  });
});
