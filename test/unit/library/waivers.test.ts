/** Waivers in `scan` of the library: the report that the command line prints, and errors for what nobody can have meant. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DriftlockError, exitCode, type ScanOptions, scan } from '../../../src/library/index.ts';
import { created, planOf, runCli, temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = 'aws.ec2.ebs_volume_encryption';
const NOW = '2026-11-22T12:00:00Z';
const NAMES = Array.from({ length: 12 }, (_, index) => `v${index}`);
const VOLUMES = NAMES.map((name) =>
  created('aws_ebs_volume', name, { availability_zone: 'eu-west-1a', encrypted: false, size: 1 }),
);
const ENTRY = {
  id: 'legacy',
  policy: 'CKV_AWS_3',
  resource: 'aws_ebs_volume.v1',
  reason: 'moved away by March',
  owner: 'platform',
  expires: '2027-03-31',
};

mkdirSync(join(folder.path, '.git'));
const PLAN = folder.write(
  'infra/plan.json',
  planOf({ resource_changes: VOLUMES.flatMap((one) => one.resource_changes) }),
);
folder.write(
  'infra/main.tf',
  NAMES.map((name, at) => {
    const comment = at === 0 ? '#checkov:skip=CKV_AWS_3:scratch\n' : '';
    return `${comment}resource "aws_ebs_volume" "${name}" {\n${comment}  encrypted = false\n}\n`;
  }).join(''),
);
folder.write('driftlock.waivers.yaml', JSON.stringify({ waivers: [{ ...ENTRY, id: 'found' }] }));
const ONE = folder.write('one.yaml', JSON.stringify({ waivers: [ENTRY] }));
const ALL = folder.write(
  'all.yaml',
  JSON.stringify({
    waivers: [
      { ...ENTRY, id: 'all', resource: '*', broad: true },
      { ...ENTRY, id: 'past', expires: '2026-11-21' },
    ],
  }),
);
const WIDE = folder.write('wide.yaml', JSON.stringify({ waivers: [{ ...ENTRY, resource: '*' }] }));
const SHORT = folder.write('short.yaml', 'waivers: {longestTerm: 400, mostResources: 12, inline: own}');

test.each<[string, ScanOptions['waivers'], string[], number]>([
  ['nothing but comments', undefined, ['--no-config'], 1],
  ['not even these', false, ['--no-waivers'], 0],
  ['a file', ONE, ['--waivers', ONE], 2],
  ['the same file twice', [`${folder.path}/./one.yaml`, ONE], ['--no-config', '--waivers', ONE], 2],
  ['several files', [ONE, ALL], ['--waivers', ONE, '--waivers', ALL], 12],
  ['what is too broad', WIDE, ['--waivers', WIDE], 1],
  [
    'options',
    { files: WIDE, longestTerm: 400, mostResources: 12, inline: 'own' },
    ['--waivers', WIDE, '--config', SHORT],
    12,
  ],
  ['no comments', { inline: 'none' }, ['--no-waivers'], 0],
])('%s', async (_, waivers, args, count) => {
  const told: string[] = [];
  const options = { select: POLICY, now: new Date(NOW), onNotice: (line: string) => told.push(line) };
  const report = await scan(PLAN, { ...options, ...(waivers === undefined ? {} : { waivers }) });
  const { code, stdout, stderr } = await runCli(
    ['scan', PLAN, '--policy', POLICY, '-f', 'json', '--now', NOW, ...args],
    { cwd: process.cwd() },
  );
  expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(stdout));
  expect(report.summary.verdicts.waived).toBe(count);
  expect([exitCode(report), told.map((line) => `driftlock: ${line}\n`).join('')]).toEqual([code, stderr]);
});

test.each<[unknown, string, string | undefined, RegExp]>([
  [true, 'usage', 'waivers', /neither files, options of waivers, nor false/],
  [{ file: ONE }, 'usage', 'waivers.file', /not an option of scan/],
  [{ longestTerm: 0 }, 'usage', 'waivers.longestTerm', /whole number from 1 to 36500/],
  [{ mostResources: 1.5 }, 'usage', 'waivers.mostResources', /whole number/],
  [{ inline: 'checkov' }, 'usage', 'waivers.inline', /cannot be "checkov"/],
  [[1], 'usage', 'waivers', /neither a text nor a list of texts/],
  ['', 'usage', 'waivers', /names no file/],
  [join(folder.path, 'none.yaml'), 'config', join(folder.path, 'none.yaml'), /cannot be read/],
])('%j is refused', async (waivers, code, where, message) => {
  const error = await scan(PLAN, { waivers } as ScanOptions).catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.where]).toEqual([code, where]);
  expect(error.message).toMatch(message);
});

test('a mistake in a file has its place', async () => {
  const file = folder.write('typo.yaml', JSON.stringify({ waivers: [{ ...ENTRY, polcy: 1 }] }));
  const error = await scan(PLAN, { waivers: file }).catch((thrown: unknown) => thrown);
  if (!(error instanceof DriftlockError)) throw error;
  expect([error.code, error.where?.startsWith(`${file}:1:`)]).toEqual(['config', true]);
});
