/** What asks for `introduced` decides what it means for inputs that have no before; and plans that are read as a stream. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { realPath } from '../../src/source/source-root.ts';
import { ROOT, runCli, temporaryFolder } from './run-cli.ts';
import { ENCRYPTION, findings } from './with-config.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const EFFECTS = join(ROOT, 'test/fixtures/plan-effects/plan.json.gz');
const ONLY = ['--policy', ENCRYPTION, '-f', 'json'];

mkdirSync(join(folder.path, '.git'));
folder.write('main.tf', 'resource "aws_ebs_volume" "x" {\n  encrypted = false\n  size = 1\n}\n');
folder.write('driftlock.yaml', 'introduced: true\n');

async function scanned(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const run = await runCli(['scan', ...args, ...ONLY], { cwd: realPath(folder.path), environment });
  if (run.code === 2) throw new Error(run.stderr);
  findings(run);
  const report = JSON.parse(run.stdout) as Report;
  const failed = report.findings.filter(({ verdict }) => verdict === 'fail');
  return {
    code: run.code,
    stderr: run.stderr,
    plan: report.summary.plan,
    failed: failed.map(({ resource, plan }) => [resource.address, plan]),
  };
}

describe('introduced: true in driftlock.yaml', () => {
  test('leaves a folder as it is, and says so once', async () => {
    const { code, stderr, plan, failed } = await scanned(['.']);
    expect([code, plan, failed]).toEqual([1, undefined, [['aws_ebs_volume.x', undefined]]]);
    expect(stderr).toBe(
      'driftlock: introduced (driftlock.yaml:1) is about plans: whatever fails in . (a folder of Terraform configuration) counts\n',
    );
  });

  test('so a commit hook goes on', async () => {
    const { code, stderr } = await scanned(['--roots', 'main.tf']);
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
  });

  test('is what the flag is for a plan, without a word', async () => {
    const asked = await scanned([EFFECTS, '--no-config', '--introduced']);
    expect(await scanned([EFFECTS])).toEqual({ ...asked, stderr: '' });
  });

  test('beside a plan all that fails elsewhere counts, however little the plan introduces', async () => {
    const { failed: alone, plan } = await scanned([EFFECTS]);
    const { code, stderr, failed, plan: beside } = await scanned([EFFECTS, '.']);
    const own = failed.filter(([address]) => address === 'aws_ebs_volume.x');
    expect([code, own, failed.length]).toEqual([1, [['aws_ebs_volume.x', undefined]], alone.length + 1]);
    expect(failed.filter((one) => !own.includes(one))).toEqual(alone);
    const counts = ({ introduced = -1, left = -1, unknown = -1 } = {}) => [introduced, left, unknown];
    expect([counts(beside), stderr.split('\n').length]).toEqual([counts(plan), 2]);
    const text = await runCli(['scan', EFFECTS, '.', '--policy', ENCRYPTION], {
      cwd: realPath(folder.path),
    });
    expect(text.stdout).toContain('Exit code 1: findings at or above low.');
  });

  test('the variable is no more than the file, the flag is about the inputs beside it', async () => {
    const { code, stderr } = await scanned(['.', '--no-config'], { DRIFTLOCK_INTRODUCED: 'true' });
    expect([
      code,
      stderr.startsWith('driftlock: introduced (env DRIFTLOCK_INTRODUCED) is about plans'),
    ]).toEqual([1, true]);
    for (const inputs of [['.'], [EFFECTS, '.']]) {
      const run = await runCli(['scan', ...inputs, '--introduced'], { cwd: realPath(folder.path) });
      expect([run.code, run.stderr.split('\n')[0]]).toEqual([
        2,
        'driftlock: .: --introduced is about plans, and this is a folder of Terraform configuration',
      ]);
    }
  });
});

interface Resource {
  readonly address: string;
}

interface Plan {
  readonly resource_changes: Resource[];
  readonly planned_values: { readonly root_module: { readonly resources: Resource[] } };
  readonly prior_state: { readonly values: { readonly root_module: { readonly resources: Resource[] } } };
}

/** More than is held in memory at once. */
const COPIES = 16_000;

describe('a plan that is read as a stream', () => {
  test('says of each failure what a small one says', async () => {
    const plan = JSON.parse(gunzipSync(readFileSync(EFFECTS)).toString('utf8')) as Plan;
    const [first] = plan.resource_changes.filter(({ address }) => address === 'aws_ebs_volume.same');
    for (const list of [
      plan.resource_changes,
      plan.planned_values.root_module.resources,
      plan.prior_state.values.root_module.resources,
    ]) {
      const same = list.find(({ address }) => address === first?.address);
      for (let copy = 0; copy < COPIES; copy += 1)
        list.push({ ...same, address: `aws_ebs_volume.same[${copy}]`, index: copy } as Resource);
    }
    const file = folder.write('large.json', JSON.stringify(plan));
    expect(statSync(file).size).toBeGreaterThan(32 * 1024 * 1024);
    const flags = ['--no-config', '--introduced'];
    const small = await scanned([EFFECTS, ...flags]);
    const large = await scanned([file, ...flags]);
    const isCopy = ([address = '']: readonly (string | undefined)[]) => address.includes('.same[');
    expect(large.failed.filter((one) => !isCopy(one))).toEqual(small.failed);
    expect(new Set(large.failed.filter(isCopy).map(([, said]) => said))).toEqual(new Set(['left']));
    expect([large.code, large.plan]).toEqual([
      small.code,
      { ...small.plan, left: (small.plan?.left ?? 0) + COPIES },
    ]);
  }, 120_000);
});
