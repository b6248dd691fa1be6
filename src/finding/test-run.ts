/** What became of the tests of policies: the document of reports/tests-1.schema.json. */

export type TestStatus = 'pass' | 'fail' | 'error' | 'timeout' | 'skip';

/** An expression that failed, as written, with the values of what it reads as Rego writes them. */
export interface FailedAt {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expression: string;
  /** What has no value is undefined. */
  readonly values: readonly { readonly name: string; readonly value?: string }[];
}

export interface TestFailed extends FailedAt {
  /** The case that failed, of a test that has cases. */
  readonly case?: readonly string[];
  /** Expressions of the rule that the failed one asked for. */
  readonly because: readonly FailedAt[];
}

export interface TestRecord {
  readonly package: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly status: TestStatus;
  readonly durationMs: number;
  /** Of `error` and `timeout`. */
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly file?: string;
    readonly line?: number;
  };
  readonly failures: readonly TestFailed[];
  readonly cases: readonly { readonly name: readonly string[]; readonly status: 'pass' | 'fail' }[];
  /** What `print` wrote. */
  readonly output?: string;
}

/** First and last line of a stretch. */
export type Lines = readonly [number, number];

export interface FileCoverage {
  readonly file: string;
  readonly percent: number;
  readonly coveredLines: number;
  readonly uncoveredLines: number;
  readonly covered: readonly Lines[];
  readonly uncovered: readonly Lines[];
}

export interface TestCoverage {
  readonly percent: number;
  readonly threshold?: number;
  readonly coveredLines: number;
  readonly uncoveredLines: number;
  readonly files: readonly FileCoverage[];
}

/** Each case of a test that has cases counts. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly skipped: number;
}

export interface TestRun {
  readonly schema: 'https://driftlock.dev/schemas/tests-1.json';
  readonly tool: { readonly name: 'driftlock'; readonly version: string };
  readonly summary: TestCounts;
  readonly tests: readonly TestRecord[];
  readonly coverage?: TestCoverage;
}

/** Passed, failed and so on, cases one by one. */
export function testCounts(tests: readonly TestRecord[]): TestCounts {
  const counts = { passed: 0, failed: 0, errors: 0, timeouts: 0, skipped: 0 };
  for (const { status, cases } of tests) {
    if (status === 'error') counts.errors += 1;
    else if (status === 'timeout') counts.timeouts += 1;
    else if (status === 'skip') counts.skipped += 1;
    else if (cases.length === 0) counts[status === 'pass' ? 'passed' : 'failed'] += 1;
    else for (const one of cases) counts[one.status === 'pass' ? 'passed' : 'failed'] += 1;
  }
  return counts;
}
