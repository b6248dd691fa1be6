/** Scans held against an earlier report, reports held against each other, and plans against what is there before them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import type { ReportDiff } from '../../src/finding/report-diff.ts';
import { created, planOf, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ENCRYPTION = 'aws.ec2.ebs_volume_encryption';
const ONLY = ['--policy', ENCRYPTION];
const ajv = new Ajv2020({ strict: false });
const [isReport, isDiff] = ['report-1', 'report-diff-1'].map((name) =>
  ajv.compile(JSON.parse(readFileSync(join(ROOT, `reports/${name}.schema.json`), 'utf8'))),
);

interface Parts {
  readonly planned_values: { readonly root_module: { readonly resources: readonly object[] } };
  readonly resource_changes: readonly object[];
  readonly configuration: { readonly root_module: { readonly resources: readonly object[] } };
}

/** A plan that creates these volumes: whether each is encrypted. */
function plan(name: string, volumes: Readonly<Record<string, boolean>>): string {
  const parts = Object.entries(volumes).map(
    ([volume, encrypted]) =>
      created('aws_ebs_volume', volume, { availability_zone: 'eu-west-1a', size: 1, encrypted }) as Parts,
  );
  return folder.write(
    name,
    planOf({
      planned_values: {
        root_module: { resources: parts.flatMap((one) => one.planned_values.root_module.resources) },
      },
      resource_changes: parts.flatMap((one) => one.resource_changes),
      configuration: {
        ...created('aws_ebs_volume', 'x', {}).configuration,
        root_module: { resources: parts.flatMap((one) => one.configuration.root_module.resources) },
      },
    }),
  );
}

async function reportOf(name: string, input: string, ...flags: string[]): Promise<string> {
  const file = join(folder.path, name);
  const { code, stderr } = await runCli(['scan', input, ...ONLY, '-f', `json=${file}`, ...flags], {
    cwd: folder.path,
  });
  if (code !== 0 && code !== 1) throw new Error(stderr);
  return file;
}

const OLD_PLAN = plan('old.plan.json', { kept: false, mended: false, gone: false, fine: true });
const NEW_PLAN = plan('new.plan.json', { kept: false, mended: true, made: false, fine: true });

describe('scan --baseline', () => {
  test('what it has does not count, and what ended is told', async () => {
    const old = await reportOf('old.json', OLD_PLAN);
    const same = await runCli(['scan', OLD_PLAN, ...ONLY, '--baseline', old], { cwd: folder.path });
    expect({ code: same.code, stderr: same.stderr }).toEqual({ code: 0, stderr: '' });
    expect(same.stdout).toContain(`Against ${old}: 0 new, 3 old, 0 fixed since`);

    const { code, stdout } = await runCli(['scan', NEW_PLAN, ...ONLY, '--baseline', old, '-f', 'json'], {
      cwd: folder.path,
    });
    const report = JSON.parse(stdout) as Report;
    isReport?.(report);
    expect({ code, errors: isReport?.errors }).toEqual({ code: 1, errors: null });
    expect(report.findings.map(({ resource, status }) => [resource.address, status])).toEqual([
      ['aws_ebs_volume.kept', 'existing'],
      ['aws_ebs_volume.made', 'new'],
    ]);
    const { baseline } = report.summary;
    expect({
      ...baseline,
      fixed: baseline?.fixed.map(({ resource, now }) => [resource.address, now]),
      gone: baseline?.gone.map(({ resource, now }) => [resource.address, now]),
    }).toEqual({
      file: old,
      version: report.tool.version,
      new: 1,
      existing: 1,
      fixed: [['aws_ebs_volume.mended', 'pass']],
      gone: [['aws_ebs_volume.gone', 'gone']],
      open: [],
    });
  });

  test('of the configuration file, relative to it; --no-baseline does without', async () => {
    await reportOf('old.json', OLD_PLAN);
    folder.write('driftlock.yaml', 'baseline: old.json\n');
    const run = (...flags: string[]) => runCli(['scan', OLD_PLAN, ...ONLY, ...flags], { cwd: folder.path });
    expect((await run()).code).toBe(0);
    expect((await run('--no-baseline')).code).toBe(1);
    expect((await run('--print-config')).stdout).toMatch(/^baseline +driftlock\.yaml:1 +"old\.json"$/m);
  });

  test('other policies than the baseline: what ran no more is not fixed', async () => {
    const old = await reportOf('old.json', OLD_PLAN, '--no-config');
    const flags = ['--policy', 'aws.s3.*', '--baseline', old, '--no-config', '-f', 'json'];
    const { stdout } = await runCli(['scan', OLD_PLAN, ...flags], { cwd: folder.path });
    const { baseline } = (JSON.parse(stdout) as Report).summary;
    expect({
      fixed: baseline?.fixed,
      gone: baseline?.gone,
      open: baseline?.open.map(({ now }) => now),
    }).toEqual({
      fixed: [],
      gone: [],
      open: ['not-run', 'not-run', 'not-run'],
    });
  });

  test.each([
    ['not there', 'none.json', /none\.json: no such file\n {2}hint: a baseline is what/],
    ['a plan', OLD_PLAN, /a Terraform plan, not a JSON report of driftlock\n/],
    ['nothing', '', /--baseline is empty\n/],
  ])('%s: one line and a hint, exit code 2', async (_, file, message) => {
    const { code, stdout, stderr } = await runCli(['scan', OLD_PLAN, '--baseline', file], {
      cwd: folder.path,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  test('standard input cannot be both', async () => {
    const { code, stderr } = await runCli(['scan', '-', '--baseline', '-'], { stdin: '{}' });
    expect(code).toBe(2);
    expect(stderr).toContain('standard input cannot be both an input and the baseline');
  });
});

describe('report diff', () => {
  const diff = (...args: string[]) => runCli(['report', 'diff', ...args], { cwd: folder.path });

  test('new, fixed and still open, as a table and as the document of its schema', async () => {
    const old = await reportOf('old.json', OLD_PLAN, '--no-config');
    const newer = await reportOf('new.json', NEW_PLAN, '--no-config', '--show', 'all');
    const { code, stdout, stderr } = await diff(old, newer, '-f', 'json');
    const document = JSON.parse(stdout) as ReportDiff;
    isDiff?.(document);
    expect({ code, stderr, errors: isDiff?.errors }).toEqual({ code: 1, stderr: '', errors: null });
    expect(document.findings.map(({ change, resource }) => [change, resource.address])).toEqual([
      ['new', 'aws_ebs_volume.made'],
      ['open', 'aws_ebs_volume.kept'],
      ['fixed', 'aws_ebs_volume.mended'],
      ['gone', 'aws_ebs_volume.gone'],
    ]);
    const table = await diff(old, newer);
    expect(table.stdout).toContain('1 new, 0 reopened, 1 still open, 1 fixed, 1 gone\n');
    expect((await diff(old, newer, '--fail-on', 'critical')).code).toBe(0);
    expect((await diff(old, old)).code).toBe(0);
    const markdown = join(folder.path, 'diff.md');
    await diff(old, newer, '-f', `markdown=${markdown}`);
    expect(readFileSync(markdown, 'utf8')).toMatch(/^<!-- driftlock:report-diff -->\n## Driftlock: 1 new, /);
  });

  test('from standard input', async () => {
    const old = await reportOf('old.json', OLD_PLAN, '--no-config');
    const stdin = readFileSync(old, 'utf8');
    expect((await runCli(['report', 'diff', old, '-'], { stdin })).code).toBe(0);
  });

  test.each([
    [['a.json'], /report diff needs <new>/],
    [['-', '-'], /standard input cannot be both reports/],
    [
      ['a.json', 'b.json', '--fail-on', 'hihg'],
      /--fail-on: unknown value "hihg"\n {2}hint: did you mean "high"\?/,
    ],
    [['a.json', 'b.json', '-f', 'tabel'], /unknown format "tabel"/],
    [['a.json', 'b.json'], /a\.json: no such file/],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await diff(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('waivers and --baseline', () => {
  const waivers = (volume: string) =>
    folder.write(
      `${volume}.waivers.yaml`,
      JSON.stringify({
        waivers: [
          {
            id: 'legacy',
            policy: ENCRYPTION,
            resource: `aws_ebs_volume.${volume}`,
            reason: 'moved away by March',
            owner: 'platform',
            expires: '2027-03-31',
          },
        ],
      }),
    );
  async function against(old: string, volume: string) {
    const now = ['--now', '2026-11-22T12:00:00Z'];
    const { code, stdout, stderr } = await runCli(
      [
        ...['scan', NEW_PLAN, ...ONLY, ...now, '-f', 'json'],
        ...['--baseline', old, '--waivers', waivers(volume)],
      ],
      { cwd: folder.path },
    );
    if (code === 2) throw new Error(stderr);
    const { findings, summary } = JSON.parse(stdout) as Report;
    expect(isReport?.({ ...JSON.parse(stdout) }), JSON.stringify(isReport?.errors)).toBe(true);
    return {
      code,
      baseline: summary.baseline,
      findings: findings.map(({ resource, verdict, status, waiver }) => [
        ...[resource.address, verdict, status, waiver?.id],
      ]),
    };
  }

  test('what is waived now was not fixed, and what is new still counts', async () => {
    const { code, baseline, findings } = await against(await reportOf('w1.json', OLD_PLAN), 'kept');
    expect(code).toBe(1);
    expect(findings).toEqual([
      ['aws_ebs_volume.made', 'fail', 'new', undefined],
      ['aws_ebs_volume.kept', 'waived', 'existing', 'legacy'],
    ]);
    expect(baseline).toMatchObject({ new: 1, existing: 0 });
    expect(baseline?.fixed.map(({ resource }) => resource.address)).toEqual(['aws_ebs_volume.mended']);
    expect(baseline?.open).toMatchObject([{ resource: { address: 'aws_ebs_volume.kept' }, now: 'waived' }]);
  });

  test('where the rest is old, a waiver for what is new leaves nothing that counts', async () => {
    const { code, baseline, findings } = await against(await reportOf('w2.json', OLD_PLAN), 'made');
    expect(code).toBe(0);
    expect(findings).toEqual([
      ['aws_ebs_volume.kept', 'fail', 'existing', undefined],
      ['aws_ebs_volume.made', 'waived', 'new', 'legacy'],
    ]);
    expect(baseline).toMatchObject({ new: 0, existing: 1 });
  });
});

describe('scan --introduced', () => {
  const EFFECTS = join(ROOT, 'test/fixtures/plan-effects/plan.json.gz');
  const run = (...args: string[]) => runCli(['scan', ...args, '--no-config'], { cwd: folder.path });

  test('together with a baseline only what the plan introduces and the baseline lacks counts', async () => {
    const own = join(folder.path, 'own.json');
    await run(EFFECTS, ...ONLY, '-f', `json=${own}`);
    expect((await run(EFFECTS, ...ONLY, '--introduced')).code).toBe(1);
    const { code, stdout } = await run(EFFECTS, ...ONLY, '--introduced', '--baseline', own);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'The plan introduces 2 failures, leaves 3, fixes 2; 1 failure of before is not known to be',
    );
    expect(stdout).toContain(`Against ${own}: 0 new, 5 old, 0 fixed since`);
  });

  test('the report is one of its schema, and standard input will do', async () => {
    const { code, stdout } = await runCli(
      ['scan', '-', ...ONLY, '--introduced', '-f', 'json', '--no-config'],
      {
        stdin: readFileSync(EFFECTS),
      },
    );
    const report = JSON.parse(stdout) as Report;
    isReport?.(report);
    expect({ code, errors: isReport?.errors }).toEqual({ code: 1, errors: null });
    expect(report.summary.plan).toMatchObject({ introduced: 2, left: 3, unknown: 0 });
  });

  test('without being asked nothing is said of what is there before', async () => {
    const { stdout } = await run(EFFECTS, ...ONLY, '-f', 'json');
    const { summary, findings } = JSON.parse(stdout) as Report;
    const said = [summary, ...findings].flatMap((one) => Object.keys(one));
    expect(said.filter((key) => ['plan', 'status', 'baseline'].includes(key))).toEqual([]);
  });

  test('a state is refused', async () => {
    const state = join(ROOT, 'test/fixtures/lab/applied.state.json');
    const { code, stdout, stderr } = await run(state, '--introduced');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /applied\.state\.json: --introduced is about plans, and this is a state\n {2}hint: .*--baseline/,
    );
  });

  test('so is a folder of configuration', async () => {
    folder.write('configuration/main.tf', 'resource "aws_ebs_volume" "x" {\n  size = 1\n}\n');
    const { code, stdout, stderr } = await run(join(folder.path, 'configuration'), '--introduced');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /configuration: --introduced is about plans, and this is a folder of Terraform configuration\n {2}hint: .*--baseline/,
    );
  });
});
