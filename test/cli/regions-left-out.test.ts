/** `driftlock scan` of a snapshot with and without all of an account's regions: what an unseen trail could change is open. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import type { JsonObject, Resource } from '../../src/resource/resource.ts';
import { createSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { PARTS, resource } from '../unit/snapshot/made.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = 'aws.cloudtrail.trail_all_regions';
const ACCOUNT = '111122223333';
const TRAIL = ['referrers', 'aws_cloudtrail', 'account'];
const GOOD = { is_multi_region_trail: true, enable_logging: true, include_global_service_events: true };
const BAD = { ...GOOD, is_multi_region_trail: false };

function record(type: string, id: string, values: JsonObject, region: string): Resource {
  return { ...resource(type, id, region), key: JSON.stringify([ACCOUNT, region, type, id]), values };
}

async function scanned(name: string, trails: readonly JsonObject[], allRegions: boolean, format: string) {
  const out = join(folder.path, `${name}-${allRegions}-${format}`);
  const writer = await createSnapshot(out, 'aws', { key: undefined });
  const section = writer.section();
  await section.add(record('driftlock_aws_account', ACCOUNT, { account_id: ACCOUNT }, 'global'));
  for (const [place, trail] of trails.entries())
    await section.add(record('aws_cloudtrail', `t${place}`, { name: `t${place}`, ...trail }, 'eu-west-1'));
  await section.close();
  const scope = { account: ACCOUNT };
  await writer.finish({
    ...PARTS,
    asked: {
      accounts: [ACCOUNT],
      regions: ['eu-west-1'],
      all_regions: allRegions,
      types: ['aws_cloudtrail'],
    },
    coverage: [
      { scope, type: 'driftlock_aws_account', status: 'complete', count: 1 },
      {
        scope: { ...scope, region: 'eu-west-1' },
        type: 'aws_cloudtrail',
        status: 'complete',
        count: trails.length,
      },
    ],
  });
  return await runCli(['scan', out, '--policy', POLICY, '--show', 'all', '-f', format]);
}

async function verdictOf(name: string, trails: readonly JsonObject[], allRegions: boolean) {
  const { stdout } = await scanned(name, trails, allRegions, 'json');
  const { findings } = JSON.parse(stdout) as Report;
  return findings.map(({ verdict, unknown }) => [verdict, ...(unknown ?? []).map(({ path }) => path)]);
}

test.each<[string, readonly JsonObject[], string, readonly unknown[]]>([
  ['a bad trail', [BAD], 'fail', ['unknown', [...TRAIL, 1]]],
  ['two bad trails', [BAD, BAD], 'fail', ['unknown', [...TRAIL, 2]]],
  // One good trail is enough, whatever else there is.
  ['a good and a bad trail', [BAD, GOOD], 'pass', ['pass']],
  ['no trail', [], 'fail', ['unknown', TRAIL]],
])('%s', async (name, trails, verdict, inPart) => {
  expect(await verdictOf(name, trails, true)).toEqual([[verdict]]);
  expect(await verdictOf(name, trails, false)).toEqual([inPart]);
});

test('is told in words', async () => {
  const { stdout } = await scanned('words', [BAD], false, 'table');
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain(
    'whether the account has more aws_cloudtrail in regions that were not read is not known',
  );
  expect(text).toContain('collect all regions');
});
