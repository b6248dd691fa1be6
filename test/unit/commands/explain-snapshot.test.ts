/** Resources of a snapshot have no address: what names them, and what is said where a name is not enough. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { explain } from '../../../src/commands/explain.ts';
import type { DriftlockError } from '../../../src/errors.ts';
import { loadPolicySets } from '../../../src/policy/load-policy-sets.ts';
import type { Resource } from '../../../src/resource/resource.ts';
import { createSnapshot } from '../../../src/snapshot/write-snapshot.ts';
import { temporaryFolder } from '../../cli/run-cli.ts';
import { PARTS, resource } from '../snapshot/made.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const loaded = await loadPolicySets([], () => {});

function volume(id: string, region: string, values: Resource['values']): Resource {
  const key = JSON.stringify(['111122223333', region, 'aws_ebs_volume', id]);
  return { ...resource('aws_ebs_volume', id, region), key, values: { id, ...values } };
}

const WEST = volume('vol-1', 'eu-west-1', { encrypted: false });
const EAST = volume('vol-1', 'us-east-1', { encrypted: true });
const OTHER = volume('vol-22', 'eu-west-1', {});

const SNAPSHOT = join(folder.path, 'snapshot');
const writer = await createSnapshot(SNAPSHOT, 'aws', { key: undefined });
const section = writer.section();
for (const one of [WEST, EAST, OTHER]) await section.add(one);
await section.close();
await writer.finish({
  ...PARTS,
  asked: { ...PARTS.asked, types: ['aws_ebs_volume'] },
  coverage: [],
});

async function verdictOf(address: string): Promise<string> {
  const options = {
    wanted: { policy: 'aws.ec2.ebs_volume_encryption', address },
    inputs: [SNAPSHOT],
    params: {},
    terraform: false,
    assumptions: true,
    now: 1_800_000_000,
    policyLimitMs: 10_000,
    toolVersion: '0',
    notice: () => {},
  };
  const { finding } = await explain(options, loaded);
  return `${finding.verdict} ${finding.resource.key}`;
}

test.each([
  ['its id', 'vol-22', 'fail', OTHER],
  ['the name in reports', 'aws_ebs_volume vol-22', 'fail', OTHER],
  ['its key', WEST.key ?? '', 'fail', WEST],
  ['another key', EAST.key ?? '', 'pass', EAST],
])('%s names a resource', async (_, name, verdict, of) => {
  expect(await verdictOf(name)).toBe(`${verdict} ${of.key}`);
});

test('where several have the name, their keys tell them apart', async () => {
  const error = await verdictOf('vol-1').then(
    () => undefined,
    (thrown: DriftlockError) => thrown,
  );
  expect([error?.code, error?.message]).toEqual(['usage', 'several records stand at vol-1']);
  expect(error?.hint).toBe(`name one of them: ${WEST.key}, ${EAST.key}`);
});

test('a name that nothing has is held against the names in reports', async () => {
  await expect(verdictOf('aws_ebs_volume vol-23')).rejects.toMatchObject({
    code: 'usage',
    hint: expect.stringContaining('did you mean aws_ebs_volume vol-2'),
  });
});
