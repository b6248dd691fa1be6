/** `baseline` and `introduced` of the library: the report that the command line prints, and errors for what nobody can have meant. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DriftlockError, exitCode, type Report, type ScanOptions, scan } from '../../../src/library/index.ts';
import { created, planOf, ROOT, runCli, temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = 'aws.ec2.ebs_volume_encryption';
const NOW = '2026-11-22T12:00:00Z';
const EFFECTS = join(ROOT, 'test/fixtures/plan-effects/plan.json.gz');
const USUAL = { select: POLICY, now: new Date(NOW) };

function plan(name: string, volumes: readonly string[]): string {
  const changes = volumes.flatMap(
    (one) => created('aws_ebs_volume', one, { encrypted: false, size: 1 }).resource_changes,
  );
  return folder.write(name, planOf({ resource_changes: changes }));
}

const OLD = plan('old.plan.json', ['kept', 'gone']);
const NEW = plan('new.plan.json', ['kept', 'made']);

async function printed(...args: readonly string[]) {
  const { code, stdout, stderr } = await runCli([
    ...['scan', ...args, '--policy', POLICY, '-f', 'json', '--now', NOW, '--no-config'],
  ]);
  return { code, report: JSON.parse(stdout) as unknown, stderr };
}

async function scanned(input: string, options: ScanOptions) {
  const told: string[] = [];
  const report = await scan(input, { ...USUAL, ...options, onNotice: (line) => told.push(line) });
  const stderr = told.map((line) => `driftlock: ${line}\n`).join('');
  return { code: exitCode(report), report: JSON.parse(JSON.stringify(report)) as Report, stderr };
}

describe('baseline', () => {
  test('is the name of a report, or the report itself', async () => {
    const earlier = await scan(OLD, USUAL);
    const file = folder.write('old.json', JSON.stringify(earlier));
    const asked = await printed(NEW, '--baseline', file);
    expect(await scanned(NEW, { baseline: file })).toEqual(asked);
    const given = await scanned(NEW, { baseline: earlier });
    const { baseline } = given.report.summary;
    expect([baseline?.file, baseline?.new, baseline?.existing, baseline?.gone.length]).toEqual([
      ...['baseline', 1, 1, 1],
    ]);
    const named = { ...given.report.summary, baseline: { ...baseline, file } };
    expect({ ...given, report: { ...given.report, summary: named } }).toEqual(asked);
    expect(asked.code).toBe(1);
    expect((await scanned(OLD, { baseline: earlier })).code).toBe(0);
  });

  test('that is not whole is told', async () => {
    const earlier = await scan(OLD, USUAL);
    const edited = { ...earlier, findings: earlier.findings.slice(1) };
    expect((await scanned(OLD, { baseline: edited })).stderr).toBe(
      'driftlock: baseline baseline: it does not list as many findings as it counts: it was edited\n',
    );
  });
});

test('introduced', async () => {
  expect(await scanned(EFFECTS, { introduced: true })).toEqual(await printed(EFFECTS, '--introduced'));
  const { report } = await scanned(EFFECTS, { introduced: false });
  expect(report.summary.plan).toBe(undefined);
  const own = await scan(EFFECTS, USUAL);
  expect((await scanned(EFFECTS, { introduced: true, baseline: own })).code).toBe(0);
});

const CIRCLE: Record<string, unknown> = {};
CIRCLE.schema = CIRCLE;

test.each<[unknown, string, string | undefined, RegExp]>([
  [{ baseline: '' }, 'usage', 'baseline', /names no file/],
  [{ baseline: 1 }, 'usage', 'baseline', /neither a report nor the name of one/],
  [{ baseline: [] }, 'usage', 'baseline', /neither a report nor the name of one/],
  [{ baseline: {} }, 'input-unsupported', 'baseline', /no report of driftlock: it is empty/],
  [{ baseline: { planned_values: {} } }, 'input-unsupported', 'baseline', /a Terraform plan/],
  [{ baseline: CIRCLE }, 'input-unreadable', 'baseline', /circular/i],
  [{ baseline: 'none.json' }, 'input-missing', 'none.json', /no such file/],
  [{ introduced: 'yes' }, 'usage', 'introduced', /neither true nor false/],
])('%j is refused', async (options, code, where, message) => {
  const error = await scan(OLD, options as ScanOptions).catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.where]).toEqual([code, where]);
  expect(error.message).toMatch(message);
});

test('what has no before is refused, as the flag refuses it', async () => {
  const state = join(ROOT, 'test/fixtures/lab/applied.state.json');
  const error = await scan(state, { introduced: true }).catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.message]).toEqual(['usage', 'introduced is about plans, and this is a state']);
});
