/** One plan by the real Terraform and provider of the Terraform configuration in `custom.fix` of each policy, a module each. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Policy } from '../../src/finding/policy.ts';
import { type Folder, ROOT } from '../cli/run-cli.ts';

const PROVIDER = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
`;

/** Nothing is asked of any cloud: the provider is told what it would look up. */
const SETTINGS = `
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}
`;

export const hasTerraform = spawnSync('terraform', ['version']).status === 0;

/** Bundled policies; DRIFTLOCK_FIXES keeps those whose id begins with it. */
export const bundled: readonly Policy[] = (
  JSON.parse(readFileSync(path.join(ROOT, 'dist/policies/aws.json'), 'utf8')) as { policies: Policy[] }
).policies.filter(({ id }) => id.startsWith(process.env.DRIFTLOCK_FIXES ?? ''));

export function moduleOf({ id }: Pick<Policy, 'id'>): string {
  return id.replaceAll('.', '-');
}

const FIND =
  'find / -xdev -maxdepth 5 -type d -path "*registry.terraform.io/hashicorp/aws" -print -quit 2>/dev/null';

/** Settings of Terraform that take the provider from a folder, where this machine has one (LAB_MIRROR, or wherever it lies). */
export function mirror(folder: Folder): Record<string, string> {
  const found = spawnSync('sh', ['-c', FIND], { encoding: 'utf8' }).stdout.trim();
  const from = process.env.LAB_MIRROR ?? (found === '' ? undefined : path.resolve(found, '../../..'));
  if (from === undefined) return {};
  const settings = `provider_installation {\n  filesystem_mirror {\n    path = "${from}"\n  }\n}\n`;
  return { TF_CLI_CONFIG_FILE: folder.write('terraform.rc', settings) };
}

/** Throws with what Terraform says where it fails. */
export function terraform(
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>>,
): string {
  const { status, stdout, stderr } = spawnSync('terraform', [...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
    env: {
      ...process.env,
      ...more,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_CLI_ARGS: '-no-color',
    },
  });
  if (status !== 0) throw new Error(`terraform ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

/** The file with the plan as JSON. Throws with what Terraform says where a fix is no configuration that it can plan. */
export function fixPlan(folder: Folder, policies: readonly Policy[]): string {
  const modules = policies.map((policy) => {
    folder.write(`${moduleOf(policy)}/main.tf`, `${PROVIDER}\n${policy.fix ?? ''}\n`);
    return `\nmodule "${moduleOf(policy)}" {\n  source = "./${moduleOf(policy)}"\n}\n`;
  });
  const from = mirror(folder);
  folder.write('main.tf', PROVIDER + SETTINGS + modules.join(''));
  const run = (...args: readonly string[]) => terraform(args, folder.path, from);
  run('init', '-input=false');
  run('plan', '-input=false', '-lock=false', '-out=plan');
  return folder.write('plan.json', run('show', '-json', 'plan'));
}
