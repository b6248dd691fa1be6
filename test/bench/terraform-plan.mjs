/** The plan that the real Terraform makes of a folder, without any cloud. */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onPath } from './measured.mjs';

const FIND =
  'find / -xdev -maxdepth 5 -type d -path "*registry.terraform.io/hashicorp/aws" -print -quit 2>/dev/null';

/** Settings of Terraform that take the provider from a folder, where this machine has one (LAB_MIRROR, or wherever it lies). */
function mirror(folder) {
  const found = spawnSync('sh', ['-c', FIND], { encoding: 'utf8' }).stdout.trim();
  const from = process.env.LAB_MIRROR ?? (found === '' ? undefined : path.resolve(found, '../../..'));
  if (from === undefined) return {};
  const file = path.join(folder, 'terraform.rc');
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = "${from}"\n  }\n}\n`);
  return { TF_CLI_CONFIG_FILE: file };
}

/**
 * Has the real Terraform plan the folder; the file with the plan as JSON lies in it. Undefined where there is no
 * Terraform. Throws where it cannot plan that.
 */
export function planOf(folder) {
  if (!onPath('terraform')) return undefined;
  const env = {
    ...process.env,
    ...mirror(folder),
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_CLI_ARGS: '-no-color',
  };
  const run = (...args) =>
    execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 2 ** 20, env });
  run('init', '-input=false');
  run('plan', '-input=false', '-lock=false', '-out=tfplan');
  const file = path.join(folder, 'plan.json');
  writeFileSync(file, run('show', '-json', 'tfplan'));
  return file;
}
