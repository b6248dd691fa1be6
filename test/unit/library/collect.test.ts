/** `collect` of the library against an AWS on 127.0.0.1: manifest, progress, and being told to end. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CollectOptions,
  type CollectProgress,
  collect,
  DriftlockError,
  loadPolicies,
  type Manifest,
} from '../../../src/library/index.ts';
import { type FakeAws, startFakeAws } from '../../cli/fake-aws.ts';
import { runCli, temporaryFolder } from '../../cli/run-cli.ts';

const folder = temporaryFolder();
const before = { ...process.env };
const TABLES = new Promise<undefined>(() => undefined);
let aws: FakeAws;

beforeAll(async () => {
  aws = await startFakeAws(({ operation }) => {
    if (operation === 'ListAliases') return '{"Aliases":[{"AliasName":"alias/a","TargetKeyId":"k"}]}';
    if (operation === 'ListKeys') return '{"Keys":[]}';
    return operation === 'ListTables' ? TABLES : undefined;
  });
  Object.assign(process.env, aws.environment, { DRIFTLOCK_REDACTION_KEY: 'a redaction key of the tests' });
});
afterAll(() => {
  aws.close();
  folder.remove();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

/** Records say when they were read, and so do the bytes of shards. */
function withoutTimes(manifest: Manifest): unknown {
  const shards = manifest.shards.map((shard) => ({ ...shard, bytes: 0, sha256: '' }));
  return { ...manifest, started: '', ended: '', shards };
}

test('gives the manifest that driftlock collect -f json prints, and tells how far it is', async () => {
  const told: CollectProgress[] = [];
  const manifest = await collect('aws', {
    output: join(folder.path, 'own'),
    types: ['aws_kms_alias', 'aws_sqs_*'],
    onProgress: (progress) => told.push(progress),
  });
  const out = join(folder.path, 'printed');
  const { stdout } = await runCli(
    ['collect', 'aws', '-o', out, '--types', 'aws_kms_alias,aws_sqs_*', '-f', 'json'],
    { environment: { ...aws.environment, DRIFTLOCK_REDACTION_KEY: 'a redaction key of the tests' } },
  );
  expect(withoutTimes(JSON.parse(JSON.stringify(manifest)) as Manifest)).toEqual(
    withoutTimes(JSON.parse(stdout) as Manifest),
  );
  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ parts, done, resources }) => done <= parts && resources >= 0)).toBe(true);
});

test('an aborted one throws the reason, leaves no snapshot, says so, and asks no more', async () => {
  const output = join(folder.path, 'aborted');
  const controller = new AbortController();
  const told: string[] = [];
  const reason = new Error('enough');
  const collecting = collect('aws', {
    output,
    types: ['aws_dynamodb_table', 'aws_kms_alias'],
    onNotice: (line) => told.push(line),
    signal: controller.signal,
  });
  const until = Date.now() + 20_000;
  while (aws.asked.get('ListTables') === undefined && Date.now() < until)
    await new Promise((ready) => setTimeout(ready, 20));
  controller.abort(reason);
  await expect(collecting).rejects.toBe(reason);
  const asked = [...aws.asked.values()].reduce((sum, one) => sum + one, 0);
  expect(told).toEqual([expect.stringMatching(/^interrupted: /)]);
  expect(existsSync(join(output, 'manifest.json'))).toBe(false);
  await new Promise((ready) => setTimeout(ready, 500));
  expect([...aws.asked.values()].reduce((sum, one) => sum + one, 0)).toBe(asked);
});

test('one that was aborted before asks nothing and makes no folder', async () => {
  const output = join(folder.path, 'never');
  const asked = new Map(aws.asked);
  await expect(
    collect('aws', { output, types: 'aws_kms_alias', signal: AbortSignal.abort('no') }),
  ).rejects.toBe('no');
  expect({ there: existsSync(output), asked: new Map(aws.asked) }).toEqual({ there: false, asked });
});

describe('refuses', () => {
  test.each<[string, unknown, unknown, string, string | undefined, RegExp]>([
    ['another cloud', 'asw', { output: 'o' }, 'usage', 'cloud', /known: aws/],
    ['no output', 'aws', {}, 'usage', 'output', /snapshot/],
    ['an option that does not exist', 'aws', { output: 'o', region: 'x' }, 'usage', 'region', /"regions"/],
    ['calls that are none', 'aws', { output: 'o', concurrency: 0.5 }, 'usage', 'concurrency', /20/],
    [
      'a type that is not there',
      'aws',
      { output: 'o', types: 'aws_kms_alia' },
      'usage',
      undefined,
      /aws_kms_alias/,
    ],
    [
      'a region that is not there',
      'aws',
      { output: 'o', types: 'aws_kms_alias', regions: ['us-east-2'] },
      'usage',
      undefined,
      /us-east-1/,
    ],
    [
      'a policy that is not there',
      'aws',
      { output: 'o', select: 'aws.s3.x*' },
      'policy-unknown',
      undefined,
      /policy list/,
    ],
    [
      'a folder that holds something',
      'aws',
      { output: folder.path, types: 'aws_kms_alias' },
      'output-unwritable',
      folder.path,
      /folder/,
    ],
  ])('%s', async (_, cloud, options, code, where, hint) => {
    folder.write('something', '');
    const error = await collect(cloud as 'aws', options as CollectOptions).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DriftlockError);
    expect(error).toMatchObject({ code, hint: expect.stringMatching(hint) });
    expect((error as DriftlockError).where).toBe(where);
    expect(readdirSync('.')).not.toContain('o');
  });
});

test('takes what policies need where no types are named', async () => {
  const policies = await loadPolicies();
  const { asked } = await collect('aws', {
    output: join(folder.path, 'needed'),
    policies,
    select: 'aws.ec2.ebs_volume_encryption',
  });
  expect(asked.types).toContain('aws_ebs_volume');
  expect(asked.types).not.toContain('aws_s3_bucket');
});
