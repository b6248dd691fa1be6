/** A name that is misspelt, of every kind that a command line or its files have: the whole of what is said. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** By the name under which `--config` and `--params` name them below. */
const FILES = {
  'driftlock.yaml': 'profiles:\n  nightly: {failOn: low}\n',
  'key.yaml': 'failOm: low\n',
  'value.yaml': 'failOn: hgih\n',
  'profile.yaml': 'profiles:\n  nightly: {extends: [relase]}\n  release: {}\n',
  'policy.yaml': 'policies:\n  aws.s3.bucket_versionin: {enabled: false}\n',
  'alias.yaml': 'policies:\n  prowler:kms_cmk_rotation_enabld: {enabled: false}\n',
  'param.yaml': 'policies:\n  aws.resource.required_tags: {params: {requird: [a]}}\n',
  'policy.json': '{"aws.resource.required_tag": {"required": ["a"]}}',
  'param.json': '{"aws.resource.required_tags": {"requird": ["a"]}}',
} as const;

beforeAll(() => {
  for (const [name, text] of Object.entries(FILES)) folder.write(name, text);
});

const LISTED = 'driftlock policy list names them all';
const SEVERITIES = 'known: critical, high, medium, low, info';
const NEW = 'policy new acme.s3.x --resources';

test.each<[line: string, said: string, hint: string]>([
  // Verbs
  ['scna plan.json', 'unknown command "scna"', 'did you mean driftlock scan?'],
  ['help scna', 'unknown command "scna"', 'did you mean driftlock scan?'],
  ['lsit', 'unknown command "lsit"', 'did you mean driftlock policy list?'],
  ['collect asw', 'unknown command "asw"', 'did you mean driftlock collect aws?'],
  ['policy chekc', 'unknown command "chekc"', 'did you mean driftlock policy check?'],
  ['policy input-schem', 'unknown command "input-schem"', 'did you mean driftlock policy input-schema?'],
  ['policy help fnt', 'unknown command "fnt"', 'did you mean driftlock policy fmt?'],
  // Options
  ['scan plan.json --formt json', 'unknown option --formt', 'did you mean --format?'],
  ['collect aws --outptu x', 'unknown option --outptu', 'did you mean --output?'],
  ['policy docs --outptu x', 'unknown option --outptu', 'did you mean --output?'],
  ['policy new a.b --resource aws_vpc', 'unknown option --resource', 'did you mean --resources?'],
  ['policy test --covrage', 'unknown option --covrage', 'did you mean --coverage?'],
  // Values of which there are few
  [
    'scan plan.json -f jsn',
    'unknown format "jsn"',
    'did you mean "json"? known: table, json, sarif, markdown, junit, csv, gitlab, github-summary, github-annotations',
  ],
  ['policy test -f juint', 'unknown format "juint"', 'did you mean "junit"? known: table, junit, json'],
  ['scan plan.json --fail-on hgih', '--fail-on: unknown value "hgih"', `did you mean "high"? ${SEVERITIES}`],
  [
    'policy check . --fail-on warnng',
    '--fail-on: unknown value "warnng"',
    'did you mean "warning"? known: error, warning',
  ],
  [
    'drift --state a --snapshot b --fail-on drfit',
    '--fail-on: unknown value "drfit"',
    'did you mean "drift"? known: drift, unmanaged',
  ],
  [
    'scan plan.json --show fail,pas',
    '--show: unknown value "pas"',
    'did you mean "pass"? known: all, fail, unknown, error, waived, pass, not-applicable',
  ],
  [
    'scan plan.json --only chnaged',
    '--only: unknown value "chnaged"',
    'did you mean "changed"? known: changed, all',
  ],
  [
    'scan plan.json --unknown reprot',
    '--unknown: unknown value "reprot"',
    'did you mean "report"? known: report, fail',
  ],
  [
    'scan plan.json --now nwo',
    '--now: "nwo" is neither epoch seconds nor a time',
    'now, or for instance 2026-01-31T12:00:00Z',
  ],
  [
    `${NEW} aws_vpc --severity hihg`,
    '--severity: unknown value "hihg"',
    `did you mean "high"? ${SEVERITIES}`,
  ],
  ['policy list --severity hihg', '--severity: no policy has "hihg"', `did you mean "high"? ${SEVERITIES}`],
  ['policy list --cloud asw', '--cloud: no policy has "asw"', 'did you mean "aws"? known: aws'],
  [
    'scan plan.json --raw-policies . --rego-version v01',
    '--rego-version: unknown value "v01"',
    'did you mean "v0"? known: auto, v0, v1',
  ],
  ['completion zhs', 'unknown shell "zhs"', 'did you mean "zsh"? known: bash, zsh, fish'],
  [
    'scan plan.json --policies gti::https://example.org/p.git',
    'gti::https://example.org/p.git: policies are not fetched by gti::',
    'did you mean "git"? known: git, oci',
  ],
  // Policies
  [
    'scan plan.json --policy aws.s3.bucket_versionin',
    'unknown policy "aws.s3.bucket_versionin"',
    `did you mean "aws.s3.bucket_versioning"? ${LISTED}`,
  ],
  [
    'scan plan.json --policy ckv_aws_3',
    'unknown policy "ckv_aws_3"',
    'write its id: "aws.ec2.ebs_volume_encryption"',
  ],
  [
    'collect aws -o x --policy bucket_versionin',
    'unknown policy "bucket_versionin"',
    `did you mean "aws.s3.bucket_versioning"? ${LISTED}`,
  ],
  [
    'policy show ebs_volume_encyption',
    'unknown policy "ebs_volume_encyption"',
    `did you mean "aws.ec2.ebs_volume_encryption"? ${LISTED}`,
  ],
  [
    'policy show prowler:kms_cmk_rotation_enabld',
    'unknown policy "prowler:kms_cmk_rotation_enabld"',
    `did you mean "prowler:kms_cmk_rotation_enabled"? ${LISTED}`,
  ],
  [
    'explain prowler:kms_cmk_rotation_enabld aws_kms_key.k plan.json',
    'unknown policy "prowler:kms_cmk_rotation_enabld"',
    `did you mean "prowler:kms_cmk_rotation_enabled"? ${LISTED}`,
  ],
  [
    'policy input plan.json aws_ebs_volume.v --policy aws.ec2.ebs_volume_encyption',
    'unknown policy "aws.ec2.ebs_volume_encyption"',
    `did you mean "aws.ec2.ebs_volume_encryption"? ${LISTED}`,
  ],
  [
    'policy list --alias prowler:kms_cmk_rotation_enabld',
    '--alias: no policy has "prowler:kms_cmk_rotation_enabld"',
    'did you mean "prowler:kms_cmk_rotation_enabled"?',
  ],
  // Addresses
  [
    'explain CKV_AWS_3 aws_ebs_volme.v plan.json',
    'no resource has the address aws_ebs_volme.v',
    'did you mean aws_ebs_volume.v?',
  ],
  [
    'policy input plan.json aws_ebs_volume.vv',
    'no resource has the address aws_ebs_volume.vv',
    'did you mean aws_ebs_volume.v?',
  ],
  // Types and attributes
  [
    'collect aws -o x --types aws_s3_bukcet',
    '--types: no collector yields "aws_s3_bukcet"',
    'did you mean "aws_s3_bucket"?',
  ],
  [
    'policy list --type aws_s3_bukcet',
    '--type: no policy has "aws_s3_bukcet"',
    'did you mean "aws_s3_bucket"?',
  ],
  [
    'policy input-schema aws_s3_bukcet',
    'no resource type is called "aws_s3_bukcet"',
    'did you mean "aws_s3_bucket"?',
  ],
  [`${NEW} aws_s3_bukcet`, 'no resource type is called "aws_s3_bukcet"', 'did you mean "aws_s3_bucket"?'],
  [
    `${NEW} aws_ebs_volume --attribute sizee`,
    '--attribute: `input.values.sizee`: aws_ebs_volume has no attribute `sizee`',
    'did you mean `size`?',
  ],
  [
    `${NEW} aws_ebs_volume --when encypted`,
    '--when: `input.values.encypted`: aws_ebs_volume has no attribute `encypted`',
    'did you mean `encrypted`?',
  ],
  // The configuration file and parameters
  [
    'scan plan.json --profile nigthly',
    '--profile: unknown profile "nigthly"',
    'did you mean "nightly"? known: nightly, recommended, strict, change-safety, tags',
  ],
  ['scan plan.json --config key.yaml', 'key.yaml:1:1: unknown key "failOm"', 'did you mean "failOn"?'],
  [
    'scan plan.json --config value.yaml',
    'value.yaml:1:9: failOn must be one of critical, high, medium, low, info, not "hgih"',
    `did you mean "high"? ${SEVERITIES}`,
  ],
  [
    'scan plan.json --config profile.yaml',
    'profile.yaml:2:23: unknown profile "relase"',
    'did you mean "release"? known: nightly, release, recommended, strict, change-safety, tags',
  ],
  [
    'scan plan.json --config policy.yaml',
    'policy.yaml:2:3: unknown policy "aws.s3.bucket_versionin"',
    `did you mean "aws.s3.bucket_versioning"? ${LISTED}`,
  ],
  [
    'scan plan.json --config alias.yaml',
    'alias.yaml:2:3: unknown policy "prowler:kms_cmk_rotation_enabld"',
    `did you mean "prowler:kms_cmk_rotation_enabled"? ${LISTED}`,
  ],
  [
    'scan plan.json --config param.yaml',
    'param.yaml:2:41: aws.resource.required_tags has no parameter "requird"',
    'did you mean "required"? known: required',
  ],
  [
    'scan plan.json --params policy.json',
    'policy.json: there are parameters for an unknown policy "aws.resource.required_tag"',
    `did you mean "aws.resource.required_tags"? ${LISTED}`,
  ],
  [
    'scan plan.json --params param.json',
    'param.json: aws.resource.required_tags has no parameter "requird"',
    'did you mean "required"? known: required',
  ],
])('driftlock %s', async (line, said, hint) => {
  const args = line.split(' ').map((word) => (word === 'plan.json' ? EXAMPLE : word));
  expect(await runCli(args, { cwd: folder.path })).toEqual({
    code: 2,
    stdout: '',
    stderr: `driftlock: ${said}\n  hint: ${hint}\n`,
  });
});

test.each([
  [
    { DRIFTLOCK_FAIL_ON: 'hgih' },
    'DRIFTLOCK_FAIL_ON: unknown value "hgih"',
    `did you mean "high"? ${SEVERITIES}`,
  ],
  [
    { DRIFTLOCK_PROFILE: 'nigthly' },
    'DRIFTLOCK_PROFILE: unknown profile "nigthly"',
    'did you mean "nightly"? known: nightly, recommended, strict, change-safety, tags',
  ],
])('%j', async (environment, said, hint) => {
  expect(await runCli(['scan', EXAMPLE], { cwd: folder.path, environment })).toEqual({
    code: 2,
    stdout: '',
    stderr: `driftlock: ${said}\n  hint: ${hint}\n`,
  });
});
