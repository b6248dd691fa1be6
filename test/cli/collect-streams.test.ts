/** What `driftlock collect` says on its streams: what its clients print by themselves is none of it. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../src/finding/manifest.ts';
import { type FakeAws, startFakeAws } from './fake-aws.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
const BLOCK =
  '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>';
let aws: FakeAws;
beforeAll(async () => {
  aws = await startFakeAws(({ operation }) =>
    operation === 'GET /v20180820/configuration/publicAccessBlock' ? BLOCK : undefined,
  );
});
afterAll(() => {
  aws.close();
  folder.remove();
});

function collect(name: string, more: Readonly<Record<string, string>>) {
  const words = [
    '-o',
    join(folder.path, name),
    '--types',
    'aws_s3_account_public_access_block',
    '-f',
    'json',
  ];
  return runCli(['collect', 'aws', ...words], { environment: { ...aws.environment, ...more } });
}

test('a bare address as endpoint serves S3 Control as well', async () => {
  const { code, stdout, stderr } = await collect('address', {});
  expect([code, stderr]).toEqual([0, '']);
  expect((JSON.parse(stdout) as Manifest).resources).toBe(1);
});

test('a profile and keys: the warning of the clients is one line of ours', async () => {
  const config = folder.write(
    'config',
    '[profile audit]\naws_access_key_id = a\naws_secret_access_key = b\n',
  );
  const { code, stdout, stderr } = await collect('profile', {
    AWS_PROFILE: 'audit',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: config,
  });
  expect([code, stderr]).toEqual([
    0,
    'driftlock: AWS_PROFILE and AWS_ACCESS_KEY_ID are both set: the profile audit is used\n',
  ]);
  expect((JSON.parse(stdout) as Manifest).resources).toBe(1);
});

test('an endpoint that is none is a gap or an error of ours', async () => {
  const { code, stderr } = await collect('none', { AWS_ENDPOINT_URL_S3_CONTROL: 'http://[::1' });
  expect(code).toBe(3);
  expect(stderr).toBe('');
});
