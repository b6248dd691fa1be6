/** What a snapshot's coverage says was listed whole, and where. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openLinked } from '../../../src/commands/linked-inputs.ts';
import { isSnapshot, snapshotInput } from '../../../src/commands/snapshot-input.ts';
import type { Manifest } from '../../../src/finding/manifest.ts';
import type { Scope } from '../../../src/resource/resource.ts';

const account = '111122223333';
type Coverage = Manifest['coverage'][number];

function entry(region: string | undefined, more: Partial<Coverage> = {}): Coverage {
  const scope = region === undefined ? { account } : { account, region };
  return { scope, type: 'aws_vpc', status: 'complete', count: 0, ...more };
}

function isListed(coverage: readonly Coverage[], scope: Scope, all_regions?: boolean): boolean | undefined {
  const asked = {
    accounts: [account],
    regions: ['eu-west-1'],
    types: [],
    ...(all_regions !== undefined && { all_regions }),
  };
  const manifest = { asked, coverage, format_version: '1.0' } as unknown as Manifest;
  const opened = { manifest, sha256: '', resources: () => [] };
  return snapshotInput('s', new Set(['aws_vpc']), opened).isListed?.('aws_vpc', scope);
}

const HERE: Scope = { account, region: 'eu-west-1' };
const WHOLE: Scope = { account, region: 'global' };
const DENIED: Partial<Coverage> = { status: 'denied' };
const PARTIAL: Partial<Coverage> = { status: 'partial' };

it.each<[string, readonly Coverage[], Scope, boolean, boolean | undefined]>([
  ['a region that was asked', [entry('eu-west-1')], HERE, true, false],
  ['a region that was not', [entry('us-east-1')], HERE, false, true],
  ['a region of an account that was asked as a whole', [entry(undefined)], HERE, true, false],
  ['an account that was asked as a whole', [entry(undefined)], WHOLE, true, false],
  ['an account whose global types were', [entry('global')], WHOLE, true, false],
  ['an account of which all regions were', [entry('eu-west-1')], WHOLE, true, true],
  ['an account of which some regions were', [entry('eu-west-1')], WHOLE, false, false],
  ['an account of which nobody says whether all were', [entry('eu-west-1')], WHOLE, false, undefined],
  ['an account that does not tell a region', [entry('eu-west-1')], { account }, false, false],
  ['another account', [entry(undefined)], { ...HERE, account: '999900001111' }, false, true],
  ['no account', [entry(undefined)], { region: 'eu-west-1' }, false, true],
  ['nothing asked', [], WHOLE, false, true],
  ['not asked', [entry('eu-west-1', { status: 'not-asked' })], HERE, false, true],
  ['denied', [entry('eu-west-1', DENIED)], HERE, false, true],
  ['denied elsewhere', [entry('eu-west-1'), entry('us-east-1', DENIED)], HERE, false, true],
  ['partial', [entry('eu-west-1', PARTIAL)], HERE, false, true],
  ['partial, and listed', [entry('eu-west-1', { ...PARTIAL, listed: true })], HERE, true, true],
])('%s', (_, coverage, scope, expected, all) => {
  expect(isListed(coverage, scope, all)).toBe(expected);
});

it.each<[string, readonly string[], RegExp]>([
  ['of an interrupted collect', ['aws/1/eu-west-1/aws_vpc.ndjson.gz'], /an unfinished snapshot of an interr/],
  ['that another run is writing', ['manifest.json.partial'], /an unfinished snapshot, which another run/],
  ['of something else', ['notes/x.md'], /^a folder without Terraform configuration or a snapshot$/],
])('a folder %s is none, and says what it is', async (_, files, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'left-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  expect(isSnapshot(folder)).toBe(false);
  const opening = openLinked([folder], [], { terraform: false, notice: () => undefined });
  await expect(opening).rejects.toMatchObject({
    code: 'input-missing',
    where: folder,
    message: expect.stringMatching(message),
  });
});
