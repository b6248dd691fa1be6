// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of HCL.
/** A plan beside its configuration, through the command line: what is filled in, what is told, and what never is. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { planOf, runCli, temporaryFolder } from './run-cli.ts';

const CASE = fileURLToPath(new URL('../fixtures/unknowns/policy-documents/', import.meta.url));
const PLAN = gunzipSync(readFileSync(join(CASE, 'create.plan.json.gz')));
const MAIN = readFileSync(join(CASE, 'main.tf'), 'utf8');
const SUBJECT = 'aws_iam_policy.arn';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A folder with the plan and this configuration. */
function beside(name: string, main: string | undefined): string {
  const plan = folder.write(`${name}/tfplan.json`, PLAN);
  if (main === undefined) return plan;
  folder.write(`${name}/main.tf`, main);
  cpSync(join(CASE, '../provider.tf'), join(folder.path, name, 'provider.tf'));
  return plan;
}

interface Told {
  readonly verdict: string;
  readonly assumes?: readonly unknown[];
}

async function verdictOf(plan: string, ...more: string[]): Promise<Told & { readonly stderr: string }> {
  const options = ['--no-config', '--policy', 'aws.iam.policy_full_access', '--show', 'all', '-f', 'json'];
  const { stdout, stderr } = await runCli(['scan', plan, ...options, ...more]);
  const { findings } = JSON.parse(stdout) as { findings: (Told & { resource: { address: string } })[] };
  const found = findings.find(({ resource }) => resource.address === SUBJECT);
  if (found === undefined) throw new Error(`${SUBJECT} is not judged`);
  const { verdict, assumes } = found;
  return { verdict, ...(assumes !== undefined && { assumes }), stderr };
}

describe('a document of which a part is known only after apply', () => {
  it('is judged by what its configuration says, and the verdict names that', async () => {
    const { verdict, assumes, stderr } = await verdictOf(beside('at-hand', MAIN));
    expect({ verdict, assumes, stderr }).toEqual({
      verdict: 'pass',
      assumes: [{ kind: 'source', path: ['values', 'policy'] }],
      stderr: '',
    });
  });

  it('is unknown where nothing may be assumed, and where the plan stands alone', async () => {
    expect((await verdictOf(beside('at-hand', MAIN), '--no-assumptions')).verdict).toBe('unknown');
    expect(await verdictOf(beside('alone', undefined))).toEqual({ verdict: 'unknown', stderr: '' });
  });

  it('is found in a folder that is named', async () => {
    const { verdict } = await verdictOf(beside('alone', undefined), '--source', join(folder.path, 'at-hand'));
    expect(verdict).toBe('pass');
  });

  it('is told in words', async () => {
    const plan = beside('at-hand', MAIN);
    const { stdout } = await runCli(['explain', 'aws.iam.policy_full_access', SUBJECT, plan, '--no-config']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('values.policy is as the configuration at hand has it');
  });

  it.each([
    [
      'was changed since',
      MAIN.replace('"unknowns-documents-jobs"', '"another"'),
      'aws_sqs_queue.jobs is not there',
    ],
    ['cannot be read', `${MAIN}\nlocals {`, 'main.tf:'],
  ])('is left open where the configuration %s', async (_, main, told) => {
    const { verdict, stderr } = await verdictOf(beside('changed', main));
    expect(verdict).toBe('unknown');
    const lines = stderr
      .split('\n')
      .filter((line) => line.includes('was not looked up in the configuration'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(told);
  });

  it('asks nothing of what has nothing to do with it', async () => {
    const { verdict, stderr } = await verdictOf(
      beside('beyond', `${MAIN}\nlocals {\n  x = local.nowhere\n}`),
    );
    expect({ verdict, stderr }).toEqual({ verdict: 'pass', stderr: '' });
  });
});

/** A policy of a bucket with a sensitive variable in it and an ARN that is not known yet. */
function secretPlan(): string {
  const provider_name = 'registry.terraform.io/hashicorp/aws';
  const about = {
    mode: 'managed',
    type: 'aws_s3_bucket_policy',
    name: 'p',
    address: 'aws_s3_bucket_policy.p',
  };
  return planOf({
    variables: { organization: { value: 'o-verysecretorganization' } },
    resource_changes: [
      {
        ...about,
        provider_name,
        change: {
          actions: ['create'],
          before: null,
          after: { bucket: 'b' },
          after_unknown: { id: true, policy: true },
          after_sensitive: { policy: true },
        },
      },
    ],
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: provider_name } },
      root_module: {
        variables: { organization: { sensitive: true } },
        resources: [
          {
            ...about,
            provider_config_key: 'aws',
            expressions: {
              bucket: { constant_value: 'b' },
              policy: {
                references: [
                  'aws_s3_bucket_policy.other.id',
                  'aws_s3_bucket_policy.other',
                  'var.organization',
                ],
              },
            },
          },
        ],
      },
    },
  });
}

const SECRET_MAIN = `
variable "organization" { sensitive = true }
resource "aws_s3_bucket_policy" "other" {
  bucket = "o"
  policy = "{}"
}
resource "aws_s3_bucket_policy" "p" {
  bucket = "b"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Principal = "*", Action = "s3:GetObject"
      Resource  = aws_s3_bucket_policy.other.id
      Condition = { StringEquals = { "aws:PrincipalTag/organization" = var.organization } }
    }]
  })
}
`;

it('no value of a sensitive variable comes out by way of the configuration', async () => {
  const plan = folder.write('secret/tfplan.json', secretPlan());
  folder.write('secret/main.tf', SECRET_MAIN);
  for (const format of ['table', 'json', 'sarif', 'csv', 'markdown']) {
    const { stdout, stderr } = await runCli(['scan', plan, '--no-config', '--show', 'all', '-f', format]);
    expect(stdout).not.toBe('');
    expect(stdout + stderr).not.toContain('verysecretorganization');
  }
});
