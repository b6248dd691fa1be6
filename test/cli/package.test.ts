/** The package as `npm pack` makes it, in an empty folder: no other package, no build, no Go. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, ROOT, temporaryFolder } from './run-cli.ts';

const MEGABYTE = 1_000_000;
const folder = temporaryFolder();
const installed = join(folder.path, 'node_modules', 'driftlock');
let packed = '';

beforeAll(() => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder.path], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  folder.write('package.json', '{"private": true}');
  packed = join(folder.path, readdirSync(folder.path).find((name) => name.endsWith('.tgz')) ?? '');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], {
    cwd: folder.path,
    stdio: 'pipe',
  });
});
afterAll(() => folder.remove());

function driftlock(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = {
    PATH: dirname(process.execPath),
    HOME: folder.path,
    XDG_CACHE_HOME: join(folder.path, 'cache'),
  };
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    bin: { driftlock: string };
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(installed, bin.driftlock), ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

test('is at most 12 MB packed and needs no other package', () => {
  expect(statSync(packed).size).toBeLessThan(12 * MEGABYTE);
  const about = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect([about.dependencies, about.optionalDependencies, about.peerDependencies]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('carries licence, notices, schemas of its reports', () => {
  const files = readdirSync(installed, { recursive: true });
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'NOTICE',
      'README.md',
      join('dist', 'THIRD-PARTY-LICENSES.txt'),
      join('reports', 'report-1.schema.json'),
      join('reports', 'policy-1.schema.json'),
      join('docs', 'writing-policies.md'),
    ]),
  );
});

test('judges the example', () => {
  const { status, stdout, stderr } = driftlock('scan', EXAMPLE);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(/^Exit code 1/m);
});

test("compiles a team's own policy", () => {
  const text = [
    '# METADATA',
    '# title: Volumes are large',
    '# custom:',
    '#   severity: low',
    '#   resources: [aws_ebs_volume]',
    'package policies.acme.size',
    '',
    '# METADATA',
    '# entrypoint: true',
    'deny contains "the volume is small" if input.values.size < 1000000',
    '',
  ].join('\n');
  folder.write('policies/acme/size.rego', text);
  const { status, stdout } = driftlock(
    'scan',
    EXAMPLE,
    '--policies',
    'policies',
    '--policy',
    'acme.size',
    '-f',
    'json',
  );
  const { findings } = JSON.parse(stdout) as { findings: { messages: string[] }[] };
  expect({ status, messages: findings.map(({ messages }) => messages) }).toEqual({
    status: 1,
    messages: [['the volume is small']],
  });
});
