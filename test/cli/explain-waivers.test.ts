/** Waivers in `driftlock explain`: what accepts the finding, what no longer does, and that a scan says the same. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ExplanationDocument } from '../../src/finding/explanation.ts';
import type { Report } from '../../src/finding/report.ts';
import { realPath } from '../../src/source/source-root.ts';
import { bucketSnapshot } from './bucket-snapshot.ts';
import { created, type Folder, planOf, ROOT, runCli, temporaryFolder } from './run-cli.ts';
import { ajv, ENCRYPTION, schema } from './with-config.ts';

const folders: Folder[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

const NOW = ['--now', '2026-11-22T12:00:00Z'];
const NAMES = Array.from({ length: 12 }, (_, index) => `v${index}`);
const VOLUMES = NAMES.map((name) =>
  created('aws_ebs_volume', name, { availability_zone: 'eu-west-1a', encrypted: false, size: 1 }),
);
const PLAN = planOf({ resource_changes: VOLUMES.flatMap((one) => one.resource_changes) });
const isExplanation = ajv.compile(schema('explain-1'));

function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  folders.push(folder);
  mkdirSync(join(folder.path, '.git'));
  folder.write('infra/plan.json', PLAN);
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return realPath(folder.path);
}

function entry(more: object = {}): object {
  return {
    id: 'legacy',
    policy: 'CKV_AWS_3',
    resource: 'aws_ebs_volume.v1',
    reason: 'moved away <by> March',
    owner: 'platform',
    expires: '2027-03-31',
    ...more,
  };
}

function waivers(...entries: readonly object[]): string {
  return JSON.stringify({ waivers: entries });
}

async function explained(cwd: string, args: readonly string[], input = 'infra/plan.json') {
  const run = await runCli(['explain', ...args, input, '-f', 'json', ...NOW], { cwd });
  expect([run.code, run.stderr]).toEqual([0, '']);
  const document = JSON.parse(run.stdout) as ExplanationDocument;
  isExplanation(document);
  expect(isExplanation.errors).toBe(null);
  return document;
}

/** What a scan says of that finding: the oracle. */
async function scanned(cwd: string, address: string, ...args: readonly string[]) {
  const run = await runCli(['scan', 'infra/plan.json', '-f', 'json', ...NOW, ...args], { cwd });
  const { findings } = JSON.parse(run.stdout) as Report;
  return findings.find(({ policy, resource }) => policy === ENCRYPTION && resource.address === address);
}

const V1 = [ENCRYPTION, 'aws_ebs_volume.v1'];

describe('a waiver file', () => {
  test('accepts the finding, which the page says with who, why, until when and where', async () => {
    const cwd = repository({ 'driftlock.waivers.yaml': waivers(entry({ ticket: 'SEC-12' })) });
    const { finding, waivers: others, denies } = await explained(cwd, V1);
    expect(finding).toEqual(await scanned(cwd, 'aws_ebs_volume.v1'));
    expect([finding.verdict, others, denies.map(({ answer }) => answer)]).toEqual([
      'waived',
      undefined,
      ['yes'],
    ]);
    const page = await runCli(['explain', ...V1, 'infra/plan.json', ...NOW], { cwd });
    expect(page.stdout).toContain(`\
    verdict   waived: failed, and accepted by a waiver
    because   the volume is not encrypted
    waived    until 2027-03-31: moved away <by> March
              legacy by platform, SEC-12, driftlock.waivers.yaml:1
`);
    expect(page.stdout).toContain('    deny      denies: the volume is not encrypted');
    expect(page.stdout).not.toContain('waived by an entry of');
  });

  test('is found by a fingerprint as well, and by options', async () => {
    const cwd = repository({ 'x.yaml': waivers(entry()), 'y.yaml': waivers(entry({ id: 'other' })) });
    const failing = await explained(cwd, V1);
    expect(failing.finding.verdict).toBe('fail');
    const [fingerprint = ''] = failing.finding.fingerprints;
    const ids = async (...args: string[]) =>
      (await explained(cwd, [fingerprint, ...args])).finding.waiver?.id;
    expect(await ids('--waivers', 'x.yaml')).toBe('legacy');
    expect(await ids('--waivers', 'y.yaml', '--waivers', 'x.yaml')).toBe('other');
    expect(await ids('--waivers', 'x.yaml', '--no-waivers')).toBe(undefined);
  });

  test('that is about too much does not hold, however little is explained', async () => {
    const files = {
      'driftlock.waivers.yaml': waivers(
        entry({ id: 'all', resource: 'aws_ebs_volume.*' }),
        entry({ id: 'few', resource: ['aws_ebs_volume.v1', 'aws_ebs_volume.v2'] }),
      ),
    };
    const cwd = repository(files);
    const { finding, waivers: others } = await explained(cwd, V1);
    expect(finding).toEqual(await scanned(cwd, 'aws_ebs_volume.v1'));
    expect([finding.waiver?.id, others?.refused]).toMatchObject([
      'few',
      [{ id: 'all', resources: 12, most: 10 }],
    ]);
    const v5 = await explained(cwd, [ENCRYPTION, 'aws_ebs_volume.v5']);
    expect([v5.finding.verdict, v5.waivers?.refused.length]).toEqual(['fail', 1]);
    const page = await runCli(['explain', ENCRYPTION, 'aws_ebs_volume.v5', 'infra/plan.json', ...NOW], {
      cwd,
    });
    expect(page.stdout.replace(/\n {14}/g, ' ')).toContain(
      'note      a waiver is about 12 resources, more than 10, and does not hold without `broad: true`, until 2027-03-31: moved away <by> March (all by platform, driftlock.waivers.yaml:1)',
    );
    const wide = repository({ ...files, 'driftlock.yaml': 'waivers: {mostResources: 12}' });
    expect((await explained(wide, V1)).finding.waiver?.id).toBe('all');
  });

  test('that holds no longer, or not yet, is told beside the failure; what is about others is not', async () => {
    const cwd = repository({
      'driftlock.waivers.yaml': waivers(
        entry({ id: 'past', expires: '2026-11-21' }),
        entry({ id: 'coming', granted: '2026-12-01' }),
        entry({ id: 'elsewhere', resource: 'aws_ebs_volume.v2' }),
      ),
    });
    const { finding, waivers: others } = await explained(cwd, V1);
    expect(finding.verdict).toBe('fail');
    const ids = Object.entries(others ?? {}).map(([state, list]: [string, { id: string }[]]) => [
      state,
      list.map(({ id }) => id),
    ]);
    expect(Object.fromEntries(ids)).toEqual({
      expired: ['past'],
      pending: ['coming'],
      refused: [],
      gaps: [],
    });
    const page = await runCli(['explain', ...V1, 'infra/plan.json', ...NOW], { cwd });
    expect(page.stdout.replace(/\n {14}/g, ' ')).toContain(
      'note      a waiver has expired, until 2026-11-21',
    );
  });

  test('with a mistake is an error with its place, and a name of a raw policy is none', async () => {
    const policy = ['aws.ec2.ebs_encrypt'];
    const cwd = repository({ 'driftlock.waivers.yaml': waivers(entry({ policy })) });
    const run = await runCli(['explain', ...V1, 'infra/plan.json', ...NOW], { cwd });
    expect([run.code, run.stderr.split(': unknown')[0]]).toEqual([
      2,
      'driftlock: driftlock.waivers.yaml:1:38',
    ]);
    const named = waivers(entry({ policy: ['main.deny_small', 'CKV_AWS_3'] }));
    const raw = repository({ 'driftlock.waivers.yaml': named });
    expect((await explained(raw, V1)).finding.waiver?.id).toBe('legacy');
    const file = waivers(entry({ policy: ['main.*', 'CKV_AWS_3'] }));
    const config = 'rawPolicies: {folders: [policy]}';
    const configured = { 'driftlock.yaml': config, 'policy/a.rego': 'package main\n' };
    const globbed = repository({ 'driftlock.waivers.yaml': file, ...configured });
    expect((await explained(globbed, V1)).finding.waiver?.id).toBe('legacy');
  });
});

test('a comment accepts it, and a file comes before', async () => {
  const blocks = NAMES.map((name) => `resource "aws_ebs_volume" "${name}" {\n  encrypted = false\n}\n`);
  const comment = '#checkov:skip=CKV_AWS_3:scratch';
  const main = blocks.map((text, at) => (at === 1 ? text.replace('{\n', `{\n  ${comment}\n`) : text));
  const files = { 'infra/main.tf': main.join('') };
  const cwd = repository(files);
  const { finding } = await explained(cwd, V1);
  expect(finding).toEqual(await scanned(cwd, 'aws_ebs_volume.v1'));
  expect(finding.waiver).toEqual({
    id: 'checkov:skip=CKV_AWS_3',
    kind: 'inline',
    reason: 'scratch',
    file: 'infra/main.tf',
    line: 5,
  });
  expect((await explained(cwd, [...V1, '--no-waivers'])).finding.verdict).toBe('fail');
  const both = repository({ ...files, 'driftlock.waivers.yaml': waivers(entry()) });
  expect((await explained(both, V1)).finding.waiver?.id).toBe('legacy');
  const none = repository({ ...files, 'driftlock.yaml': 'waivers: {inline: none}' });
  expect((await explained(none, V1)).finding.verdict).toBe('fail');
});

test('an accepted gap is told of what could not be read, and it stays unknown', async () => {
  const folder = temporaryFolder();
  folders.push(folder);
  mkdirSync(join(folder.path, '.git'));
  await bucketSnapshot(
    join(folder.path, 'snapshot'),
    ['b'],
    [
      {
        scope: { account: '111122223333', region: 'eu-west-1' },
        type: 'aws_s3_bucket_logging',
        status: 'denied',
        count: 0,
        api: 's3:GetBucketLogging',
        error: 'AccessDenied: not you',
      },
    ],
  );
  const gap = {
    id: 'no-logging',
    type: 'aws_s3_*',
    reason: 'not ours',
    owner: 'audit',
    expires: '2027-01-31',
  };
  const { type: _, ...told } = gap;
  const aside = { ...gap, id: 'aside', type: 'aws_vpc' };
  folder.write('driftlock.waivers.yaml', JSON.stringify({ gaps: [gap, aside] }));
  const { finding, waivers: others } = await explained(
    folder.path,
    ['aws.s3.bucket_logging', 'b'],
    'snapshot',
  );
  expect([finding.verdict, finding.unknown?.map(({ reason }) => reason), others?.gaps]).toEqual([
    'unknown',
    ['link-open', 'link-open'],
    [{ ...told, holds: 'valid', file: 'driftlock.waivers.yaml', line: 1 }],
  ]);
});

test('what a scan accepts by, its last line hands on', async () => {
  const cwd = repository({ 'w.yaml': waivers(entry({ resource: '*', broad: true })) });
  const plan = join(ROOT, 'test/fixtures/unknowns/attribute-kinds/create.plan.json.gz');
  const args = ['scan', plan, '--policy', ENCRYPTION, ...NOW, '--waivers', 'w.yaml'];
  const { stdout } = await runCli(args, { cwd });
  const [, next = ''] = stdout.replace(/ \\\n +/g, ' ').split('Next: ');
  expect(next.slice(next.indexOf(plan))).toBe(`${plan} --waivers w.yaml\n`);
  expect(next.startsWith('driftlock explain ')).toBe(true);
});

test('--print-config says where waivers stand', async () => {
  const cwd = repository({ 'driftlock.waivers.yaml': waivers(entry()) });
  const { stdout } = await runCli(['explain', '--print-config'], { cwd });
  expect(stdout).toMatch(/^waivers\.files\[0\] +default +"driftlock\.waivers\.yaml"$/m);
});
