/** Waivers on the command line: what they accept, what they no longer do, and every mistake in them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { realPath } from '../../src/source/source-root.ts';
import { created, type Folder, planOf, type RunOptions, runCli, temporaryFolder } from './run-cli.ts';
import { ajv, ENCRYPTION, findings, schema } from './with-config.ts';

const folders: Folder[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

const NAMES = Array.from({ length: 12 }, (_, index) => `v${index}`);
const VOLUMES = NAMES.map((name) =>
  created('aws_ebs_volume', name, { availability_zone: 'eu-west-1a', encrypted: false, size: 1 }),
);
const PLAN = planOf({ resource_changes: VOLUMES.flatMap((one) => one.resource_changes) });
const CONFIGURATION = NAMES.map((name) => `resource "aws_ebs_volume" "${name}" {\n  encrypted = false\n}\n`);

function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  folders.push(folder);
  mkdirSync(join(folder.path, '.git'));
  folder.write('infra/plan.json', PLAN);
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return realPath(folder.path);
}

const NOW = ['--now', '2026-11-22T12:00:00Z'];

function waiver(more: object = {}): string {
  const usual = {
    id: 'legacy',
    policy: 'CKV_AWS_3',
    resource: 'aws_ebs_volume.v1',
    reason: 'moved away <by> March',
    owner: 'platform',
    expires: '2027-03-31',
  };
  return JSON.stringify({ waivers: [{ ...usual, ...more }] });
}

async function scanned(args: readonly string[], options: RunOptions) {
  const run = await runCli(
    ['scan', 'infra/plan.json', '--policy', ENCRYPTION, '-f', 'json', ...NOW, ...args],
    options,
  );
  findings(run);
  const report = JSON.parse(run.stdout) as Report;
  const waived = report.findings.filter(({ verdict }) => verdict === 'waived');
  return {
    code: run.code,
    stderr: run.stderr,
    report,
    waived: waived.map(({ resource, waiver: why }) => [resource.address, why?.id]),
    summary: report.summary,
  };
}

describe('a waiver file', () => {
  test('is found above, and what it accepts no longer counts', async () => {
    const cwd = repository({ 'driftlock.waivers.yaml': waiver() });
    const { code, stderr, waived, summary, report } = await scanned([], { cwd });
    expect([code, stderr, waived]).toEqual([1, '', [['aws_ebs_volume.v1', 'legacy']]]);
    expect([summary.verdicts.fail, summary.verdicts.waived, summary.failures.high]).toEqual([11, 1, 11]);
    expect(report.findings.find(({ verdict }) => verdict === 'waived')?.waiver).toEqual({
      id: 'legacy',
      kind: 'file',
      reason: 'moved away <by> March',
      owner: 'platform',
      expires: '2027-03-31',
      file: 'driftlock.waivers.yaml',
      line: 1,
    });
    expect(summary.waivers).toMatchObject({ files: ['driftlock.waivers.yaml'], applied: [{ findings: 1 }] });
  });

  test('all that fails may be accepted where it is meant', async () => {
    const cwd = repository({
      'driftlock.waivers.yaml': waiver({ resource: 'aws_ebs_volume.*', broad: true }),
    });
    const { code, waived, summary } = await scanned([], { cwd });
    expect([code, waived.length, summary.verdicts.fail, summary.failures.high]).toEqual([0, 12, 0, 0]);
  });

  test('more resources than ten are refused aloud, and twelve where the configuration allows them', async () => {
    const files = { 'driftlock.waivers.yaml': waiver({ resource: 'aws_ebs_volume.*' }) };
    const { code, waived, stderr, summary } = await scanned([], { cwd: repository(files) });
    expect([code, waived]).toEqual([1, []]);
    expect(stderr).toBe(
      'driftlock: the waiver legacy is about 12 resources, more than 10, and does not hold without `broad: true` (driftlock.waivers.yaml:1)\n',
    );
    expect(summary.waivers?.refused).toMatchObject([{ id: 'legacy', resources: 12, most: 10 }]);
    const cwd = repository({ ...files, 'driftlock.yaml': 'waivers: {mostResources: 12}' });
    expect((await scanned([], { cwd })).waived.length).toBe(12);
  });

  test('holds to the end of its day, and then says so', async () => {
    const cwd = repository({ 'driftlock.waivers.yaml': waiver({ expires: '2026-11-22' }) });
    expect((await scanned(['--now', '2026-11-22T23:59:59Z'], { cwd })).waived.length).toBe(1);
    const { waived, stderr, summary } = await scanned(['--now', '2026-11-23T00:00:00Z'], { cwd });
    expect(waived).toEqual([]);
    expect(stderr).toBe(
      'driftlock: the waiver legacy expired on 2026-11-22: 1 finding counts again (driftlock.waivers.yaml:1)\n',
    );
    expect(summary.waivers?.expired).toMatchObject([{ id: 'legacy', findings: 1 }]);
  });

  test('is the one that is named, several together, or none', async () => {
    const cwd = repository({
      'driftlock.waivers.yaml': waiver(),
      'a.yaml': waiver({ id: 'a', resource: 'aws_ebs_volume.v2' }),
      'b.yaml': waiver({ id: 'b', resource: 'aws_ebs_volume.v3' }),
      'conf/driftlock.yaml': 'waivers: {files: [../b.yaml]}',
    });
    const ids = async (...args: string[]) => (await scanned(args, { cwd })).waived.map(([, id]) => id);
    expect(await ids('--waivers', 'a.yaml', '--waivers', 'b.yaml')).toEqual(['a', 'b']);
    expect(await ids('--config', 'conf/driftlock.yaml')).toEqual(['b']);
    expect(await ids('--no-waivers')).toEqual([]);
    expect(await ids('--no-config')).toEqual([]);
    expect(await ids('--no-config', '--waivers', 'a.yaml')).toEqual(['a']);
    expect(await ids('--no-waivers', '--waivers', 'a.yaml')).toEqual(['a']);
  });

  test.each([
    [
      'an unknown policy',
      waiver({ policy: 'aws.ec2.ebs_encryption' }),
      /ebs_volume_encryption/,
      'policy-unknown',
    ],
    ['an unknown key', waiver({ until: 'x' }), /unknown key "until" in waivers\[0\]/, 'config'],
    ['too long a term', waiver({ expires: '2028-01-01' }), /it holds for 405 days from today/, 'config'],
    ['what is no YAML', 'waivers: [', /the waiver file is not YAML/, 'config'],
    ['nothing', '', /the waiver file says nothing/, 'config'],
    ['what is no text', '\ufffe\u0000', /./, 'config'],
  ])('with %s is an error with its place', async (_, text, said, code) => {
    const cwd = repository({ 'driftlock.waivers.yaml': text });
    const run = await runCli(['scan', 'infra/plan.json', '-f', 'json', ...NOW], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^driftlock: driftlock\.waivers\.yaml(:\d+:\d+)?: /);
    expect(run.stderr).toMatch(said);
    expect(JSON.parse(run.stdout).error.code).toBe(code);
  });

  test('that is not there, and one that lies somewhere else', async () => {
    const cwd = repository({ 'driftlock.waivers.yml': waiver(), 'x.yaml': waiver(), 'y.yaml': waiver() });
    const other = await scanned([], { cwd });
    expect(other.stderr).toBe(
      'driftlock: driftlock.waivers.yml is not read: waivers stand in driftlock.waivers.yaml\n',
    );
    const missing = await runCli(['scan', 'infra/plan.json', '--waivers', 'z.yaml'], { cwd });
    expect([missing.code, missing.stderr.split('\n')[0]]).toEqual([
      2,
      'driftlock: z.yaml: the waiver file cannot be read: there is no such file',
    ]);
    const twice = await runCli(
      ['scan', 'infra/plan.json', ...NOW, '--waivers', 'x.yaml', '--waivers', 'y.yaml'],
      {
        cwd,
      },
    );
    expect([twice.code, twice.stderr.split('\n')[0]]).toEqual([
      2,
      'driftlock: y.yaml:1:19: two entries have the id "legacy"',
    ]);
  });
});

describe('a comment', () => {
  const OWN = `# driftlock:ignore ${ENCRYPTION} reason="a <test>" until=2027-01-31`;
  const [first = '', second = '', third = '', ...rest] = CONFIGURATION;
  const MAIN = [
    `${OWN}\n${first}`,
    second.replace('\n', '\n  #checkov:skip=CKV_AWS_3:scratch\n'),
    `#trivy:ignore:AVD-AWS-0026\n${third}`,
    ...rest,
  ].join('\n');
  const files = { 'infra/main.tf': MAIN };

  test('accepts what its block fails, and reports say where it stands', async () => {
    const { waived, summary, report } = await scanned([], { cwd: repository(files) });
    expect(waived).toEqual([
      ['aws_ebs_volume.v0', `driftlock:ignore ${ENCRYPTION}`],
      ['aws_ebs_volume.v1', 'checkov:skip=CKV_AWS_3'],
      ['aws_ebs_volume.v2', 'trivy:ignore:AVD-AWS-0026'],
    ]);
    expect(summary.waivers?.files).toEqual([]);
    expect(report.findings.find(({ verdict }) => verdict === 'waived')?.waiver).toEqual({
      id: `driftlock:ignore ${ENCRYPTION}`,
      kind: 'inline',
      reason: 'a <test>',
      expires: '2027-01-31',
      file: 'infra/main.tf',
      line: 1,
    });
  });

  test.each([
    ['waivers: {inline: own}', [], 1],
    ['waivers: {inline: none}', [], 0],
    ['waivers: {inline: all}', ['--no-waivers'], 0],
  ])('with %s and %j', async (config, args, count) => {
    const cwd = repository({ ...files, 'driftlock.yaml': config });
    expect((await scanned(args, { cwd })).waived.length).toBe(count);
  });

  test('above the call of a module is about all that lies in it', async () => {
    const [volume] = VOLUMES;
    const address = 'module.disks["a.b"].aws_ebs_volume.v0';
    const [change] = volume?.resource_changes ?? [];
    const cwd = repository({
      'infra/plan.json': planOf({
        resource_changes: [{ ...change, address, module_address: 'module.disks["a.b"]', index: undefined }],
      }),
      'infra/main.tf': `${OWN}\nmodule "disks" {\n  source = "./disks"\n}\n`,
      'infra/disks/main.tf': first,
    });
    expect((await scanned([], { cwd })).waived).toEqual([[address, `driftlock:ignore ${ENCRYPTION}`]]);
  });

  test('that has ended counts no more, and one that is about nothing is told', async () => {
    const idle = OWN.replace(ENCRYPTION, 'aws.s3.bucket_logging');
    const cwd = repository({ 'infra/main.tf': MAIN.replace(OWN, `${OWN}\n${idle}`) });
    const { stderr, summary } = await scanned(['--now', '2027-02-01T00:00:00Z'], { cwd });
    expect(stderr).toContain('expired on 2027-01-31: 1 finding counts again (infra/main.tf:1)');
    expect(summary.waivers?.expired.length).toBe(2);
    const before = await scanned([], { cwd });
    expect(before.summary.waivers?.unused.map(({ line }) => line)).toEqual([2]);
  });

  test.each([
    [OWN.replace('until=2027-01-31', ''), 'infra/main.tf:1:1: the comment lacks until'],
    [
      OWN.replace(ENCRYPTION, 'aws.ec2.ebs_encrypt'),
      'infra/main.tf:1:1: unknown policy "aws.ec2.ebs_encrypt"',
    ],
  ])('%s is an error', async (comment, said) => {
    const cwd = repository({ 'infra/main.tf': MAIN.replace(OWN, comment) });
    const { code, stderr } = await runCli(['scan', 'infra/plan.json', ...NOW], { cwd });
    expect([code, stderr.split('\n')[0]]).toEqual([2, `driftlock: ${said}`]);
  });
});

test('--print-config says where waivers stand, and who says what they may be', async () => {
  const cwd = repository({
    'driftlock.waivers.yaml': waiver(),
    'driftlock.yaml': 'waivers: {longestTerm: 90}',
  });
  const { stdout } = await runCli(['scan', '--print-config', '-f', 'json'], { cwd });
  const document = JSON.parse(stdout) as {
    settings: { name: string; value: unknown; source: { kind: string } }[];
  };
  const isSettings = ajv.compile(schema('settings-1'));
  isSettings(document);
  expect(isSettings.errors).toBe(null);
  const told = document.settings.filter(({ name }) => name.startsWith('waivers.'));
  expect(told.map(({ name, value, source }) => [name, value, source.kind])).toEqual([
    ['waivers.files[0]', 'driftlock.waivers.yaml', 'default'],
    ['waivers.longestTerm', 90, 'file'],
    ['waivers.mostResources', 10, 'default'],
    ['waivers.inline', 'all', 'default'],
  ]);
});
