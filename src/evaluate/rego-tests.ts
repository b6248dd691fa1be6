/** Runs the tests of policies one by one, each within its time, in a thread that is ended with one that is not. */
import { DriftlockError } from '../errors.ts';
import { RegoError } from '../toolchain/rego.ts';
import type {
  FoundTest,
  LineCoverage,
  TestFailure,
  TestList,
  TestOutcome,
  TestsRequest,
} from '../toolchain/rego-types.ts';
import type { RegoTestAnswer, RegoTestRequest } from './rego-test-worker.ts';
import { OUT_OF_TIME, startThread, type Thread } from './worker-thread.ts';

/** Loading the Go half takes a second or a few, compiling a large folder some more. */
const PREPARE_MS = 120_000;

export interface RanTest {
  readonly test: FoundTest;
  /** Or how it was ended. */
  readonly outcome: TestOutcome | { readonly status: 'timeout' | 'ended'; readonly message: string };
  readonly failures: readonly TestFailure[];
}

export interface RanTests {
  readonly tests: readonly RanTest[];
  /** Missing where it was not asked for, and where a test passed its time limit only when it was run again for it. */
  readonly coverage?: LineCoverage;
}

/** An answer other than a result: the thread is of no further use, and gone. */
interface Lost {
  readonly lost: 'timeout' | 'ended';
  readonly message: string;
}

/**
 * All tests that the request chooses. `limitMs` bounds each; one that takes longer is `timeout`, and the others go on.
 * Throws RegoError where the sources do not compile.
 */
export async function runRegoTests(request: TestsRequest, limitMs: number): Promise<RanTests> {
  const session = testSession(request, limitMs);
  try {
    const tests: RanTest[] = [];
    const { tests: found } = await session.list();
    for (const [index, test] of found.entries()) tests.push(await runOne(session, test, index));
    const coverage = request.coverage === true ? await coverageOf(session, tests) : undefined;
    return coverage === undefined ? { tests } : { tests, coverage };
  } finally {
    await session.end();
  }
}

interface Session {
  list(): Promise<TestList>;
  ask<T>(request: RegoTestRequest): Promise<T | Lost>;
  /** Indices of tests that the thread which now runs has run. */
  ran(): ReadonlySet<number>;
  end(): Promise<void>;
}

function testSession(data: TestsRequest, limitMs: number): Session {
  let thread: Thread | undefined;
  let ran = new Set<number>();

  async function end(): Promise<void> {
    await thread?.end();
    thread = undefined;
    ran = new Set();
  }

  async function asked<T>(request: RegoTestRequest, limit: number): Promise<T | Lost> {
    thread ??= startThread('rego-test-worker', data);
    const answer = (await thread.ask(request, limit)) as RegoTestAnswer | typeof OUT_OF_TIME;
    if (answer === OUT_OF_TIME) {
      await end();
      return { lost: 'timeout', message: `took longer than ${seconds(limit)} and was ended` };
    }
    if ('problems' in answer) throw new RegoError(answer.problems);
    if ('result' in answer) return answer.result as T;
    await end();
    return { lost: 'ended', message: answer.ended };
  }

  async function list(): Promise<TestList> {
    const found = await asked<TestList>({ kind: 'list' }, PREPARE_MS);
    if ('lost' in found)
      throw new DriftlockError('toolchain', `the tests cannot be compiled: ${found.message}`);
    return found;
  }

  return {
    list,
    async ask<T>(request: RegoTestRequest): Promise<T | Lost> {
      if (thread === undefined) await list();
      if (request.kind === 'test') ran.add(request.test);
      return asked<T>(request, limitMs);
    },
    ran: () => ran,
    end,
  };
}

function seconds(limitMs: number): string {
  return limitMs === 1000 ? '1 second' : `${limitMs / 1000} seconds`;
}

async function runOne(session: Session, test: FoundTest, index: number): Promise<RanTest> {
  const outcome = await session.ask<TestOutcome>({ kind: 'test', test: index });
  if ('lost' in outcome)
    return { test, outcome: { status: outcome.lost, message: outcome.message }, failures: [] };
  if (outcome.status !== 'fail') return { test, outcome, failures: [] };
  const failures = await session.ask<readonly TestFailure[]>({ kind: 'failure', test: index });
  // Watching takes longer than running: that it was not done in time is no news about the test.
  return { test, outcome, failures: 'lost' in failures ? [] : failures };
}

/** What was recorded went with a thread that was ended: what ended by itself before is run again in the last one. */
async function coverageOf(session: Session, tests: readonly RanTest[]): Promise<LineCoverage | undefined> {
  for (const [index, { outcome }] of tests.entries()) {
    if (session.ran().has(index) || 'message' in outcome || outcome.status === 'skip') continue;
    const again = await session.ask<TestOutcome>({ kind: 'test', test: index });
    if ('lost' in again) return undefined;
  }
  const coverage = await session.ask<LineCoverage>({ kind: 'coverage' });
  return 'lost' in coverage ? undefined : coverage;
}
