/** Places that nothing can have: found wherever they are named, in words that mend it. */
import { describe, expect, test } from 'vitest';
import { toldOf } from './told.ts';

const NO_ATTRIBUTE = 'aws_ebs_volume has no attribute `encypted`; did you mean `encrypted`? [unknown-place]';

describe('a misspelt attribute', () => {
  test.each([
    ['in a reference', 'deny contains "x" if not input.values.encypted', '8:39'],
    ['as a key', 'deny contains "x" if not input.values["encypted"]', '8:39'],
    ['in object.get', 'deny contains "x" if object.get(input.values, "encypted", false) == true', '8:47'],
    [
      'in a path of object.get',
      'deny contains "x" if object.get(input, ["values", "encypted"], false) == true',
      '8:51',
    ],
    ['in a helper', 'deny contains "x" if not _is_fine\n\n_is_fine if input.values.encypted', '10:26'],
    [
      'in a function',
      'deny contains "x" if not _is_fine(input.values)\n\n_is_fine(v) if v.encypted',
      '10:18',
    ],
    [
      'in a function that nothing calls',
      'deny contains "x" if input.values.size > 5\n\n_is_fine(v) if v > input.values.encypted',
      '10:33',
    ],
    [
      'in an object that a function takes apart',
      'deny contains "x" if _is_bad(input.values)\n\n_is_bad({"encypted": e}) if e',
      '10:22',
    ],
    ['behind a variable', 'deny contains "x" if {\n\tv := input.values\n\tnot v.encypted\n}', '10:8'],
    ['in a comprehension', 'deny contains "x" if count([e | e := input.values.encypted]) == 0', '8:51'],
    [
      'in a list of names',
      'deny contains "x" if {\n\tsome name in ["size", "encypted"]\n\tnot input.values[name]\n}',
      '9:24',
    ],
    ['in a message', 'deny contains $"it is {input.values.encypted}" if input.values.size > 5', '8:37'],
    ['in applies', 'applies if input.values.encypted\n\ndeny contains "x" if input.values.size > 5', '8:25'],
  ])('%s', async (_, body, place) => {
    const lines = await toldOf(body);
    expect(lines).toEqual([`${place}: error: \`input.values.encypted\`: ${NO_ATTRIBUTE}`]);
  });

  test('inside every, and in a block of a block', async () => {
    const body = 'deny contains "x" if {\n\tevery d in input.values.ebs_block_device { d.encypted }\n}';
    expect(await toldOf(body, { resources: 'aws_instance' })).toEqual([
      '9:47: error: `input.values.ebs_block_device[_].encypted`: the block ebs_block_device of aws_instance has no attribute `encypted`; did you mean `encrypted`? [unknown-place]',
    ]);
  });

  test('of an IAM document', async () => {
    const body = 'deny contains "x" if {\n\tsome s in input.values.policy.Statement\n\ts.Efect == "Allow"\n}';
    expect(await toldOf(body, { resources: 'aws_iam_policy' })).toEqual([
      '10:4: error: `input.values.policy.Statement[_].Efect`: a statement of an IAM document has no element `Efect`; did you mean `Effect`? [unknown-place]',
    ]);
  });

  test('of a linked resource, and of a link', async () => {
    const body = `deny contains "x" if {
	some v in input.referrers.aws_s3_bucket_versioning.bucket
	not v.values.versioning_configuraton
}

deny contains "y" if {
	some v in input.referrers.aws_s3_bucket_versoning.bucket
	v.values.bucket
}

deny contains "z" if {
	some v in input.referrers.aws_s3_bucket_versioning.buckt
	v.bucket
}`;
    expect(await toldOf(body, { resources: 'aws_s3_bucket' })).toEqual([
      '10:15: error: `input.referrers.aws_s3_bucket_versioning.bucket[_].values.versioning_configuraton`: aws_s3_bucket_versioning has no attribute `versioning_configuraton`; did you mean `versioning_configuration`? [unknown-place]',
      '14:28: error: `input.referrers.aws_s3_bucket_versoning`: aws_s3_bucket has no referrer `aws_s3_bucket_versoning`; did you mean `aws_s3_bucket_versioning`? [unknown-place]',
      '19:53: error: `input.referrers.aws_s3_bucket_versioning.buckt`: aws_s3_bucket_versioning, which names aws_s3_bucket, has no link `buckt`; did you mean `bucket`? [unknown-place]',
    ]);
  });
});

describe('a place that nothing can have', () => {
  test.each([
    [
      'a list taken for an object',
      'aws_s3_bucket_versioning',
      'input.values.versioning_configuration.status == "Enabled"',
      '8:60',
      '`input.values.versioning_configuration.status`: `input.values.versioning_configuration` is a list: go through it with `some … in input.values.versioning_configuration`, then read `status`',
    ],
    [
      'below a scalar',
      'aws_ebs_volume',
      'input.values.size.value > 5',
      '8:40',
      '`input.values.size.value`: `input.values.size` is a number: nothing lies below it',
    ],
    [
      'an attribute outside of values',
      'aws_ebs_volume',
      'not input.encrypted',
      '8:32',
      '`input.encrypted`: the input has no member `encrypted`; did you mean `input.values.encrypted`?',
    ],
    [
      'an attribute of a linked resource outside of its values',
      'aws_s3_bucket',
      'input.referrers.aws_s3_bucket_policy.bucket[_].policy',
      '8:69',
      '`input.referrers.aws_s3_bucket_policy.bucket[_].policy`: attributes of a linked aws_s3_bucket_policy are below `values`: write `values.policy`',
    ],
    [
      'the plan as a whole',
      'aws_ebs_volume',
      'input.resource_changes[_].type == "aws_instance"',
      '8:28',
      '`input.resource_changes`: a policy sees one resource at a time, not the plan: its attributes are in `input.values`',
    ],
    [
      'what another type carries',
      'aws_security_group',
      'some r in input.values.ingress',
      '8:45',
      '`input.values.ingress`: `ingress` of aws_security_group is judged as resources of its own: read `input.referrers.aws_vpc_security_group_ingress_rule.security_group_id`, or write a policy for aws_vpc_security_group_ingress_rule',
    ],
    [
      'a type that never names it',
      'aws_s3_bucket',
      'input.referrers.aws_ebs_volume.kms_key_id',
      '8:38',
      '`input.referrers.aws_ebs_volume`: aws_ebs_volume never names aws_s3_bucket; it names driftlock_aws_account, driftlock_aws_region, aws_kms_key, aws_kms_replica_key',
    ],
    [
      'no element of a number',
      'aws_ebs_volume',
      'some s in input.values.size',
      '8:22',
      '`input.values.size` is a number: there is nothing to go through',
    ],
  ])('%s', async (_, resources, condition, place, message) => {
    expect(await toldOf(`deny contains "x" if ${condition}`, { resources })).toEqual([
      `${place}: error: ${message} [unknown-place]`,
    ]);
  });

  test('is not said of one way to a place where another leads there, whatever the types are', async () => {
    const body = `deny contains "x" if {
	some statement in _statements
	statement.Effect == "Allow"
}

_statements := s if {
	s := input.values.policy.Statement
	is_array(s)
} else := [input.values.policy.Statement]`;
    expect(await toldOf(body, { resources: 'aws_iam_policy' })).toEqual([]);
    expect(await toldOf(body, { resources: 'aws_iam_policy, aws_iam_role_policy' })).toEqual([]);
  });

  test('is said of some types only where the policy does not tell them apart', async () => {
    const about = { resources: 'aws_ebs_volume, aws_db_instance' };
    expect(await toldOf('deny contains "x" if not input.values.encrypted', about)).toEqual([
      '8:39: warning: `input.values.encrypted`: aws_db_instance never has it; hold `input.type` against the types that do [missing-in-some]',
    ]);
    const body = 'deny contains "x" if {\n\tinput.type == "aws_ebs_volume"\n\tnot input.values.encrypted\n}';
    expect(await toldOf(body, about)).toEqual([]);
    expect(await toldOf('deny contains "x" if not input.values.encypted', about)).toEqual([
      '8:39: error: `input.values.encypted`: aws_db_instance or aws_ebs_volume has no attribute `encypted`; did you mean `encrypted`? [unknown-place]',
    ]);
  });

  test('of a pattern is one that no type has', async () => {
    const about = { resources: "'aws_*'", more: '#   having: [tags]' };
    expect(await toldOf('deny contains "x" if not input.values.encrypted', about)).toEqual([]);
    const [line] = await toldOf('deny contains "x" if not input.values.encryptd', about);
    expect(line).toMatch(
      /^9:39: error: `input\.values\.encryptd`: none of the \d{3} types has `encryptd`; did you mean `encrypted`\?/,
    );
  });
});
