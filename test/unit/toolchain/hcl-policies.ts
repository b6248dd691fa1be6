/** What is known of policies that a configuration writes, with resources beside them to refer to. */
import { loadHcl } from '../../../src/toolchain/hcl.ts';
import type { PartialDocument } from '../../../src/toolchain/hcl-types.ts';

const hcl = await loadHcl();
const NONE = {
  modules: {},
  contents: {},
  listings: {},
  variables: [],
  schemas: {},
  workspace: 'default',
  root: '.',
};

const BESIDE = `variable "v" {}
resource "aws_kms_key" "k" {}
resource "aws_s3_bucket" "b" {
  bucket = var.v
}
resource "aws_sns_topic" "t" {
  count = 2
}
resource "aws_cloudwatch_metric_alarm" "free" {
  alarm_name = var.v
}
resource "aws_cloudwatch_metric_alarm" "fixed" {
  alarm_name = "known"
}
resource "aws_cloudwatch_metric_alarm" "quoted" {
  alarm_name = "a\\"b"
}
resource "aws_iam_role" "path" {
  name = var.v
  path = var.v
}
resource "aws_iam_role" "root" {
  name = var.v
  path = "/a/"
}
resource "aws_cloudtrail" "trail" {
  name          = var.v
  s3_key_prefix = var.v
}
resource "other_thing" "o" {}
resource "random_id" "r" {
  byte_length = 8
}
data "aws_caller_identity" "me" {}
data "aws_ssm_parameter" "p" {
  name = "x"
}
`;

/** What is known of each expression as the policy of a resource; undefined where it is known, or not known, as a whole. */
export function policiesOf(
  expressions: readonly string[],
  more = '',
): readonly (PartialDocument | undefined)[] {
  const blocks = expressions.map((one, at) => `resource "x_y" "r${at}" {\n  policy = ${one}\n}\n`);
  const { changes } = hcl.evaluate({ ...NONE, files: { 'main.tf': BESIDE + more + blocks.join('') } });
  const found = new Map(changes.map(({ change, documents }) => [change.address, documents?.policy]));
  return expressions.map((_, at) => found.get(`x_y.r${at}`));
}
