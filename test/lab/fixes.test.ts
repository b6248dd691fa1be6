/** The Terraform configuration that a policy offers as its fix is one that Terraform plans, and that the policy passes. */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import type { Report } from '../../src/finding/report.ts';
import { runCli, temporaryFolder } from '../cli/run-cli.ts';
import { bundled, fixPlan, hasTerraform, moduleOf } from './fix-plan.ts';

if (!hasTerraform) console.warn('SKIPPED: fixes of policies need terraform in PATH');

/** For policies that ask for nothing without them. */
const PARAMS = {
  'aws.resource.required_tags': { required: ['Owner'] },
  'aws.resource.tag_values': { allowed: { Environment: ['prod'] } },
};

const folder = temporaryFolder();
afterAll(() => folder.remove());

test.each(bundled.map((policy) => [policy.id, policy] as const))('%s offers a fix', (_, { fix = '' }) => {
  expect(fix).toMatch(/^(resource|data|locals|variable) /m);
  expect(fix).not.toMatch(/\t/);
});

describe.skipIf(!hasTerraform)('a plan of every fix', () => {
  let findings: readonly Finding[] = [];
  beforeAll(async () => {
    const plan = fixPlan(
      folder,
      bundled.filter(({ fix }) => fix !== undefined),
    );
    // For comparisons by hand.
    if (process.env.DRIFTLOCK_KEEP_FIXES !== undefined) copyFileSync(plan, process.env.DRIFTLOCK_KEEP_FIXES);
    const params = folder.write('params.json', JSON.stringify(PARAMS));
    const args = ['scan', plan, '-f', 'json', '--show', 'all', '--profile', 'strict', '--params', params];
    const { stdout, stderr } = await runCli(args, { cwd: folder.path });
    if (stdout === '') throw new Error(stderr);
    findings = (JSON.parse(stdout) as Report).findings;
  }, 400_000);

  test.each(bundled.map((policy) => [policy.id, policy] as const))('%s passes its own', (id, policy) => {
    const ofAccount = policy.resources.some((type) => type.startsWith('driftlock_'));
    const own = findings.filter(
      ({ policy: name, resource: { address = '' } }) =>
        name === id && (ofAccount || address.startsWith(`module.${moduleOf(policy)}.`)),
    );
    const seen = own.map(({ verdict, messages, unknown }) => ({ verdict, messages, unknown }));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')).toEqual([]);
    expect(seen.some(({ verdict }) => verdict === 'pass')).toBe(true);
  });
});
