/** `driftlock explain` as a process: the three kinds of verdict as whole texts, and names that nothing has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import type { ExplanationDocument } from '../../src/finding/explanation.ts';
import { created, EXAMPLE, planOf, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const COLUMNS = { environment: { COLUMNS: '80' } };
const ATTRIBUTES = join(ROOT, 'test/fixtures/unknowns/attribute-kinds/create.plan.json.gz');
const DESTROY = join(ROOT, 'test/fixtures/lab-secrets/destroy.plan.json');
const STATE = join(ROOT, 'test/fixtures/lab/applied.state.json');
const schema = JSON.parse(readFileSync(join(ROOT, 'reports/explain-1.schema.json'), 'utf8')) as SchemaObject;
const isExplanation = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

async function page(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['explain', ...args], COLUMNS);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['explain', ...args], COLUMNS);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

/** The place of a bundled policy's first deny rule, as a page tells it. */
function ruleIn(file: string): string {
  const lines = readFileSync(join(ROOT, 'policies', file), 'utf8').split('\n');
  return `${file}:${lines.findIndex((line) => line.startsWith('deny ')) + 1}`;
}

describe('a page', () => {
  test('of a failure', async () => {
    expect(await page('aws.iam.policy_full_access', 'aws_iam_user_policy.up', EXAMPLE)).toBe(`\
aws_iam_user_policy.up
  ✖ high      IAM policies do not allow every action on every resource
              aws.iam.policy_full_access
    verdict   fail
    because   the policy allows every action on every resource
    applies   to every aws_iam_user_policy
    deny      denies: the policy allows … on …
              (${ruleIn('aws/iam/policy_full_access.rego')})
              ✔ for the one member of \`values.policy.Statement\`:
                ✔ \`values.policy.Statement[0].Effect\` is "Allow"
                ✔ \`_is_every_action(values.policy.Statement[0])\`:
                  ✔ for the one member of \`values.policy.Statement[0].Action\`:
                    ✔ \`wildcard.is_every_action(values.policy.Statement[0].
                      Action[0])\`:
                      ✔ \`values.policy.Statement[0].Action[0]\` is "*"
                ✔ \`_is_every_resource(values.policy.Statement[0])\`:
                  ✔ for the one member of \`values.policy.Statement[0].Resource\`:
                    ✔ \`wildcard.is_every_resource(values.policy.Statement[0].
                      Resource[0])\`:
                      ✔ \`values.policy.Statement[0].Resource[0]\` is "*"
    read      values.policy.Statement[0].Action[0] = "*"
              values.policy.Statement[0].Effect = "Allow"
              values.policy.Statement[0].NotAction is not set
              values.policy.Statement[0].NotResource is not set
              values.policy.Statement[0].Resource[0] = "*"
    fix       https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
              https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
    serves    cis_aws_5.0/1.15

    passes with

    resource "aws_iam_policy" "reports" {
      name = "reports"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = ["arn:aws:s3:::acme-reports/*"]
        }]
      })
    }

    waived by an entry of driftlock.waivers.yaml, below \`waivers:\`

    - id:       # a name of its own
      policy: 'aws.iam.policy_full_access'
      resource: 'aws_iam_user_policy.up'
      reason:   # why it is accepted
      owner:    # who answers for it
      expires:  # the last day on which it is, as 2027-01-31
`);
  });

  test('of what cannot be known', async () => {
    expect(await page('aws.ec2.ebs_volume_encryption', 'aws_ebs_volume.flag', ATTRIBUTES)).toBe(`\
aws_ebs_volume.flag                                                    us-east-1
  ? high      EBS volumes are encrypted at rest  aws.ec2.ebs_volume_encryption
    verdict   unknown: a value that could change the answer is not known
    written   test/fixtures/unknowns/attribute-kinds/main.tf:32
              29 │ resource "aws_ebs_volume" "flag" {
                 ⋮
              32 │   encrypted         = terraform_data.told.output.on
                 │   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    applies   to every aws_ebs_volume
    deny      may deny: the volume is not encrypted
              (${ruleIn('aws/ec2/ebs_volume_encryption.rego')})
              ? \`values.encrypted\` is not set or false (known only after apply)
    read      values.encrypted (from terraform_data.told.output): known only
              after apply
    unknown   values.encrypted (from terraform_data.told.output): known only
              after apply
    fails if  \`values.encrypted\` is not set or false
    to know   scan the state once it is applied
`);
  });

  test('of a pass that leans on an assumption, and without it', async () => {
    const args = ['aws.kms.key_rotation', 'aws_kms_key.main', EXAMPLE];
    expect(await page(...args)).toBe(`\
aws_kms_key.main                                                       us-east-1
  ✔ medium    KMS keys rotate their material  aws.kms.key_rotation
    verdict   pass
    applies   ✔ not \`_is_asymmetric\`:
                ✖ \`values.customer_master_key_spec\` is not "SYMMETRIC_DEFAULT"
                  (it is "SYMMETRIC_DEFAULT")
              ✔ not \`_is_for_other_use\`:
                ✖ \`values.key_usage\` is not "ENCRYPT_DECRYPT" (it is
                  "ENCRYPT_DECRYPT")
              ✔ \`values.custom_key_store_id\` is not set or false (not set,
                assumed)
              ✔ not \`_is_disabled\`:
                ✖ \`values.is_enabled\` is false (it is true)
    deny      does not deny: the key does not rotate its material
              (${ruleIn('aws/kms/key_rotation.rego')})
              ✖ \`values.enable_key_rotation\` is not set or false (it is true)
    read      values.customer_master_key_spec = "SYMMETRIC_DEFAULT"
              values.is_enabled = true
              values.key_usage = "ENCRYPT_DECRYPT"
              values.enable_key_rotation = true
              values.custom_key_store_id: not set here; its default is assumed
    assumes   values.custom_key_store_id is absent unless set
              (docs.aws.amazon.com, 2026-11-21)
    without   these the verdict is unknown (--no-assumptions)
    serves    cis_aws_5.0/3.6
`);
    const without = await page(...args, '--no-assumptions');
    expect(without).toContain('    verdict   unknown: ');
    expect(without).toContain('? `values.custom_key_store_id` is not set or false (not set here,\n');
    expect(without).not.toContain('assume');
    // It rotates its material, so that the policy passes or does not apply.
    expect(without).not.toContain('fails if');
  });

  test('says which file counts where several have the resource', async () => {
    const args = ['explain', 'aws.kms.key_rotation', 'aws_kms_key.main', EXAMPLE, STATE];
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout.includes('verdict   pass')]).toEqual([0, true]);
    expect(stderr).toBe(
      `driftlock: explained as in ${EXAMPLE}, which is named first: it is also in ${STATE}\n`,
    );
  });

  test('hides what is sensitive', async () => {
    const plan = created('aws_db_instance', 'db', { engine: 'hushhush' });
    const changes = plan.resource_changes.map((one) => ({
      ...one,
      change: { ...one.change, after_sensitive: { engine: true } },
    }));
    const engine = folder.write('sensitive.json', planOf({ ...plan, resource_changes: changes }));
    const policies = folder.write(
      'acme/open.rego',
      `# METADATA
# title: Engines are spoken of
# custom:
#   severity: low
#   resources: [aws_db_instance]
package acme.open

# METADATA
# entrypoint: true
deny contains input.values.engine if startswith(input.values.engine, "hush")
`,
    );
    const told = await page('acme.open', 'aws_db_instance.db', engine, '--policies', policies);
    expect(told).toContain('✔ `values.engine` starts with "hush" (sensitive)');
    expect(told).toContain('values.engine (sensitive)');
    expect(told).not.toContain('hushhush');
  });
});

test('-f json fits its schema, and has the finding that scan has', async () => {
  const args = ['-f', 'json', '--now', '1800000000'];
  const policy = 'aws.s3.bucket_versioning';
  const [explained, scanned] = await Promise.all([
    runCli(['explain', policy, 'aws_s3_bucket.logs', EXAMPLE, ...args]),
    runCli(['scan', EXAMPLE, '--policy', policy, ...args]),
  ]);
  const document = JSON.parse(explained.stdout) as ExplanationDocument;
  isExplanation(document);
  expect(isExplanation.errors).toBe(null);
  expect(isExplanation({ ...document, extra: 1 })).toBe(false);
  const { findings } = JSON.parse(scanned.stdout) as { findings: { resource: { address?: string } }[] };
  expect(document.finding).toEqual(
    findings.find(({ resource }) => resource.address === 'aws_s3_bucket.logs'),
  );
  expect(document.without).toBe('unknown');
});

test('an account has no address: it is named as the report of scan names it', async () => {
  const told = await page('aws.cloudtrail.trail_all_regions', 'the AWS account of provider aws', EXAMPLE);
  expect(told).toMatch(/^the AWS account of provider aws\n/);
});

test('a plan on standard input, and one that is packed', async () => {
  const policy = 'aws.ec2.ebs_volume_encryption';
  const plan = planOf(created('aws_ebs_volume', 'data', { size: 1, encrypted: false }));
  const { code, stdout } = await runCli(['explain', policy, 'aws_ebs_volume.data', '-'], { stdin: plan });
  expect([code, stdout.includes('✔ `values.encrypted` is not set or false (it is false)')]).toEqual([
    0,
    true,
  ]);
});

describe('names that nothing has', () => {
  const ROTATION = 'aws.kms.key_rotation';

  test.each([
    [['aws.kms.key_rotatio', 'aws_kms_key.main'], 'unknown policy', 'did you mean "aws.kms.key_rotation"?'],
    [[ROTATION, 'aws_kms_key.mian'], 'no resource has the address', 'did you mean aws_kms_key.main?'],
    [
      [ROTATION, 'aws_ebs_volume.v'],
      'aws.kms.key_rotation does not judge aws_ebs_volume: aws_ebs_volume.v',
      'this policy judges aws_kms_key;',
    ],
    [['aws.resource.required_tags', 'aws_kms_key.main'], 'asks for nothing without required', '--params'],
    [[ROTATION, 'aws_kms_key.main', '-f', 'xml'], 'unknown format "xml"', 'known: table, json'],
    [[ROTATION, 'aws_kms_key.main', ''], 'the name of an input is empty', 'variable'],
  ])('%j', async (args, message, hint) => {
    const [policy = '', address = '', ...more] = args;
    const [first, second] = (await refused(policy, address, EXAMPLE, ...more)).split('\n  hint: ');
    expect(first).toContain(message);
    expect(second).toContain(hint);
  });

  test('a resource that goes away is judged by policies on changes alone', async () => {
    expect(await refused('aws.ec2.ebs_volume_encryption', 'aws_ebs_volume.value', DESTROY)).toBe(
      'driftlock: aws.ec2.ebs_volume_encryption does not judge aws_ebs_volume.value\n' +
        '  hint: it goes away with this plan, and the policy judges what stays\n',
    );
    expect(await page('aws.resource.stateful_deletion', 'aws_ebs_volume.value', DESTROY)).toContain(
      '✔ `change.actions` contains "delete" (it is ["delete"])',
    );
    expect(await refused('aws.resource.stateful_deletion', 'aws_ebs_volume.v', STATE)).toContain(
      '  hint: the policy judges what a plan changes, and no plan changes this here\n',
    );
  });

  test('an address at which several records stand is told by the places in it', async () => {
    const rule = (port: number) => ({
      from_port: port,
      to_port: port,
      protocol: 'tcp',
      cidr_blocks: ['0.0.0.0/0'],
    });
    const group = created('aws_security_group', 'g', { name: 'g', ingress: [rule(22), rule(80)] });
    const file = folder.write('group.json', planOf(group));
    const policy = 'aws.ec2.security_group_open_ports';
    const told = await refused(policy, 'aws_security_group.g', file);
    const [, names = ''] = told.trimEnd().split('name one of them: ');
    const ports = names.split(', ').filter((name) => name.includes('ingress['));
    expect(ports).toEqual([
      'aws_security_group.g › ingress[0].cidr_blocks[0]',
      'aws_security_group.g › ingress[1].cidr_blocks[0]',
    ]);
    expect(await page(policy, ports[0] ?? '', file)).toContain('verdict   fail');
    expect(await page(policy, ports[1] ?? '', file)).toContain('verdict   pass');
  });
});

test('scan tells how to go on where something is unknown', async () => {
  const { stdout } = await runCli(['scan', ATTRIBUTES, '--policy', 'aws.rds.instance_public_access'], {
    environment: { COLUMNS: '140' },
  });
  const [, command = ''] = stdout.replaceAll(' \\\n      ', ' ').split('Next: driftlock ');
  const { code, stdout: told } = await runCli(command.trim().split(' '));
  expect([code, told.includes('verdict   unknown')]).toEqual([0, true]);
});

test('docs/writing-policies.md shows what is printed', async () => {
  const text = readFileSync(join(ROOT, 'docs/writing-policies.md'), 'utf8');
  const [, rego = ''] = /```rego\n([\s\S]*?)```/.exec(text) ?? [];
  const [, command = '', shown = ''] = /```text\n\$ driftlock explain (.*)\n([\s\S]*?)```/.exec(text) ?? [];
  folder.write('docs/policies/ebs_volume_size.rego', rego);
  const args = command.split(' ').map((word) => (word.startsWith('examples/') ? join(ROOT, word) : word));
  const cwd = join(folder.path, 'docs');
  const { code, stdout } = await runCli(['explain', ...args], { ...COLUMNS, cwd });
  expect({ code, stdout }).toEqual({ code: 0, stdout: shown });
});
