/** Runs collectors over regions: shapes what they yield, and tells how complete each type is. */
import pLimit from 'p-limit';
import type { CoverageEntry } from '../finding/coverage.ts';
import type { Resource, Scope } from '../resource/resource.ts';
import { shape } from '../resource/shape.ts';
import { typeSchema } from '../resource/type-schema.ts';
import { CallError } from './call-error.ts';
import { type Collector, type Failure, type LiveRecord, type Wants, wantsAll } from './collector.ts';
import { defectOf } from './defect.ts';
import { toRawResource } from './to-raw-resource.ts';

/** One collector in one place. */
export interface Job<Run> {
  readonly collector: Collector<Run>;
  /** The region that it asks. */
  readonly region: string;
  readonly run: Run;
}

export interface RunOptions {
  readonly provider: string;
  readonly account: string;
  /** Collectors under way at once. */
  readonly concurrency: number;
  /** Types to collect and to tell the coverage of: all that the collectors have, by default. */
  readonly wants?: Wants | undefined;
  readonly clock: () => Date;
  /**
   * Takes each resource; records of one job come in order, those of several jobs as they come. A DriftlockError of it
   * ends the run, any other loses that record.
   */
  readonly take: (resource: Resource, job: Job<unknown>) => void | Promise<void>;
  /** After each job, and with it all that it gave. */
  readonly done: (job: Job<unknown>, entries: readonly CoverageEntry[]) => void | Promise<void>;
}

/** Coverage of all jobs in their order; nothing that a cloud answers makes it throw, nor what a collector makes of it. */
export async function runCollectors<Run>(
  jobs: readonly Job<Run>[],
  options: RunOptions,
): Promise<readonly CoverageEntry[]> {
  const limit = pLimit(options.concurrency);
  const entries = await Promise.all(
    jobs.map((job) =>
      limit(async () => {
        const coverage = await runJob(job, options);
        await options.done(job, coverage);
        return coverage;
      }),
    ),
  );
  return entries.flat();
}

/** What stands in the way; without a call where it is a defect of ours. */
type Gap = Omit<Failure, 'api'> & Partial<Pick<Failure, 'api'>>;

interface TypeTally {
  /** Records that were taken. */
  count: number;
  /** Records that were not, for a defect of ours. */
  lost: number;
  /** False once a record stands for such as nobody could list, or one is lost. */
  isListed: boolean;
  /** The first failure of each call, with how many there were. */
  readonly failures: Map<string | undefined, { readonly failure: Gap; count: number }>;
}

async function runJob<Run>(job: Job<Run>, options: RunOptions): Promise<readonly CoverageEntry[]> {
  const { collector, run } = job;
  const { wants = wantsAll } = options;
  const tallies = new Map<string, TypeTally>(
    collector.types
      .filter(wants)
      .map((type) => [type, { count: 0, lost: 0, isListed: true, failures: new Map() }]),
  );
  let stopped: Gap | undefined;
  try {
    for await (const record of collector.collect(run, wants)) {
      const tally = tallies.get(record.type);
      if (tally !== undefined) await takeOne(record, tally, job, options);
      else if (!collector.types.includes(record.type))
        throw new Error(`${collector.id} yields ${record.type}, which it does not declare`);
    }
  } catch (error) {
    stopped = error instanceof CallError ? error.failure : defectOf(collector.id, error);
  }
  return [...tallies].map(([type, tally]) => entryOf(type, tally, stopped, scopeOf(job, options)));
}

async function takeOne(
  record: LiveRecord,
  tally: TypeTally,
  job: Job<unknown>,
  options: RunOptions,
): Promise<void> {
  try {
    const resources = shaped(record, job.region, options);
    for (const resource of resources) await options.take(resource, job);
    tally.count++;
    // A call may be made several times for one record, which it fails once.
    const failures = new Map(record.unread?.map(({ failure }) => [failure.api, failure]));
    for (const failure of failures.values()) note(tally, failure);
    // Whose key a failed call would have told may be none or several.
    if (failures.size > 0 && resources.some(({ type, key }) => type === record.type && key === undefined))
      tally.isListed = false;
  } catch (error) {
    note(tally, defectOf(job.collector.id, error));
    tally.lost++;
    tally.isListed = false;
  }
}

function note({ failures }: TypeTally, failure: Gap): void {
  const known = failures.get(failure.api);
  if (known === undefined) failures.set(failure.api, { failure, count: 1 });
  else known.count++;
}

function shaped(record: LiveRecord, region: string, { provider, account, clock }: RunOptions): Resource[] {
  const raw = toRawResource(record, { provider, account, region, at: clock().toISOString() });
  const resources = shape(raw, typeSchema(provider, record.type));
  return resources.map(({ address: _, ...rest }) =>
    record.origin === undefined ? rest : { ...rest, origin: record.origin },
  );
}

function scopeOf({ collector, region }: Job<unknown>, { account }: RunOptions): Scope {
  return collector.per === 'account' ? { account } : { account, region };
}

/** A listing that ended early covers what came before it; calls about single resources leave the others whole. */
function entryOf(
  type: string,
  { count, lost, failures, isListed }: TypeTally,
  stopped: Gap | undefined,
  scope: Scope,
): CoverageEntry {
  const entry = { source: '', scope, type, count };
  if (stopped !== undefined) {
    const status = count > 0 ? ('partial' as const) : stopped.reason;
    return { ...entry, status, ...apiOf(stopped), error: stopped.message };
  }
  // What we lost is told before what the cloud did not tell.
  const [first, ...others] = [...failures.values()].sort(
    (one, other) => Number(one.failure.api !== undefined) - Number(other.failure.api !== undefined),
  );
  if (first === undefined) return { ...entry, status: 'complete' };
  const more =
    others.length === 0
      ? ''
      : `; also ${others.map(({ failure, count: times }) => `${failure.api} (${times} times)`).join(', ')}`;
  const error = `${first.count} of ${count + lost}: ${first.failure.message}${more}`;
  const listed = isListed ? { listed: true as const } : {};
  const status = count > 0 ? ('partial' as const) : first.failure.reason;
  return { ...entry, status, ...listed, ...apiOf(first.failure), error };
}

function apiOf({ api }: Gap): { readonly api?: string } {
  return api === undefined ? {} : { api };
}
