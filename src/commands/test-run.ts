/** Tests as they ran, as the document that is reported. */
import { VERSION } from '../config/version.ts';
import type { RanTest, RanTests } from '../evaluate/rego-tests.ts';
import type { FailedAt, Lines, TestCoverage, TestFailed, TestRecord, TestRun } from '../finding/test-run.ts';
import { testCounts } from '../finding/test-run.ts';
import type { FailedExpression, LineCoverage, TestFailure } from '../toolchain/rego-types.ts';

/** `isOwn` tells of a file whether its coverage counts; per cent of `threshold` as given. */
export function testRun(
  { tests, coverage }: RanTests,
  isOwn: (file: string) => boolean,
  threshold: number | undefined,
): TestRun {
  const records = tests.map(testRecord);
  return {
    schema: 'https://driftlock.dev/schemas/tests-1.json',
    tool: { name: 'driftlock', version: VERSION },
    summary: testCounts(records),
    tests: records,
    ...(coverage === undefined ? {} : { coverage: coverageOf(coverage, isOwn, threshold) }),
  };
}

function testRecord({ test, outcome, failures }: RanTest): TestRecord {
  const about = { package: test.package, name: test.name, file: test.file, line: test.row };
  if ('message' in outcome) {
    const { status, message } = outcome;
    const error = { code: status, message, file: test.file, line: test.row };
    return {
      ...about,
      status: status === 'ended' ? 'error' : status,
      durationMs: 0,
      error,
      failures: [],
      cases: [],
    };
  }
  const { status, durationNs, problem, output = '', cases = [] } = outcome;
  const failed = new Set(cases.filter(({ fail }) => fail).map(({ path }) => JSON.stringify(path)));
  return {
    ...about,
    status,
    durationMs: Math.round(durationNs / 1000) / 1000,
    ...(problem === undefined ? {} : { error: errorOf(problem) }),
    failures: failures
      .filter(({ path }) => cases.length === 0 || failed.has(JSON.stringify(path)))
      .map(failureOf),
    cases: cases.map(({ path, fail }) => ({ name: path, status: fail ? 'fail' : 'pass' })),
    ...(output === '' ? {} : { output }),
  };
}

function errorOf({
  code,
  message,
  file,
  row,
}: Partial<FailedExpression> & { code: string; message: string }) {
  return {
    code,
    message,
    ...(file === undefined ? {} : { file }),
    ...(row === undefined ? {} : { line: row }),
  };
}

function failedAt({ file, row, col, expression, values }: FailedExpression): FailedAt {
  return { file, line: row, column: col, expression, values };
}

function failureOf(failure: TestFailure): TestFailed {
  const { path, because = [] } = failure;
  return {
    ...(path.length === 0 ? {} : { case: path }),
    ...failedAt(failure),
    because: because.map(failedAt),
  };
}

type FileLines = LineCoverage['files'][string];

/** OPA's count of lines: one that is half covered counts on both sides. */
function coverageOf(
  { files }: LineCoverage,
  isOwn: (file: string) => boolean,
  threshold: number | undefined,
): TestCoverage {
  const own = Object.entries(files)
    .filter(([file]) => isOwn(file))
    .map(([file, { covered, not_covered, covered_lines = 0, not_covered_lines = 0 }]) => ({
      file,
      percent: percentOf(covered_lines, not_covered_lines),
      coveredLines: covered_lines,
      uncoveredLines: not_covered_lines,
      covered: stretches(covered),
      uncovered: stretches(not_covered),
    }))
    // A file without rules has nothing to cover.
    .filter(({ coveredLines, uncoveredLines }) => coveredLines + uncoveredLines > 0)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const coveredLines = own.reduce((sum, one) => sum + one.coveredLines, 0);
  const uncoveredLines = own.reduce((sum, one) => sum + one.uncoveredLines, 0);
  return {
    percent: percentOf(coveredLines, uncoveredLines),
    ...(threshold === undefined ? {} : { threshold }),
    coveredLines,
    uncoveredLines,
    files: own,
  };
}

function percentOf(covered: number, uncovered: number): number {
  return covered + uncovered === 0 ? 0 : (100 * covered) / (covered + uncovered);
}

/** Ranges of an expression each, as stretches of lines that neither overlap nor touch. */
function stretches(ranges: FileLines['covered'] = []): Lines[] {
  const lines = new Set<number>();
  for (const { start, end } of ranges) for (let row = start.row; row <= end.row; row++) lines.add(row);
  const found: [number, number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else found.push([line, line]);
  }
  return found;
}
