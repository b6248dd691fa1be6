/** The plans that folders of configuration are held against are what Terraform plans of them, and the defaults what it fills in. */
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { ROOT, temporaryFolder } from '../cli/run-cli.ts';
import { hasTerraform, mirror, terraform } from './fix-plan.ts';

if (!hasTerraform) console.warn('SKIPPED: no Terraform: recorded plans of configurations are not made again');

const FIXTURES = path.join(ROOT, 'test/fixtures');
/** What is recorded of a plan; the version of Terraform may be another. */
const MEMBERS = [
  'variables',
  'resource_changes',
  'configuration',
  'applyable',
  'complete',
  'errored',
] as const;
type Plan = Readonly<Record<(typeof MEMBERS)[number], unknown>>;

function planOf(name: string): Plan {
  const folder = temporaryFolder();
  try {
    cpSync(path.join(FIXTURES, name), folder.path, { recursive: true });
    const from = mirror(folder);
    const run = (...args: readonly string[]) => terraform(args, folder.path, from);
    run('init', '-input=false');
    run('plan', '-input=false', '-lock=false', '-out=plan');
    return JSON.parse(run('show', '-json', 'plan')) as Plan;
  } finally {
    folder.remove();
  }
}

function recordedOf(name: string): Plan & { readonly terraform_version: string } {
  return JSON.parse(gunzipSync(readFileSync(path.join(FIXTURES, name, 'plan.json.gz'))).toString('utf8'));
}

describe.runIf(hasTerraform)('the plan recorded of', () => {
  it.each(['source', 'source-functions', 'source-json'])(
    '%s is what Terraform plans',
    (name) => {
      const { terraform_version, ...recorded } = recordedOf(name);
      expect(terraform_version).toMatch(/^1\./);
      const planned = planOf(name);
      for (const member of MEMBERS) expect([member, planned[member]]).toEqual([member, recorded[member]]);
    },
    120_000,
  );
});

it('defaults of the provider are what the script makes of the recorded plans', async () => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await import(path.join(ROOT, 'scripts/planned-defaults.mjs'));
  } finally {
    spy.mockRestore();
  }
  expect(written.join('')).toBe(readFileSync(path.join(ROOT, 'src/input/hcl/aws.planned.json'), 'utf8'));
});
