/** `driftlock policy test` as a process, held against stock OPA. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import type { FileCoverage, TestRun } from '../../src/finding/test-run.ts';
import { ROOT, runCli, temporaryFolder } from './run-cli.ts';

const FIXTURES = join(ROOT, 'test/fixtures/policy-tests');
const OPA = [process.env.OPA ?? 'opa', join(homedir(), 'go/bin/opa')].find(
  (command) => spawnSync(command, ['version']).status === 0,
);
if (OPA === undefined) console.warn('SKIPPED: tests against stock opa need it in PATH or in OPA');

const schema = JSON.parse(readFileSync(join(ROOT, 'reports/tests-1.schema.json'), 'utf8')) as SchemaObject;
const fits = new Ajv2020({ strict: true }).compile(schema);
const folder = temporaryFolder();
afterAll(() => folder.remove());

async function runOf(
  args: readonly string[],
  cwd = FIXTURES,
): Promise<{ code: number | null; run: TestRun }> {
  const { code, stdout, stderr } = await runCli(['policy', 'test', ...args, '-f', 'json'], { cwd });
  expect(stderr).toBe('');
  const run = JSON.parse(stdout) as TestRun;
  fits(run);
  expect(fits.errors).toBe(null);
  return { code, run };
}

interface StockResult {
  readonly location: { readonly file: string; readonly row: number };
  readonly fail?: boolean;
  readonly error?: { readonly code: string };
  readonly skip?: boolean;
  readonly output?: string;
  readonly sub_results?: Readonly<Record<string, { readonly fail?: boolean }>>;
}

function stock(args: readonly string[], cwd: string): string {
  return spawnSync(OPA ?? 'opa', ['test', '--format', 'json', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).stdout;
}

function stockStatus({ fail, error, skip }: StockResult): string {
  if (error !== undefined) return 'error';
  if (skip === true) return 'skip';
  return fail === true ? 'fail' : 'pass';
}

/** One line for each test: place, status, cases and what was printed. */
function stockLines(args: readonly string[], cwd: string): string[] {
  const found = JSON.parse(stock(args, cwd)) as StockResult[];
  return found
    .map((one) => {
      const cases = Object.entries(one.sub_results ?? {}).map(
        ([name, { fail }]) => `${name}:${fail ? 'fail' : 'pass'}`,
      );
      const output = Buffer.from(one.output ?? '', 'base64').toString();
      const code = one.error?.code ?? '';
      return JSON.stringify([
        one.location.file,
        one.location.row,
        stockStatus(one),
        code,
        cases.sort(),
        output,
      ]);
    })
    .sort();
}

function ownLines({ tests }: TestRun): string[] {
  return tests
    .map(({ file, line, status, error, cases, output = '' }) => {
      const named = cases.map((one) => `${one.name.join('/')}:${one.status}`);
      return JSON.stringify([file, line, status, error?.code ?? '', named.sort(), output]);
    })
    .sort();
}

describe.skipIf(OPA === undefined)('against stock opa', () => {
  test('each test of the fixture says the same', async () => {
    const { code, run } = await runOf(['.']);
    expect(code).toBe(1);
    expect(run.summary).toEqual({ passed: 6, failed: 9, errors: 1, timeouts: 0, skipped: 1 });
    expect(ownLines(run)).toEqual(stockLines(['.'], FIXTURES));
  });

  test('so does each of the bundled policies, line by line of coverage', async () => {
    const { code, run } = await runOf(['policies', '--coverage'], ROOT);
    expect(code).toBe(0);
    expect(run.tests.length).toBeGreaterThan(80);
    expect(ownLines(run)).toEqual(stockLines(['policies'], ROOT));
    expect(coverageLines(run)).toEqual(stockCoverage(['policies'], ROOT));
  });

  test('so does coverage of what passes in the fixture', async () => {
    const only = ['.', '--run', 'test_(large|data|skipped)'];
    const { run } = await runOf([...only, '--coverage']);
    const own = coverageLines(run);
    expect(own).toEqual(stockCoverage(only, FIXTURES));
    expect(own.percent).toBeLessThan(50);
    expect(own.files['team/volume.rego']?.covered).toContain(7);
    expect(own.files['team/volume.rego']?.uncovered).toContain(17);
  });
});

interface CoverageLines {
  readonly percent: number;
  readonly files: Readonly<Record<string, { covered: number[]; uncovered: number[]; percent: number }>>;
}

function all(stretches: FileCoverage['covered']): number[] {
  return stretches.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
}

function coverageLines({ coverage }: TestRun): CoverageLines {
  const files = (coverage?.files ?? []).map(
    ({ file, percent, covered, uncovered }) =>
      [file, { covered: all(covered), uncovered: all(uncovered), percent }] as const,
  );
  return { percent: coverage?.percent ?? -1, files: Object.fromEntries(files) };
}

interface StockRange {
  readonly start: { readonly row: number };
  readonly end: { readonly row: number };
}

function rows(ranges: readonly StockRange[] = []): number[] {
  const found = ranges.flatMap(({ start, end }) =>
    Array.from({ length: end.row - start.row + 1 }, (_, at) => start.row + at),
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

function stockCoverage(args: readonly string[], cwd: string): CoverageLines {
  const { coverage, files } = JSON.parse(stock(['--coverage', ...args], cwd)) as {
    coverage: number;
    files: Record<string, { covered?: StockRange[]; not_covered?: StockRange[]; coverage?: number }>;
  };
  const lines = Object.entries(files).map(
    ([file, { covered, not_covered, coverage: percent = 0 }]) =>
      [file, { covered: rows(covered), uncovered: rows(not_covered), percent }] as const,
  );
  return { percent: coverage, files: Object.fromEntries(lines) };
}

test('the table shows what a failed test compared, in the test and in the policy', async () => {
  const { code, stdout, stderr } = await runCli(
    ['policy', 'test', '.', '--run', 'test_(wrong_message|small_fails|cases|conflict)'],
    { cwd: FIXTURES },
  );
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    '✖ failed   team.volume_test.test_wrong_message  team/volume_test.rego:14',
    '    team/volume_test.rego:17:2',
    '      messages == {"not encrypted"}',
    '        messages = {"not encrypted", "the volume has 600 GB"}',
    '    printed',
    '      messages are {"not encrypted", "the volume has 600 GB"}',
    '',
    '✖ failed   team.volume_test.test_small_fails  team/volume_test.rego:24',
    '    team/volume_test.rego:25:2',
    '      volume.small with input as {"values": {"size": 12}}',
    '        volume.small = undefined',
    '      since',
    '        team/volume.rego:17:2',
    '          input.values.size < 10',
    '            input.values.size = 12',
    '',
    '! error    team.volume_test.test_conflict  team/volume_test.rego:49',
    '    team/volume_test.rego:55: rule data.team.volume_test.conflicting produced conflicting values:',
    '      1 at team/volume_test.rego:53',
    '      2 at team/volume_test.rego:55',
    '',
    '✖ failed   team.volume_test.test_cases  team/volume_test.rego:57',
    '    case large',
    '      team/volume_test.rego:63:2',
    '        is_small(case.size) == case.expected',
    '          is_small(case.size) = false',
    '          case.size = 50',
    '          case.expected = true',
    '',
    '2 passed, 3 failed, 1 error',
    '',
  ]);
});

test('policies and tests of Rego v0 stand beside those of v1', async () => {
  const { code, run } = await runOf([`${FIXTURES}-v0`], ROOT);
  expect(code).toBe(1);
  expect(run.tests.map(({ name, status }) => [name, status])).toEqual([
    ['test_v0_style', 'pass'],
    ['test_v0_fails', 'fail'],
  ]);
  expect(run.tests[1]?.failures[0]?.values).toEqual([{ name: 'volume.double(4)', value: '8' }]);
});

test('policies that import the bundled library have it, and its lines are not theirs to cover', async () => {
  const { code, run } = await runOf(['policies/aws/ec2', '--coverage'], ROOT);
  expect(code).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(20);
  const own = readdirSync(join(ROOT, 'policies/aws/ec2')).map((name) => `policies/aws/ec2/${name}`);
  expect(run.coverage?.files.map(({ file }) => file)).toEqual(own.sort());
});

test('a threshold that is missed is exit code 1, one that is met is 0', { timeout: 120_000 }, async () => {
  const args = ['.', '--run', 'test_large'];
  expect((await runOf([...args, '--threshold', '99.5'])).code).toBe(1);
  expect((await runOf([...args, '--threshold', '5'])).code).toBe(0);
  const { stdout } = await runCli(['policy', 'test', ...args, '--threshold', '99.5'], { cwd: FIXTURES });
  expect(stdout).toMatch(/^ *\d+\.\d % {2}of \d+ lines, less than the 99\.5 % asked for$/m);
});

const LOOPS = `package loops_test

test_before if 1 + 1 == 2

test_loops if {
	xs := numbers.range(1, 100000)
	count([1 | some i in xs; some j in xs; i + j == 0]) == 0
}

test_builtin_loops if count(numbers.range(1, 100000000000)) == 3

test_after if 1 + 1 == 3
`;

test('a test that does not end is ended, named by its place, and the others go on', async () => {
  const file = folder.write('loops/loops_test.rego', LOOPS);
  const { code, run } = await runOf([file, '--timeout', '1.5', '--coverage']);
  expect(code).toBe(1);
  expect(run.tests.map(({ name, line, status, error }) => [name, line, status, error?.message])).toEqual([
    ['test_before', 3, 'pass', undefined],
    ['test_loops', 5, 'timeout', 'took longer than 1.5 seconds and was ended'],
    ['test_builtin_loops', 10, 'timeout', 'took longer than 1.5 seconds and was ended'],
    ['test_after', 12, 'fail', undefined],
  ]);
  expect(run.summary).toEqual({ passed: 1, failed: 1, errors: 0, timeouts: 2, skipped: 0 });
  // What ran in a thread that was ended is covered all the same.
  expect(run.coverage?.files[0]?.covered).toEqual([
    [3, 3],
    [12, 12],
  ]);
});
