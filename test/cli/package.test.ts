/** The package as `npm pack` makes it, in an empty folder: no other package, no build, no Go. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
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

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = {
    PATH: dirname(process.execPath),
    HOME: folder.path,
    XDG_CACHE_HOME: join(folder.path, 'cache'),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder.path,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

function driftlock(...args: string[]): ReturnType<typeof run> {
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    bin: { driftlock: string };
  };
  return run(join(installed, bin.driftlock), ...args);
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

describe('as a library', () => {
  const PROBE = [
    "import { collect, DriftlockError, exitCode, loadPolicies, scan } from 'driftlock';",
    'const kinds = [collect, DriftlockError, exitCode, loadPolicies, scan].map((one) => typeof one);',
    'const policies = await loadPolicies();',
    `const report = await scan(${JSON.stringify(EXAMPLE)}, { policies, show: 'all', onNotice: fail });`,
    'const refused = await scan("nowhere.json").catch((error) => error instanceof DriftlockError && error.code);',
    'function fail(line) { throw new Error(line); }',
    "import { writeFileSync } from 'node:fs';",
    "writeFileSync('probe.json', JSON.stringify({ kinds, report, refused }));",
  ].join('\n');

  test('gives the report of the command line, and prints nothing', () => {
    const script = folder.write('probe.mjs', PROBE);
    expect(run(script)).toEqual({ status: 0, stdout: '', stderr: '' });
    const { kinds, report, refused } = JSON.parse(readFileSync(join(folder.path, 'probe.json'), 'utf8'));
    const { stdout } = driftlock('scan', EXAMPLE, '--show', 'all', '-f', 'json');
    expect({ kinds, refused }).toEqual({ kinds: Array(5).fill('function'), refused: 'input-missing' });
    expect(report).toEqual(JSON.parse(stdout));
  });

  test('runs the example, whose types are right', () => {
    const script = folder.write('library.mjs', readFileSync(join(ROOT, 'examples/library.mjs')));
    const { status, stdout, stderr } = run(script, EXAMPLE);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { summary } = JSON.parse(driftlock('scan', EXAMPLE, '-f', 'json').stdout) as Report;
    expect(stdout).toMatch(new RegExp(`^${summary.verdicts.fail} failures in ${summary.resources} `, 'm'));
    expect(typeErrors(script)).toEqual('');
  });

  test('tells TypeScript of a name that does not exist', () => {
    const script = folder.write(
      'wrong.mjs',
      "import { scan } from 'driftlock';\nawait scan('a', { polices: 1 });\n",
    );
    expect(typeErrors(script)).toMatch(/wrong\.mjs\(2,\d+\): error TS2561: .*'polices' .*'policies'/);
  });

  test('publint finds nothing', async () => {
    const bytes = readFileSync(packed);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  test('attw finds nothing but that it is ESM, which require() takes from Node 20.19 on', () => {
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const args = ['--profile', 'esm-only', '--format', 'json', packed];
    const { status, stdout } = spawnSync(process.execPath, [attw, ...args], { encoding: 'utf8' });
    const { analysis, problems } = JSON.parse(stdout) as {
      analysis: { types: unknown; problems: unknown };
      problems: Record<string, { resolutionKind: string }[]>;
    };
    const found = Object.entries(problems).map(([kind, all]) => [kind, all.map((one) => one.resolutionKind)]);
    expect({ status, types: analysis.types, found }).toEqual({
      status: 0,
      types: { kind: 'included' },
      found: [['CJSResolvesToESM', ['node16-cjs']]],
    });
    const script = folder.write('required.cjs', "console.log(typeof require('driftlock').scan);");
    expect(run(script)).toEqual({ status: 0, stdout: 'function\n', stderr: '' });
  });
});

/** What TypeScript says of a script beside the installed package, as strict as it can be. */
function typeErrors(script: string): string {
  const options = ['--strict', '--exactOptionalPropertyTypes', '--allowJs', '--checkJs', '--noEmit'];
  const modules = ['--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  const roots = ['--typeRoots', join(ROOT, 'node_modules/@types'), '--skipLibCheck', 'false'];
  const { stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, ...modules, ...roots, script],
    { cwd: folder.path, encoding: 'utf8' },
  );
  return stdout;
}

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
