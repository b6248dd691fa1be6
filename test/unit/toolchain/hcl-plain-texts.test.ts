// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** What may stand in a string of a document whose text is written, while it is not known itself. */
import { describe, expect, it } from 'vitest';
import { policiesOf } from './hcl-policies.ts';

describe('a hole in a string may hold', () => {
  it.each([
    ['what AWS names things by', 'aws_kms_key.k.arn', true],
    ['of one instance', 'aws_sns_topic.t[0].arn', true],
    ['of all, put together', 'join(",", aws_sns_topic.t[*].arn)', true],
    ['of all in the old way', 'element(aws_sns_topic.t.*.arn, 1)', true],
    ['one of them by a number', 'aws_sns_topic.t.*.arn[1]', true],
    ['a part of it', 'split(":", aws_kms_key.k.arn)[4]', true],
    ['what is made of it', 'replace(lower(aws_kms_key.k.arn), "arn:", "")', true],
    ['put into a text', 'format("%s/*", aws_kms_key.k.arn)', true],
    ['a name that AWS restricts', 'aws_s3_bucket.b.bucket', true],
    ['the account', 'data.aws_caller_identity.me.account_id', true],
    ['random letters', 'random_id.r.hex', true],
    ['a hash of anything', 'sha256(var.v)', true],
    ['a number', 'length(var.v)', true],
    ['one of two', 'var.v == "x" ? aws_kms_key.k.arn : "none"', true],
    ['an ARN with a known name', 'aws_cloudwatch_metric_alarm.fixed.arn', true],
    ['nothing that holds a quoted name', 'aws_cloudwatch_metric_alarm.quoted.arn', false],
    ['no name that AWS does not restrict', 'aws_cloudwatch_metric_alarm.free.arn', false],
    ['an ARN with a known path', 'aws_iam_role.root.arn', true],
    ['no path that is not known', 'aws_iam_role.path.arn', false],
    ['none by itself', 'aws_iam_role.path.path', false],
    ['an ARN that does not repeat the prefix of keys', 'aws_cloudtrail.trail.arn', true],
    ['no prefix of keys', 'aws_cloudtrail.trail.s3_key_prefix', false],
    ['no variable without a value', 'var.v', false],
    ['not what is made of one', 'upper("x${var.v}")', false],
    ['not one of two that may be anything', 'var.v == "x" ? aws_kms_key.k.arn : var.v', false],
    ['no value of a parameter', 'data.aws_ssm_parameter.p.value', false],
    ['no tag', 'aws_kms_key.k.tags_all["name"]', false],
    ['no description', 'aws_kms_key.k.description_of', false],
    ['nothing of other providers', 'other_thing.o.id', false],
    ['no quotes that a function writes', 'format("%q", aws_kms_key.k.arn)', false],
    ['no lists as JSON', 'jsonencode([aws_kms_key.k.arn])', false],
    ['no quotes in between', 'join("\\", \\"", aws_sns_topic.t[*].arn)', false],
    ['no quotes put in', 'replace(aws_kms_key.k.arn, ":", "\\"")', false],
    ['no end of line', 'join("\\n", aws_sns_topic.t[*].arn)', false],
  ])('%s: %s', (_name, expression, isKnown) => {
    const [found] = policiesOf([`<<EOT\n{"a": "x-\${${expression}}", "b": 1}\nEOT`]);
    expect(found?.value).toEqual(isKnown ? { b: 1 } : undefined);
    expect(found?.unknown).toEqual(isKnown ? { a: true } : undefined);
  });
});

it('a loop over resources names each of them', () => {
  const loop = (member: string) =>
    `"{\\"a\\": [%{ for i, t in aws_sns_topic.t }\\"\${t.${member}}\\", %{ endfor }1]}"`;
  const more =
    'output "o" {\n  value = aws_sns_topic.t[*].arn\n}\noutput "p" {\n  value = aws_sns_topic.t[*].policy_of\n}\n';
  expect(policiesOf([loop('arn'), loop('policy_of')], more)).toEqual([
    { value: { a: [null, null, 1] }, unknown: { a: [true, true, false] }, reasons: null, sensitive: null },
    undefined,
  ]);
});

it('what doubles itself many times ends', () => {
  const locals = Array.from(
    { length: 60 },
    (_, at) => `  l${at} = "\${local.l${at + 1}}\${local.l${at + 1}}"`,
  );
  const more = `locals {\n${locals.join('\n')}\n  l60 = aws_kms_key.k.arn\n}\n`;
  const before = performance.now();
  expect(
    policiesOf(['"{\\"a\\": \\"${local.l0}\\"}"', '"{\\"a\\": \\"${local.l55}\\", \\"b\\": 1}"'], more),
  ).toEqual([undefined, { value: { b: 1 }, unknown: { a: true }, reasons: null, sensitive: null }]);
  expect(performance.now() - before).toBeLessThan(10_000);
});
