/** `driftlock policy test`. */
import type { ConfigFlags } from '../config/file/load-config.ts';
import { schemeOf } from '../config/source-name.ts';
import type { Terminal } from '../config/terminal.ts';
import { DriftlockError } from '../errors.ts';
import { runRegoTests } from '../evaluate/rego-tests.ts';
import type { TestRun } from '../finding/test-run.ts';
import { withLibrary } from '../policy/library.ts';
import { policyError } from '../policy/policy-error.ts';
import { readTestSources } from '../policy/test-sources.ts';
import { TEST_REPORTERS, type TestFormat } from '../report/tests/index.ts';
import { RegoError } from '../toolchain/rego.ts';
import { namedOrConfigured } from './named-or-configured.ts';
import { notice } from './notice.ts';
import { deliver, type Output, outputsOf } from './outputs.ts';
import { watchTests } from './policy-test-watch.ts';
import { testRun } from './test-run.ts';

interface Flags extends Readonly<Record<string, unknown>>, ConfigFlags {
  readonly run?: string;
  readonly coverage?: boolean;
  readonly threshold?: string;
  readonly timeout?: string;
  readonly watch?: boolean;
  readonly verbose?: boolean;
  readonly format?: readonly string[];
  readonly color?: boolean;
}

interface Options {
  readonly filter: string;
  readonly coverage: boolean;
  readonly threshold: number | undefined;
  readonly limitMs: number;
}

function optionsOf({ run = '', coverage, threshold, timeout = '10' }: Flags): Options {
  const seconds = Number(timeout);
  if (timeout.trim() === '' || !(seconds > 0 && seconds <= 86_400))
    throw new DriftlockError('usage', `--timeout: "${timeout}" is not a number of seconds above 0`, {
      hint: 'for instance 30; at most 86400, a day',
    });
  const percent = threshold === undefined ? undefined : Number(threshold);
  if (percent !== undefined && (threshold?.trim() === '' || !(percent >= 0 && percent <= 100)))
    throw new DriftlockError('usage', `--threshold: "${threshold}" is not a percentage`, {
      hint: 'a number from 0 to 100',
    });
  return {
    filter: run,
    coverage: coverage === true || percent !== undefined,
    threshold: percent,
    limitMs: Math.max(1, Math.round(seconds * 1000)),
  };
}

/** Throws DriftlockError where nothing could be run, or nothing is there to be run. */
async function runAll(paths: readonly string[], options: Options): Promise<TestRun> {
  const { modules, data } = await readTestSources(paths);
  const request = {
    modules: await withLibrary(modules),
    data,
    filter: options.filter,
    coverage: options.coverage,
  };
  const ran = await runRegoTests(request, options.limitMs).catch((cause: unknown) => {
    throw cause instanceof RegoError ? refused(cause, options.filter) : cause;
  });
  if (ran.tests.length === 0) throw noTests(paths, options.filter);
  return testRun(ran, (file) => Object.hasOwn(modules, file), options.threshold);
}

/** Only what is wrong with the regular expression has no place. */
function refused(cause: RegoError, filter: string): DriftlockError {
  const [first] = cause.problems;
  if (first?.file !== undefined || !/^error parsing regexp/.test(first?.message ?? ''))
    return policyError('', cause);
  const what = first?.message.replace(/^error parsing regexp: /, '');
  return new DriftlockError('usage', `--run: "${filter}" is no regular expression: ${what}`, {
    hint: 'RE2, as in Rego: https://github.com/google/re2/wiki/Syntax',
    cause,
  });
}

function noTests(paths: readonly string[], filter: string): DriftlockError {
  if (filter !== '')
    return new DriftlockError('usage', `no test matches --run "${filter}"`, {
      hint: 'it is matched against data.<package>.<test>, such as data.acme.volume_test.test_large',
    });
  return new DriftlockError('policy-invalid', `no tests in ${paths.join(', ')}`, {
    hint: 'a test is a rule whose name begins with test_, by custom in a file that ends in _test.rego',
  });
}

function exitCode({ summary, coverage }: TestRun, { threshold }: Options): number {
  if (summary.failed + summary.errors + summary.timeouts > 0) return 1;
  // Coverage that cannot be told is none.
  return threshold !== undefined && (coverage?.percent ?? -1) < threshold ? 1 : 0;
}

async function report(run: TestRun, outputs: readonly Output<TestFormat>[], flags: Flags): Promise<void> {
  await deliver(outputs, flags.color !== false, async (format: TestFormat, terminal: Terminal) =>
    (await TEST_REPORTERS[format]())(run, { ...terminal, verbose: flags.verbose === true }),
  );
}

/** Runs the tests below the paths, reports them, and gives the exit code; with --watch again and again. */
export async function testPolicies(given: readonly string[], flags: Flags): Promise<number> {
  const outputs = outputsOf<TestFormat>(flags.format ?? [], Object.keys(TEST_REPORTERS) as TestFormat[]);
  const options = optionsOf(flags);
  const named = await namedOrConfigured(given, flags);
  // What is fetched is tested where it comes from.
  const local = named.filter((name) => given.length > 0 || schemeOf(name) === undefined);
  const paths = local.length === 0 ? ['.'] : local;
  async function once(): Promise<number> {
    const run = await runAll(paths, options);
    await report(run, outputs, flags);
    if (options.coverage && run.coverage === undefined)
      notice('coverage cannot be told: a test was ended that had passed before; give it more --timeout');
    return exitCode(run, options);
  }
  return flags.watch === true ? watchTests(paths, once) : once();
}
