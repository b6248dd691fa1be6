/** `driftlock policy build` as a process, and scans by what it wrote. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EXAMPLE, runCli, temporaryFolder } from './run-cli.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const POLICY = [
  '# METADATA',
  '# title: Volumes are large',
  '# custom:',
  '#   severity: low',
  '#   resources: [aws_ebs_volume]',
  'package acme.size',
  '',
  '# METADATA',
  '# entrypoint: true',
  'deny contains "the volume is small" if to_number(input.values.size) < 1000000',
  '',
].join('\n');
folder.write('policies/acme/size.rego', POLICY);
const SOURCES = join(folder.path, 'policies');
const BUILT = join(folder.path, 'acme.policies');

async function scan(policies: string, home: string) {
  return await runCli(
    ['scan', EXAMPLE, '--policies', policies, '--show', 'all', '--now', '0', '-f', 'json'],
    { environment: { HOME: home, XDG_CACHE_HOME: join(home, 'cache') } },
  );
}

test('a scan by the file says what one by the folder says, and neither compiles nor caches', async () => {
  const { code, stdout, stderr } = await runCli(['policy', 'build', SOURCES, '-o', BUILT]);
  const bytes = readFileSync(BUILT);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const size = bytes.length.toLocaleString('en');
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: `${BUILT}: 1 policy, ${size} bytes\nsha256 ${digest}\n`,
    stderr: '',
  });
  const home = join(folder.path, 'home');
  const byFile = await scan(BUILT, home);
  expect(existsSync(join(home, 'cache/driftlock/policies'))).toBe(false);
  const byFolder = await scan(SOURCES, home);
  expect(existsSync(join(home, 'cache/driftlock/policies'))).toBe(true);
  expect(byFile).toEqual(byFolder);
  expect(byFile.stdout).toContain('the volume is small');
});

test('its policies are explained, shown and listed', async () => {
  const shown = await runCli(['policy', 'show', 'acme.size', '--policies', BUILT]);
  expect(shown.stdout).toContain('Volumes are large');
  const explained = await runCli(['explain', 'acme.size', 'aws_ebs_volume.v', EXAMPLE, '--policies', BUILT]);
  expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining('size.rego:10') });
});

describe('is refused', () => {
  test.each<[string, () => string[], RegExp]>([
    ['a folder that is not there', () => ['nowhere', '-o', 'x'], /no policies at nowhere/],
    ['a file that is built already', () => [BUILT, '-o', 'x'], /built already/],
    ['an output that is a folder', () => [SOURCES, '-o', folder.path], /it is a folder/],
    ['an output in no folder', () => [SOURCES, '-o', 'no/where/x'], /its folder does not exist/],
    ['no output', () => [SOURCES], /--output/],
    ['standard output', () => [SOURCES, '-o', '-'], /names no file/],
    [
      'an id that a bundled policy has',
      () => [bundledTwin(), '-o', 'x'],
      /two policies have the id aws\.s3\.bucket_versioning/,
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(['policy', 'build', ...args()], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/\n {2}hint: /);
    expect(existsSync(join(folder.path, 'x'))).toBe(false);
  });

  test('what was changed afterwards, by name, and the cache is left as it is', async () => {
    const bytes = readFileSync(BUILT);
    const file = folder.write('changed.policies', Buffer.concat([bytes, Buffer.from(' ')]));
    const { code, stdout, stderr } = await scan(file, join(folder.path, 'home'));
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'policy-invalid', where: file } });
    expect(stderr).toMatch(/^driftlock: .*changed\.policies: the built policies are damaged or were changed/);
  });
});

function bundledTwin(): string {
  const text = POLICY.replace('package acme.size', 'package aws.s3.bucket_versioning');
  folder.write('twin/aws/s3/bucket_versioning.rego', text);
  return join(folder.path, 'twin');
}
